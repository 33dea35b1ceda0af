import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Campaign } from '../campaigns/index.js';
import {
  ChangeReturnState,
  DeclarationReadModel,
  type DeclarationView,
  IssuedForms,
  returnAxis,
} from '../declarations/index.js';
import { PlanLetters } from '../letters/index.js';
import { Clock } from '../platform/clock/index.js';
import { DueWork, type Performed } from '../platform/jobs/index.js';
import { fileKind } from './file-kind.policy.js';
import { decideReturn, type ReturnDecision, type ReturnFacts } from './return-decision.policy.js';
import { type AnsweredReturn, receipt, receiptChecks, rejection } from './return-letters.js';
import type { ReturnMatch } from './return.entity.js';
import { suspicions } from './suspicious-content.js';
import { readDocumentStates } from './document-states.js';
import { TrustAnchors } from './trust-anchors.js';
import { type Binding, bindToForm, verificationFacts } from './verification-facts.js';
import { type FileVerification, VerificationAborted, Verifier } from './verifier.js';

export const MAX_RETURN_BYTES = Symbol('MAX_RETURN_BYTES');

type ClaimedReturn = AnsweredReturn & {
  readonly campaignId: string;
  readonly declarationId: string | null;
  readonly bytes: Buffer;
  readonly byteLength: number;
  readonly match: ReturnMatch;
  readonly reasons: readonly string[];
  readonly handedInBy: string;
};

/** What verification found, whole: kept with the return and shown to operators. */
interface Outcome {
  readonly facts: ReturnFacts;
  readonly decision: ReturnDecision;
  readonly binding: Binding | null;
  readonly verification: FileVerification | null;
  readonly aborted: string | null;
}

/**
 * Verifies one returned document and decides what a machine may decide; the rest waits for a person. The report, the
 * decision, the declaration's axis and the answer to the municipality are one transaction.
 */
@Injectable()
export class VerifyReturn extends DueWork {
  readonly kind = 'verify-return';
  readonly table = 'return';
  readonly pending = `state = 'RECEIVED'`;
  readonly concurrency = 2;

  constructor(
    private readonly dataSource: DataSource,
    private readonly verifier: Verifier,
    private readonly trustAnchors: TrustAnchors,
    private readonly declarations: DeclarationReadModel,
    private readonly forms: IssuedForms,
    private readonly changeReturnState: ChangeReturnState,
    private readonly planLetters: PlanLetters,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @Inject(MAX_RETURN_BYTES) private readonly maxReturnBytes: number,
  ) {
    super();
  }

  async perform(id: string): Promise<Performed> {
    return await this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const returned = await claim(manager, id);
      if (returned === null) return 'NOTHING_TO_DO';
      const campaign = await manager.getRepository(Campaign).findOneByOrFail({ id: returned.campaignId });
      const declaration = await this.#lockDeclaration(manager, returned.declarationId);
      const outcome = await this.#judge(manager, returned, campaign, declaration);
      await this.#settle(manager, returned, outcome, declaration, now);
      if (declaration !== null) {
        await this.planLetters.execute(
          manager,
          [answer({ campaign, declaration, returned, now }, outcome, this.maxReturnBytes)],
          now,
          'system:returns',
        );
      }
      return 'DONE';
    });
  }

  /** Two returns for one declaration are decided one after the other. */
  async #lockDeclaration(manager: EntityManager, id: string | null): Promise<DeclarationView | null> {
    if (id === null) return null;
    await manager.query('SELECT id FROM declaration WHERE id = $1 FOR UPDATE', [id]);
    return await this.declarations.byId(id, manager);
  }

  async #judge(
    manager: EntityManager,
    returned: ClaimedReturn,
    campaign: Campaign,
    declaration: DeclarationView | null,
  ): Promise<Outcome> {
    const kind = fileKind(returned.bytes, returned.byteLength, this.maxReturnBytes);
    const found = kind === 'TOO_LARGE' ? [] : suspicions(returned.bytes);
    const base: Omit<ReturnFacts, 'verification' | 'matchDisagrees'> = {
      kind,
      suspicions: found,
      duplicate: declaration !== null && (await isDuplicate(manager, returned, declaration.id)),
      campaignClosed: campaign.state === 'CLOSED',
      withdrawn: declaration?.withdrawnAt != null,
      alreadyAccepted: declaration?.returnState === 'ACCEPTED',
      matched: declaration !== null,
      automaticAnswer: returned.reasons.includes('AUTOMATIC_ANSWER'),
      onTime: returned.onTime,
    };
    const disagrees = new Set(returned.match.candidates.map((candidate) => candidate.reference)).size > 1;
    const { verification, aborted } =
      kind === 'PDF' && found.length === 0 && !base.duplicate
        ? await this.#verify(returned)
        : { verification: null, aborted: null };
    if (verification === null) {
      const facts = { ...base, matchDisagrees: disagrees, verification: null };
      return { facts, decision: decideReturn(facts), binding: null, verification, aborted };
    }
    const issued = await this.forms.findBySha256(verification.prefixes.map((prefix) => prefix.sha256));
    const binding = bindToForm(verification, issued, declaration?.id ?? null);
    const issuedHere = issued !== null && issued.declarationId === declaration?.id;
    const facts: ReturnFacts = {
      ...base,
      matchDisagrees: disagrees || (issued !== null && declaration !== null && !issuedHere),
      verification: verificationFacts(verification, binding, issuedHere, declaration?.organizationNumber ?? null),
    };
    return { facts, decision: decideReturn(facts), binding, verification, aborted };
  }

  async #verify(returned: ClaimedReturn): Promise<{ verification: FileVerification | null; aborted: string | null }> {
    try {
      const verification = await this.verifier.verify({
        bytes: returned.bytes,
        trustAnchors: this.trustAnchors.certificates,
        at: returned.arrivedAt,
      });
      return { verification, aborted: null };
    } catch (error) {
      if (error instanceof VerificationAborted) return { verification: null, aborted: error.message };
      throw error;
    }
  }

  async #settle(
    manager: EntityManager,
    returned: ClaimedReturn,
    outcome: Outcome,
    declaration: DeclarationView | null,
    now: Date,
  ): Promise<void> {
    const { decision } = outcome;
    const reasons = decisionReasons(decision);
    const method = decision.state === 'ACCEPTED' ? decision.method : null;
    await manager.query(
      `UPDATE return SET state = $2, reasons = $3, method = $4, binding_tier = $5, verification = $6, verified_at = $7,
         queued_at = NULL, attempts = attempts + 1, version = version + 1
       WHERE id = $1`,
      [
        returned.id,
        decision.state,
        reasons,
        method,
        outcome.binding?.tier ?? null,
        JSON.stringify({
          facts: outcome.facts,
          binding: outcome.binding,
          report: outcome.verification?.report ?? null,
          aborted: outcome.aborted,
        }),
        now.toISOString(),
      ],
    );
    await this.audit.record(manager, {
      at: now,
      actor: 'system:returns',
      action: `RETURN_${decision.state}`,
      subject: declaration === null ? `return:${returned.id}` : `declaration:${declaration.reference}`,
      data: {
        return: returned.id,
        sha256: returned.sha256,
        reasons,
        method,
        bindingTier: outcome.binding?.tier ?? null,
        indication: outcome.verification?.report.summary.indication ?? null,
      },
    });
    if (declaration === null) return;
    await this.changeReturnState.execute(manager, {
      declaration,
      state: returnAxis(await readDocumentStates(manager, declaration.id)),
      method,
      at: now,
      actor: 'system:returns',
      cause: returned.id,
    });
  }
}

function decisionReasons(decision: ReturnDecision): readonly string[] {
  switch (decision.state) {
    case 'ACCEPTED':
      return [];
    case 'NEEDS_REVIEW':
      return decision.reasons;
    case 'REJECTED':
    case 'SUPERSEDED':
      return [decision.reason];
  }
}

function answer(
  about: Parameters<typeof receipt>[0],
  outcome: Outcome,
  maxReturnBytes: number,
): ReturnType<typeof receipt> {
  const { decision } = outcome;
  const checks = receiptChecks(outcome.facts);
  switch (decision.state) {
    case 'ACCEPTED':
      return receipt(about, 'ACCEPTED', checks);
    case 'NEEDS_REVIEW':
      return receipt(about, 'IN_REVIEW', checks);
    case 'SUPERSEDED':
      return receipt(about, 'ALREADY_RECEIVED', []);
    case 'REJECTED': {
      const reason = decision.reason;
      if (reason === 'TOO_LARGE') {
        const largestMegabytes = Math.floor(maxReturnBytes / (1024 * 1024));
        return rejection(about, [{ code: reason, largestMegabytes }], 'machine');
      }
      return rejection(
        about,
        [reason === 'OTHER' ? { code: 'OTHER', explanation: outcome.aborted ?? '' } : { code: reason }],
        'machine',
      );
    }
  }
}

async function claim(manager: EntityManager, id: string): Promise<ClaimedReturn | null> {
  const rows: ClaimedReturn[] = await manager.query(
    `SELECT id, campaign_id AS "campaignId", declaration_id AS "declarationId", match, answer_to AS "answerTo",
       answers_message_id AS "answersMessageId", file_name AS "fileName", bytes, byte_length AS "byteLength", sha256,
       arrived_at AS "arrivedAt", on_time AS "onTime", handed_in_by AS "handedInBy", reasons
     FROM return WHERE id = $1 AND state = 'RECEIVED' FOR UPDATE SKIP LOCKED`,
    [id],
  );
  return rows[0] ?? null;
}

/** The same bytes are here already for the same declaration, earlier or handed in at the same instant. */
async function isDuplicate(manager: EntityManager, returned: ClaimedReturn, declarationId: string): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `SELECT 1 FROM return WHERE declaration_id = $1 AND sha256 = $2 AND id <> $3 AND state <> 'SUPERSEDED'
       AND (arrived_at, id) < ($4::timestamptz, $3::uuid) LIMIT 1`,
    [declarationId, returned.sha256, returned.id, returned.arrivedAt.toISOString()],
  );
  return rows.length > 0;
}
