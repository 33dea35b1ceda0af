import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Campaign } from '../campaigns/index.js';
import {
  arrivalJudgement,
  ChangeReturnState,
  DeclarationReadModel,
  type DeclarationView,
  returnAxis,
} from '../declarations/index.js';
import { Clock } from '../platform/clock/index.js';
import { isOutage } from '../platform/http/index.js';
import { describeError, DueWork, type Performed } from '../platform/jobs/index.js';
import { VirusScannerDown } from '../platform/virus/index.js';
import { AnswerReturns } from './answer-returns.js';
import { type ClaimedReturn, claimReturn, isDuplicate, lockMessageOf } from './claim-return.js';
import { readDocumentStates } from './document-states.js';
import { type FileExamination, ExamineFile } from './examine-file.js';
import { namedReferences, withIssuedForm } from './match-disagreement.policy.js';
import { matchByPageCodes } from './page-code-match.policy.js';
import { decideReturn, NOTED_REASONS, type ReturnDecision, type ReturnFacts } from './return-decision.policy.js';
import { bindScan, scanFacts } from './scan-facts.js';
import { ScanStore } from './scan-store.js';
import { storableJson } from './storable-text.js';
import type { SignerLink } from './signer-link.policy.js';
import { bindScanned, bindToForm, type ReturnBinding, signerLinks, verificationFacts } from './verification-facts.js';

/** A document that keeps failing for reasons of ours goes to a person after so many attempts. */
const MOST_ATTEMPTS = 5;
/** Some six hours, for a virus scanner that is down, or a database that goes away again and again. */
const MOST_ATTEMPTS_IN_OUTAGE = 12;

type WaitingReturn = Pick<ClaimedReturn, 'campaignId' | 'declarationId' | 'match' | 'version' | 'arrivedAt'> & {
  readonly bytes: Buffer;
};

/** What verification found, whole: kept with the return and shown to operators. */
interface Outcome {
  readonly facts: ReturnFacts | Record<string, never>;
  readonly decision: ReturnDecision;
  readonly binding: ReturnBinding | null;
  readonly signers: readonly SignerLink[];
  readonly verification: FileExamination['verification'];
  readonly aborted: string | null;
  readonly scan: FileExamination['scan'];
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
    private readonly scans: ScanStore,
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
    const isNoFaultOfIts = error instanceof VirusScannerDown || isOutage(error);
    if (attempts < (isNoFaultOfIts ? MOST_ATTEMPTS_IN_OUTAGE : MOST_ATTEMPTS)) return;
    await lockMessageOf(manager, id);
    const returned = await claimReturn(manager, id);
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
      scan: null,
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
      await lockMessageOf(manager, id);
      // The declaration before the document, always: two documents of one declaration are decided one after the other.
      const { match: byContent, declarationId } = matchByPageCodes(examined, examined.scan?.named ?? []);
      const match = withIssuedForm(byContent, examined.issued?.reference ?? null);
      const declaration = await this.#lockDeclaration(manager, declarationId);
      const claimed = await claimReturn(manager, id);
      if (claimed === null || claimed.version !== examined.version) return 'NOTHING_TO_DO';
      const returned = { ...claimed, match, declarationId, onTime: await this.#onTime(manager, claimed, declaration) };
      const campaign = await manager.getRepository(Campaign).findOneByOrFail({ id: returned.campaignId });
      const outcome = await this.#judge(manager, returned, examined, campaign, declaration);
      await this.#settle(manager, returned, outcome, declaration);
      return 'DONE';
    });
  }

  async #examine(id: string): Promise<(FileExamination & Omit<WaitingReturn, 'bytes' | 'arrivedAt'>) | null> {
    const rows: WaitingReturn[] = await this.dataSource.query(
      `SELECT campaign_id AS "campaignId", declaration_id AS "declarationId", match, version, bytes,
         arrived_at AS "arrivedAt" FROM return WHERE id = $1 AND state = 'RECEIVED'`,
      [id],
    );
    if (rows[0] === undefined) return null;
    const { bytes, arrivedAt, ...waiting } = rows[0];
    return { ...(await this.examineFile.execute(bytes, arrivedAt, waiting.declarationId)), ...waiting };
  }

  /** Judged at its receipt, unless nobody knew then whose it is. */
  async #onTime(
    manager: EntityManager,
    { declarationId, arrivedAt, onTime }: ClaimedReturn,
    declaration: DeclarationView | null,
  ): Promise<boolean | null> {
    if (declarationId !== null || declaration === null) return onTime;
    const deadline = await this.declarations.deadlineAt(declaration.id, arrivedAt, manager);
    return deadline === null ? null : arrivalJudgement(arrivedAt, deadline) === 'ON_TIME';
  }

  async #judge(
    manager: EntityManager,
    returned: ClaimedReturn,
    examined: FileExamination,
    campaign: Campaign,
    declaration: DeclarationView | null,
  ): Promise<Outcome> {
    const { verification, issued, scan, aborted } = examined;
    const issuedHere = issued !== null && issued.declarationId === declaration?.id;
    const byText = verification === null ? null : bindToForm(verification, issued, declaration?.id ?? null);
    const signatory =
      declaration === null
        ? null
        : { organizationNumber: declaration.organizationNumber, name: declaration.recipientName };
    const signers = verification === null ? [] : signerLinks(verification, signatory);
    const binding = scan === null ? byText : bindScanned(byText, bindScan(scan, declaration?.reference ?? null));
    const facts: ReturnFacts = {
      kind: examined.kind,
      suspicions: examined.suspicions,
      duplicate: declaration !== null && (await isDuplicate(manager, returned, declaration.id)),
      campaignClosed: campaign.state === 'CLOSED',
      withdrawn: (declaration?.withdrawnAt ?? null) !== null,
      alreadyAccepted: declaration?.returnState === 'ACCEPTED',
      matched: declaration !== null,
      matchDisagrees: namedReferences(returned.match.candidates).length > 1,
      automaticAnswer: returned.reasons.includes('AUTOMATIC_ANSWER'),
      noted: NOTED_REASONS.filter(
        (reason) => returned.reasons.includes(reason) || (reason === 'VIRUS_SUSPECTED' && examined.virusSuspected),
      ),
      onTime: returned.onTime,
      verification:
        verification === null || byText === null
          ? null
          : verificationFacts(verification, byText, signers, { issuedHere, hasEnd: examined.hasEnd }),
      scan: scan === null ? null : scanFacts(scan),
    };
    return {
      facts,
      decision: decideReturn(facts),
      binding,
      signers,
      verification,
      aborted: aborted ?? scan?.aborted ?? null,
      scan,
    };
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
         declaration_id = $8, match = $9, on_time = $10, queued_at = NULL, attempts = attempts + 1, version = version + 1
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
        returned.declarationId,
        JSON.stringify(returned.match),
        returned.onTime,
      ],
    );
    const { scan } = outcome;
    const made = scan?.compared === true && scan.report !== null ? { ...scan, report: scan.report } : null;
    await this.scans.replace(manager, returned.id, made, now);
    await this.audit.record(manager, {
      at: now,
      actor: 'system:returns',
      action: `RETURN_${decision.state}`,
      subject: declaration === null ? `return:${returned.id}` : `declaration:${declaration.reference}`,
      data: {
        ...(declaration === null ? { campaignId: returned.campaignId } : {}),
        return: returned.id,
        sha256: returned.sha256,
        reasons,
        method,
        bindingTier,
        indication: outcome.verification?.report.summary.indication ?? null,
        ...(returned.match.by === 'PAGE_CODE' ? { matchedBy: returned.match.by } : {}),
      },
    });
    if (declaration !== null) {
      await this.changeReturnState.execute(manager, {
        declaration,
        state: returnAxis(await readDocumentStates(manager, declaration.id)),
        method,
        at: now,
        actor: 'system:returns',
        cause: returned.id,
      });
    }
    await this.answerReturns.execute(manager, returned, now);
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
