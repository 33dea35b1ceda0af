import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Campaign } from '../campaigns/index.js';
import {
  type AcceptanceMethod,
  arrivalJudgement,
  ChangeReturnState,
  DeclarationReadModel,
  type DeclarationView,
  returnAxis,
} from '../declarations/index.js';
import { PlanLetters, type RejectionReason } from '../letters/index.js';
import { Clock } from '../platform/clock/index.js';
import { assertVersion } from '../platform/http/index.js';
import { nameUuid } from '../platform/ids/index.js';
import { readDocumentStates } from './document-states.js';
import { decision as decisionLetter, rejection } from './return-letters.js';
import { ReturnRow, type ReturnedDocumentState } from './return.entity.js';
import { ownReturn, returnNotInReview, returnUnknown, returnUnmatched } from './returns.errors.js';

export type ReviewInput = {
  readonly returnId: string;
  /** The version that the operator saw. */
  readonly expectedVersion: number;
  readonly actor: string;
} & (
  | { readonly decision: 'ACCEPT'; readonly reason: string; readonly note: string | null }
  | { readonly decision: 'REJECT'; readonly reason: string; readonly rejectionReasons: readonly RejectionReason[] }
  | { readonly decision: 'ATTACH'; readonly reason: string; readonly reference: string }
);

/** An operator's decision on a return that a machine may not decide. Nobody decides on what they handed in. */
@Injectable()
export class ReviewReturn {
  constructor(
    private readonly dataSource: DataSource,
    private readonly declarations: DeclarationReadModel,
    private readonly changeReturnState: ChangeReturnState,
    private readonly planLetters: PlanLetters,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws RETURN_UNKNOWN, RETURN_NOT_IN_REVIEW, OWN_RETURN, RETURN_UNMATCHED, or a version conflict. */
  async execute(input: ReviewInput): Promise<{ version: number; state: ReturnedDocumentState }> {
    return await this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const returned = await lock(manager, input.returnId);
      assertVersion(input.expectedVersion, returned.version);
      if (returned.state !== 'NEEDS_REVIEW') throw returnNotInReview(returned.id, returned.state);
      if (returned.handedInBy === input.actor) throw ownReturn();
      await this.#note(manager, input, returned, now);
      return input.decision === 'ATTACH'
        ? await this.#attach(manager, input.reference, returned, now)
        : await this.#decide(manager, input, returned, now);
    });
  }

  async #decide(
    manager: EntityManager,
    input: Exclude<ReviewInput, { decision: 'ATTACH' }>,
    returned: ReturnRow,
    now: Date,
  ): Promise<{ version: number; state: ReturnedDocumentState }> {
    if (returned.declarationId === null) {
      if (input.decision === 'ACCEPT') throw returnUnmatched(returned.id);
      return await this.#update(
        manager,
        returned,
        'REJECTED',
        input.rejectionReasons.map(({ code }) => code),
        null,
      );
    }
    const declaration = await this.#lockDeclaration(manager, returned.declarationId);
    const campaign = await manager.getRepository(Campaign).findOneByOrFail({ id: returned.campaignId });
    const method = input.decision === 'ACCEPT' ? acceptanceMethod(returned) : null;
    const state = input.decision === 'ACCEPT' ? 'ACCEPTED' : 'REJECTED';
    const reasons = input.decision === 'ACCEPT' ? returned.reasons : input.rejectionReasons.map(({ code }) => code);
    const result = await this.#update(manager, returned, state, reasons, method);
    await this.changeReturnState.execute(manager, {
      declaration,
      state: returnAxis(await readDocumentStates(manager, declaration.id)),
      method,
      at: now,
      actor: input.actor,
      cause: returned.id,
    });
    const about = { campaign, declaration, returned, now };
    await this.planLetters.execute(
      manager,
      [
        input.decision === 'ACCEPT'
          ? decisionLetter(about, method ?? 'REVIEWED', input.note)
          : rejection(about, input.rejectionReasons, 'review'),
      ],
      now,
      input.actor,
    );
    return result;
  }

  /** The document is another declaration's: it goes there and is verified anew. */
  async #attach(
    manager: EntityManager,
    reference: string,
    returned: ReturnRow,
    now: Date,
  ): Promise<{ version: number; state: ReturnedDocumentState }> {
    const target = await this.declarations.byReference(reference, manager);
    const from = returned.declarationId === null ? null : await this.#lockDeclaration(manager, returned.declarationId);
    const to = await this.#lockDeclaration(manager, target.id);
    const match = JSON.stringify({ by: 'OPERATOR', candidates: [{ by: 'OPERATOR', reference }] });
    const deadline = await this.declarations.deadlineAt(to.id, returned.arrivedAt);
    const onTime = deadline === null ? null : arrivalJudgement(returned.arrivedAt, deadline) === 'ON_TIME';
    const [rows]: [{ version: number }[], number] = await manager.query(
      `UPDATE return SET declaration_id = $2, match = $3, state = 'RECEIVED', reasons = '{}', due_at = $4,
         queued_at = NULL, on_time = $5, version = version + 1
       WHERE id = $1 RETURNING version`,
      [returned.id, to.id, match, now.toISOString(), onTime],
    );
    for (const declaration of from === null ? [to] : [from, to]) {
      await this.changeReturnState.execute(manager, {
        declaration,
        state: returnAxis(await readDocumentStates(manager, declaration.id)),
        method: null,
        at: now,
        actor: 'system:returns',
        cause: returned.id,
      });
    }
    return { version: rows[0]?.version ?? returned.version + 1, state: 'RECEIVED' };
  }

  async #update(
    manager: EntityManager,
    returned: ReturnRow,
    state: ReturnedDocumentState,
    reasons: readonly string[],
    method: AcceptanceMethod | null,
  ): Promise<{ version: number; state: ReturnedDocumentState }> {
    await manager.query(
      'UPDATE return SET state = $2, reasons = $3, method = $4, version = version + 1 WHERE id = $1',
      [returned.id, state, reasons, method],
    );
    return { version: returned.version + 1, state };
  }

  async #note(manager: EntityManager, input: ReviewInput, returned: ReturnRow, now: Date): Promise<void> {
    await manager.query(
      `INSERT INTO review (id, return_id, decision, reason, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        nameUuid('review', returned.id, returned.version),
        returned.id,
        input.decision,
        input.reason,
        input.actor,
        now.toISOString(),
      ],
    );
    await this.audit.record(manager, {
      at: now,
      actor: input.actor,
      action: `REVIEW_${input.decision}`,
      subject: `return:${returned.id}`,
      data: {
        reason: input.reason,
        sha256: returned.sha256,
        ...(input.decision === 'REJECT' ? { rejectionReasons: input.rejectionReasons.map(({ code }) => code) } : {}),
        ...(input.decision === 'ATTACH' ? { reference: input.reference } : {}),
      },
    });
  }

  async #lockDeclaration(manager: EntityManager, id: string): Promise<DeclarationView> {
    await manager.query('SELECT id FROM declaration WHERE id = $1 FOR UPDATE', [id]);
    const declaration = await this.declarations.byId(id, manager);
    if (declaration === null) throw new Error(`The declaration ${id} of a return is gone.`);
    return declaration;
  }
}

async function lock(manager: EntityManager, id: string): Promise<ReturnRow> {
  const returned = await manager
    .getRepository(ReturnRow)
    .createQueryBuilder('returned')
    .select(
      [
        'id',
        'campaignId',
        'declarationId',
        'answerTo',
        'answersMessageId',
        'fileName',
        'sha256',
        'arrivedAt',
        'onTime',
        'handedInBy',
        'state',
        'reasons',
        'version',
      ].map((column) => `returned.${column}`),
    )
    .where('returned.id = :id', { id })
    .setLock('pessimistic_write')
    .getOne();
  if (returned === null) throw returnUnknown(id);
  return returned;
}

/** A scan that a person has looked at is told apart from a signed file that a person has looked at. */
function acceptanceMethod(returned: ReturnRow): AcceptanceMethod {
  return returned.reasons.includes('SCAN') || returned.reasons.includes('PICTURE') ? 'REVIEWED_SCAN' : 'REVIEWED';
}
