import type { Campaign } from '../campaigns/index.js';
import type { AcceptanceMethod, DeclarationView } from '../declarations/index.js';
import {
  letterCampaign,
  type CheckResult,
  type NewLetter,
  type ReceiptCheck,
  type RejectionReason,
} from '../letters/index.js';
import { isoWithOffset } from '../platform/calendar/index.js';
import { answerAddress } from './answer-address.policy.js';
import type { ReturnFacts } from './return-decision.policy.js';

/** The returned document that a letter answers. */
export interface AnsweredReturn {
  readonly id: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly arrivedAt: Date;
  readonly onTime: boolean | null;
  readonly answerTo: string | null;
  readonly answersMessageId: string | null;
}

interface Case {
  readonly campaign: Campaign;
  readonly declaration: DeclarationView;
  readonly returned: AnsweredReturn;
  readonly now: Date;
}

function common({ campaign, declaration, returned, now }: Case): Omit<NewLetter, 'kind' | 'data' | 'slot'> {
  return {
    campaign: letterCampaign(campaign),
    declaration,
    deadlineVersion: null,
    recipientName: declaration.recipientName,
    recipientEmail: answerAddress(returned.answerTo, declaration.recipientEmail),
    language: declaration.language,
    dueAt: now,
    notAfter: null,
  };
}

function arrival({ campaign, declaration, returned }: Case): {
  inReplyTo: string | null;
  files: { fileName: string; sha256: string }[];
  arrivedAt: string;
  timeliness: 'ON_TIME' | 'LATE';
  deadlineOn: string;
} {
  return {
    inReplyTo: returned.answersMessageId,
    files: [{ fileName: returned.fileName, sha256: returned.sha256 }],
    arrivedAt: isoWithOffset(returned.arrivedAt, campaign.definition.timeZone),
    timeliness: returned.onTime === false ? 'LATE' : 'ON_TIME',
    deadlineOn: declaration.dueOn,
  };
}

/** The one answer to a return that is accepted, waits for a person, or was here already. */
export function receipt(
  about: Case,
  outcome: 'ACCEPTED' | 'IN_REVIEW' | 'ALREADY_RECEIVED',
  checks: readonly { check: ReceiptCheck; result: CheckResult }[],
): NewLetter {
  return { ...common(about), kind: 'RECEIPT', slot: about.returned.id, data: { ...arrival(about), outcome, checks } };
}

/** Why a return cannot be used and how to mend it. `decidedBy` keeps the machine's letter and a person's apart. */
export function rejection(
  about: Case,
  reasons: readonly RejectionReason[],
  decidedBy: 'machine' | 'review',
): NewLetter {
  return {
    ...common(about),
    kind: 'REJECTION',
    slot: decidedBy === 'machine' ? about.returned.id : `${about.returned.id}/review`,
    data: { ...arrival(about), reasons },
  };
}

/** A person has accepted what the machine could not. */
export function decision(about: Case, method: AcceptanceMethod, note: string | null): NewLetter {
  return {
    ...common(about),
    kind: 'DECISION',
    slot: about.returned.id,
    data: {
      ...arrival(about),
      method,
      decidedAt: isoWithOffset(about.now, about.campaign.definition.timeZone),
      note,
    },
  };
}

/** What the municipality is told was checked: plainer than what an operator sees. */
export function receiptChecks(facts: ReturnFacts): { check: ReceiptCheck; result: CheckResult }[] {
  const verification = facts.verification;
  if (verification === null) return [{ check: 'FILE_READABLE', result: 'OPEN' }];
  const checks: { check: ReceiptCheck; result: CheckResult }[] = [
    { check: 'FILE_READABLE', result: verification.readable ? 'PASSED' : 'FAILED' },
    { check: 'FORM_RECOGNISED', result: verification.issuedPrefix ? 'PASSED' : 'OPEN' },
  ];
  if (verification.pictureOnly || verification.signatures === 0) {
    return [...checks, { check: 'HAND_SIGNATURE', result: 'OPEN' }];
  }
  const trusted = verification.indication === 'TOTAL_PASSED';
  return [
    ...checks,
    { check: 'TEXT_UNCHANGED', result: verification.laterChanges === 'suspicious' ? 'OPEN' : 'PASSED' },
    { check: 'SIGNATURE_INTACT', result: verification.integrity === 'intact' ? 'PASSED' : 'OPEN' },
    { check: 'SIGNER_TRUSTED', result: trusted ? 'PASSED' : 'OPEN' },
    { check: 'SIGNER_LINKED', result: verification.signerLinked ? 'PASSED' : 'OPEN' },
  ];
}
