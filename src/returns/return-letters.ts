import type { Campaign } from '../campaigns/index.js';
import type { AcceptanceMethod, DeclarationView } from '../declarations/index.js';
import {
  letterCampaign,
  type CheckResult,
  type NewLetter,
  type ReceiptCheck,
  type ReceiptOutcome,
  type RejectionReason,
} from '../letters/index.js';
import { isoWithOffset } from '../platform/calendar/index.js';
import { answerAddress } from './answer-address.policy.js';
import type { ReturnFacts } from './return-decision.policy.js';
import { storableText } from './storable-text.js';

/** The arrival that a letter answers: one document, or several that came in one message. */
export interface AnsweredArrival {
  /** Distinguishes the letters of one kind about one declaration. */
  readonly slot: string;
  readonly files: readonly { readonly fileName: string; readonly sha256: string }[];
  readonly arrivedAt: Date;
  readonly onTime: boolean | null;
  /** The deadline in force at the arrival, YYYY-MM-DD. */
  readonly deadlineOn: string;
  readonly answerTo: string | null;
  readonly answersMessageId: string | null;
}

export interface AnsweredCase {
  readonly campaign: Campaign;
  readonly declaration: DeclarationView;
  readonly arrival: AnsweredArrival;
  readonly now: Date;
}

function common({ campaign, declaration, arrival, now }: AnsweredCase): Omit<NewLetter, 'kind' | 'data'> {
  return {
    campaign: letterCampaign(campaign),
    declaration,
    slot: arrival.slot,
    deadlineVersion: null,
    recipientName: declaration.recipientName,
    recipientEmail: answerAddress(arrival.answerTo, declaration.recipientEmail),
    language: declaration.language,
    dueAt: now,
    notAfter: null,
  };
}

function arrivalData({ campaign, arrival }: AnsweredCase): {
  inReplyTo: string | null;
  files: { fileName: string; sha256: string }[];
  arrivedAt: string;
  timeliness: 'ON_TIME' | 'LATE';
  deadlineOn: string;
} {
  return {
    inReplyTo: arrival.answersMessageId,
    files: arrival.files.map(({ fileName, sha256 }) => ({ fileName: storableText(fileName), sha256 })),
    arrivedAt: isoWithOffset(arrival.arrivedAt, campaign.definition.timeZone),
    timeliness: arrival.onTime === false ? 'LATE' : 'ON_TIME',
    deadlineOn: arrival.deadlineOn,
  };
}

/** The one answer to an arrival that is accepted, waits for a person, came after another was accepted, or was here already. */
export function receipt(
  about: AnsweredCase,
  outcome: ReceiptOutcome,
  checks: readonly { check: ReceiptCheck; result: CheckResult }[],
): NewLetter {
  return { ...common(about), kind: 'RECEIPT', data: { ...arrivalData(about), outcome, checks } };
}

/** Why a return cannot be used and how to mend it. */
export function rejection(about: AnsweredCase, reasons: readonly RejectionReason[]): NewLetter {
  return { ...common(about), kind: 'REJECTION', data: { ...arrivalData(about), reasons } };
}

/** A person has accepted what the machine could not. */
export function decision(about: AnsweredCase, method: AcceptanceMethod, note: string | null): NewLetter {
  return {
    ...common(about),
    kind: 'DECISION',
    data: {
      ...arrivalData(about),
      method,
      decidedAt: isoWithOffset(about.now, about.campaign.definition.timeZone),
      note: note === null ? null : storableText(note),
    },
  };
}

/** What the municipality is told was checked: plainer than what an operator sees, and nothing that was not proven. */
export function receiptChecks(facts: ReturnFacts): { check: ReceiptCheck; result: CheckResult }[] {
  const verification = facts.verification;
  if (verification === null || !verification.readable) return [{ check: 'FILE_READABLE', result: 'OPEN' }];
  // Facts of older verifications do not say whether a rewritten form is the same.
  const bound = verification.issuedPrefix || verification.sameForm === true;
  const proven = (fact: boolean): CheckResult => (fact ? 'PASSED' : 'OPEN');
  const checks: { check: ReceiptCheck; result: CheckResult }[] = [
    { check: 'FILE_READABLE', result: 'PASSED' },
    { check: 'FORM_RECOGNISED', result: proven(bound) },
  ];
  if (verification.pictureOnly || verification.signatures === 0) {
    return [...checks, { check: 'HAND_SIGNATURE', result: 'OPEN' }];
  }
  const unchanged = verification.laterChanges === 'none' || verification.laterChanges === 'permitted';
  return [
    ...checks,
    {
      check: 'TEXT_UNCHANGED',
      result: proven(bound && unchanged && verification.coversWholeDocument === true),
    },
    { check: 'SIGNATURE_INTACT', result: proven(verification.integrity === 'intact') },
    { check: 'SIGNER_TRUSTED', result: proven(verification.indication === 'TOTAL_PASSED') },
    { check: 'SIGNER_LINKED', result: proven(verification.signerLinked) },
  ];
}
