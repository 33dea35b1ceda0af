import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Campaign } from '../campaigns/index.js';
import { ChangeReturnState, DeclarationReadModel, type DeclarationView, returnAxis } from '../declarations/index.js';
import { Clock } from '../platform/clock/index.js';
import { describeError, DueWork, type Performed } from '../platform/jobs/index.js';
import { VirusScannerDown } from '../platform/virus/index.js';
import { AnswerReturns, type VerifiedReturn } from './answer-returns.js';
import { readDocumentStates } from './document-states.js';
import { type FileExamination, ExamineFile } from './examine-file.js';
import { decideReturn, NOTED_REASONS, type ReturnDecision, type ReturnFacts } from './return-decision.policy.js';
import type { ReturnMatch } from './return.entity.js';
import { storableJson } from './storable-text.js';
import type { SignerLink } from './signer-link.policy.js';
import { bindToForm, type ReturnBinding, signerLinks, verificationFacts } from './verification-facts.js';

/** A document that keeps failing for reasons of ours goes to a person after so many attempts. */
const MOST_ATTEMPTS = 5;
/** Some six hours, for a virus scanner that is down. */
const MOST_ATTEMPTS_AT_SCAN = 12;

type ClaimedReturn = VerifiedReturn & {
  readonly campaignId: string;
  readonly declarationId: string | null;
  readonly sha256: string;
  readonly match: ReturnMatch;
};

/** What verification found, whole: kept with the return and shown to operators. */
interface Outcome {
  readonly facts: ReturnFacts | Record<string, never>;
  readonly decision: ReturnDecision;
  readonly binding: ReturnBinding | null;
  readonly signers: readonly SignerLink[];
  readonly verification: FileExamination['verification'];
  readonly aborted: string | null;
}

/**
 * Verifies one returned document and decides what a machine may decide; the rest waits for a person. The file is looked
 * into first, without a lock; then the report, the decision, the declaration's axis and the answer to the municipality
 * are one transaction. The documents of one declaration are decided in the order of their arrival.
 */
@Injectable()
export class VerifyReturn extends DueWork {
  readonly kind = 'verify-return';
  readonly table = 'return';
  readonly pending = `state = 'RECEIVED'`;
  readonly concurrency = 2;

  constructor(
    private readonly dataSource: DataSource,
    private readonly examineFile: ExamineFile,
    private readonly declarations: DeclarationReadModel,
    private readonly changeReturnState: ChangeReturnState,
    private readonly answerReturns: AnswerReturns,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {
    super();
  }

  async perform(id: string): Promise<Performed> {
    for (const earlier of await this.#earlierOnes(id)) await this.#verify(earlier);
    return await this.#verify(id);
  }

  /** Else it would stay RECEIVED for good, and nobody would be told. */
  override async failed(manager: EntityManager, id: string, error: unknown, attempts: number): Promise<void> {
    if (attempts < (error instanceof VirusScannerDown ? MOST_ATTEMPTS_AT_SCAN : MOST_ATTEMPTS)) return;
    const returned = await claim(manager, id);
    if (returned === null) return;
    const declaration = await this.#lockDeclaration(manager, returned.declarationId);
    const decision: ReturnDecision = {
      state: 'NEEDS_REVIEW',
      reasons: declaration === null ? ['UNMATCHED', 'NOT_VERIFIED'] : ['NOT_VERIFIED'],
    };
    const outcome = {
      facts: {},
      decision,
      binding: null,
      signers: [],
      verification: null,
      aborted: describeError(error),
    };
    await this.#settle(manager, returned, outcome, declaration);
  }

  /** Those of the same declaration that wait and arrived before, in that order. */
  async #earlierOnes(id: string): Promise<string[]> {
    const rows: { id: string }[] = await this.dataSource.query(
      `SELECT earlier.id FROM return AS earlier JOIN return AS this ON this.declaration_id = earlier.declaration_id
       WHERE this.id = $1 AND this.state = 'RECEIVED' AND earlier.state = 'RECEIVED' AND earlier.due_at <= $2
         AND (earlier.arrived_at, earlier.id) < (this.arrived_at, this.id)
       ORDER BY earlier.arrived_at, earlier.id`,
      [id, this.clock.now().toISOString()],
    );
    return rows.map((row) => row.id);
  }

  async #verify(id: string): Promise<Performed> {
    const examined = await this.#examine(id);
    if (examined === null) return 'NOTHING_TO_DO';
    return await this.dataSource.transaction(async (manager) => {
      // The declaration before the document, always: two documents of one declaration are decided one after the other.
      const declaration = await this.#lockDeclaration(manager, examined.declarationId);
      const returned = await claim(manager, id);
      if (returned === null || returned.version !== examined.version) return 'NOTHING_TO_DO';
      const campaign = await manager.getRepository(Campaign).findOneByOrFail({ id: returned.campaignId });
      const outcome = await this.#judge(manager, returned, examined, campaign, declaration);
      await this.#settle(manager, returned, outcome, declaration);
      return 'DONE';
    });
  }

  async #examine(id: string): Promise<(FileExamination & { declarationId: string | null; version: number }) | null> {
    const rows: { declarationId: string | null; version: number; bytes: Buffer; arrivedAt: Date }[] =
      await this.dataSource.query(
        `SELECT declaration_id AS "declarationId", version, bytes, arrived_at AS "arrivedAt"
         FROM return WHERE id = $1 AND state = 'RECEIVED'`,
        [id],
      );
    const row = rows[0];
    if (row === undefined) return null;
    const examination = await this.examineFile.execute(row.bytes, row.arrivedAt, row.declarationId);
    return { ...examination, declarationId: row.declarationId, version: row.version };
  }

  async #judge(
    manager: EntityManager,
    returned: ClaimedReturn,
    examined: FileExamination,
    campaign: Campaign,
    declaration: DeclarationView | null,
  ): Promise<Outcome> {
    const { verification, issued, aborted } = examined;
    const issuedHere = issued !== null && issued.declarationId === declaration?.id;
    const binding = verification === null ? null : bindToForm(verification, issued, declaration?.id ?? null);
    const signatory =
      declaration === null
        ? null
        : { organizationNumber: declaration.organizationNumber, name: declaration.recipientName };
    const signers = verification === null ? [] : signerLinks(verification, signatory);
    const references = new Set(
      returned.match.candidates.filter(({ by }) => by !== 'SENDER').map(({ reference }) => reference),
    );
    const facts: ReturnFacts = {
      kind: examined.kind,
      suspicions: examined.suspicions,
      duplicate: declaration !== null && (await isDuplicate(manager, returned, declaration.id)),
      campaignClosed: campaign.state === 'CLOSED',
      withdrawn: (declaration?.withdrawnAt ?? null) !== null,
      alreadyAccepted: declaration?.returnState === 'ACCEPTED',
      matched: declaration !== null,
      matchDisagrees: references.size > 1 || (issued !== null && declaration !== null && !issuedHere),
      automaticAnswer: returned.reasons.includes('AUTOMATIC_ANSWER'),
      noted: NOTED_REASONS.filter(
        (reason) => returned.reasons.includes(reason) || (reason === 'VIRUS_SUSPECTED' && examined.virusSuspected),
      ),
      onTime: returned.onTime,
      verification:
        verification === null || binding === null
          ? null
          : verificationFacts(verification, binding, signers, { issuedHere, hasEnd: examined.hasEnd }),
    };
    return { facts, decision: decideReturn(facts), binding, signers, verification, aborted };
  }

  async #settle(
    manager: EntityManager,
    returned: ClaimedReturn,
    outcome: Outcome,
    declaration: DeclarationView | null,
  ): Promise<void> {
    const now = this.clock.now();
    const { decision } = outcome;
    const reasons = decisionReasons(decision);
    const method = decision.state === 'ACCEPTED' ? decision.method : null;
    const bindingTier = outcome.binding?.tier ?? null;
    await manager.query(
      `UPDATE return SET state = $2, reasons = $3, method = $4, binding_tier = $5, verification = $6, verified_at = $7,
         queued_at = NULL, attempts = attempts + 1, version = version + 1
       WHERE id = $1`,
      [
        returned.id,
        decision.state,
        reasons,
        method,
        bindingTier,
        storableJson({
          facts: outcome.facts,
          binding: outcome.binding,
          signers: outcome.signers,
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
        bindingTier,
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
    const campaign = await manager.getRepository(Campaign).findOneByOrFail({ id: returned.campaignId });
    await this.answerReturns.execute(manager, { campaign, declaration, returned, now });
  }

  async #lockDeclaration(manager: EntityManager, id: string | null): Promise<DeclarationView | null> {
    if (id === null) return null;
    await manager.query('SELECT id FROM declaration WHERE id = $1 FOR UPDATE', [id]);
    return await this.declarations.byId(id, manager);
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

/** Locks the row, without its bytes; null when somebody else has it or it is settled. */
async function claim(manager: EntityManager, id: string): Promise<ClaimedReturn | null> {
  const rows: ClaimedReturn[] = await manager.query(
    `SELECT id, campaign_id AS "campaignId", declaration_id AS "declarationId", match,
       inbound_message_id AS "inboundMessageId", answer_to AS "answerTo", answers_message_id AS "answersMessageId",
       sha256, arrived_at AS "arrivedAt", on_time AS "onTime", reasons, version
     FROM return WHERE id = $1 AND state = 'RECEIVED' FOR UPDATE SKIP LOCKED`,
    [id],
  );
  return rows[0] ?? null;
}

/**
 * The same bytes came for the same declaration before, and what was said of them still holds. After a rejection they
 * are judged anew: who sends the same file again has to be told again what to mend.
 */
async function isDuplicate(manager: EntityManager, returned: ClaimedReturn, declarationId: string): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `SELECT 1 FROM return WHERE declaration_id = $1 AND sha256 = $2 AND id <> $3
       AND state IN ('NEEDS_REVIEW', 'ACCEPTED') LIMIT 1`,
    [declarationId, returned.sha256, returned.id],
  );
  return rows.length > 0;
}
