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
import { ResponsibleActors } from '../identity/index.js';
import { PlanLetters, type RejectionReason } from '../letters/index.js';
import { Clock } from '../platform/clock/index.js';
import { assertVersion } from '../platform/http/index.js';
import { readDocumentStates } from './document-states.js';
import { noteReview } from './note-review.js';
import { NOTED_REASONS } from './return-decision.policy.js';
import { type AnsweredCase, decision as decisionLetter, rejection } from './return-letters.js';
import type { ReturnedDocumentState } from './return.entity.js';
import { otherForm, ownReturn, rejectionReasonMissing, returnNotInReview, returnUnmatched } from './returns.errors.js';
import { onlyReturn } from './returns.errors.js';
import type { ReviewInput } from './review-input.js';
import { lockReviewedReturn, type ReviewedReturn } from './reviewed-return.js';

export interface Decided {
  readonly version: number;
  readonly state: ReturnedDocumentState;
  /** The letter that tells the municipality; null when nobody is written to now. */
  readonly letterId: string | null;
}

/** An operator's decision on a return that a machine may not decide. Nobody decides on what they, or a key of theirs, handed in. */
@Injectable()
export class ReviewReturn {
  constructor(
    private readonly dataSource: DataSource,
    private readonly declarations: DeclarationReadModel,
    private readonly changeReturnState: ChangeReturnState,
    private readonly planLetters: PlanLetters,
    private readonly responsible: ResponsibleActors,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws RETURN_UNKNOWN, VERSION_MISMATCH, RETURN_NOT_IN_REVIEW, OWN_RETURN; to accept, RETURN_UNMATCHED or OTHER_FORM;
   * to reject, REJECTION_REASON_MISSING; to attach, DECLARATION_UNKNOWN; to set aside, ONLY_RETURN; to ask for a better
   * copy, nothing else.
   */
  async execute(input: ReviewInput): Promise<Decided> {
    return await this.dataSource.transaction(async (manager) => await this.decide(manager, input));
  }

  /** The same in the caller's transaction. */
  async decide(manager: EntityManager, input: ReviewInput): Promise<Decided> {
    const now = this.clock.now();
    const returned = await lockReviewedReturn(manager, input.returnId);
    assertVersion(input.expectedVersion, returned.version);
    if (returned.state !== 'NEEDS_REVIEW') throw returnNotInReview(returned.id, returned.state);
    if (await this.responsible.areOne(returned.handedInBy, input.actor, manager)) throw ownReturn();
    await noteReview(manager, this.audit, input, returned, now);
    switch (input.decision) {
      case 'ACCEPT':
        return await this.#accept(manager, input.note, returned, input.actor, now);
      case 'REJECT':
        return await this.#reject(manager, input.rejectionReasons, returned, input.actor, now);
      case 'BETTER_COPY':
        return await this.#reject(manager, betterCopy(input.note), returned, input.actor, now);
      case 'ATTACH':
        return await this.#attach(manager, input.reference, returned, input.actor, now);
      case 'SET_ASIDE':
        return await this.#setAside(manager, returned, input.actor, now);
    }
  }

  async #accept(
    manager: EntityManager,
    note: string | null,
    returned: ReviewedReturn,
    actor: string,
    now: Date,
  ): Promise<Decided> {
    if (returned.declarationId === null) throw returnUnmatched(returned.id);
    const declaration = await this.#lockDeclaration(manager, returned.declarationId);
    const [first, ...others] = returned.formOf;
    if (first !== undefined && ![first, ...others].includes(declaration.reference)) throw otherForm(first);
    const method = acceptanceMethod(returned);
    const result = await settle(manager, returned, 'ACCEPTED', returned.reasons, method);
    await this.#moveAxis(manager, declaration, method, returned, actor, now);
    const about = await this.#about(manager, returned, declaration, returned.id, now);
    const letters = await this.planLetters.execute(manager, [decisionLetter(about, method, note)], now, actor);
    return { ...result, letterId: letters[0] ?? null };
  }

  /** No letter goes out for what nobody knows the owner of, nor to whom another document has made a signatory. */
  async #reject(
    manager: EntityManager,
    reasons: readonly RejectionReason[],
    returned: ReviewedReturn,
    actor: string,
    now: Date,
  ): Promise<Decided> {
    if (reasons.length === 0) throw rejectionReasonMissing();
    const declaration =
      returned.declarationId === null ? null : await this.#lockDeclaration(manager, returned.declarationId);
    const result = await settle(
      manager,
      returned,
      'REJECTED',
      reasons.map(({ code }) => code),
      null,
    );
    if (declaration === null) return result;
    const axis = await this.#moveAxis(manager, declaration, null, returned, actor, now);
    if (axis === 'ACCEPTED') return result;
    const about = await this.#about(manager, returned, declaration, `${returned.id}/review`, now);
    const letters = await this.planLetters.execute(manager, [rejection(about, reasons)], now, actor);
    return { ...result, letterId: letters[0] ?? null };
  }

  /** The document is another declaration's: it goes there and is verified anew. */
  async #attach(
    manager: EntityManager,
    reference: string,
    returned: ReviewedReturn,
    actor: string,
    now: Date,
  ): Promise<Decided> {
    const target = await this.declarations.byReference(reference, manager);
    // Always in one order, so that two operators who attach crosswise do not wait for each other.
    const ids = [...new Set([target.id, returned.declarationId ?? target.id])].toSorted();
    const declarations: DeclarationView[] = [];
    for (const id of ids) declarations.push(await this.#lockDeclaration(manager, id));
    const match = JSON.stringify({ by: 'OPERATOR', candidates: [{ by: 'OPERATOR', reference }] });
    const deadline = await this.declarations.deadlineAt(target.id, returned.arrivedAt, manager);
    const onTime = deadline === null ? null : arrivalJudgement(returned.arrivedAt, deadline) === 'ON_TIME';
    // What was noted at its receipt stays: no machine is answered, whoever attaches its document.
    const noted = returned.reasons.filter((reason) => reason === 'AUTOMATIC_ANSWER' || isNoted(reason));
    await manager.query(
      `UPDATE return SET campaign_id = $2, declaration_id = $3, match = $4, state = 'RECEIVED', reasons = $5,
         due_at = $6, queued_at = NULL, attempts = 0, last_error = NULL, on_time = $7, version = version + 1
       WHERE id = $1`,
      [returned.id, target.campaignId, target.id, match, noted, now.toISOString(), onTime],
    );
    for (const declaration of declarations) await this.#moveAxis(manager, declaration, null, returned, actor, now);
    return { version: returned.version + 1, state: 'RECEIVED', letterId: null };
  }

  async #setAside(manager: EntityManager, returned: ReviewedReturn, actor: string, now: Date): Promise<Decided> {
    if (returned.declarationId === null) return await settle(manager, returned, 'SUPERSEDED', ['SET_ASIDE'], null);
    const declaration = await this.#lockDeclaration(manager, returned.declarationId);
    const result = await settle(manager, returned, 'SUPERSEDED', ['SET_ASIDE'], null);
    const axis = await this.#moveAxis(manager, declaration, null, returned, actor, now);
    if (axis === 'NONE' || axis === 'REJECTED') throw onlyReturn(returned.id);
    return result;
  }

  async #moveAxis(
    manager: EntityManager,
    declaration: DeclarationView,
    method: AcceptanceMethod | null,
    returned: ReviewedReturn,
    actor: string,
    now: Date,
  ): Promise<ReturnType<typeof returnAxis>> {
    const state = returnAxis(await readDocumentStates(manager, declaration.id));
    await this.changeReturnState.execute(manager, { declaration, state, method, at: now, actor, cause: returned.id });
    return state;
  }

  async #about(
    manager: EntityManager,
    returned: ReviewedReturn,
    declaration: DeclarationView,
    slot: string,
    now: Date,
  ): Promise<AnsweredCase> {
    const campaign = await manager.getRepository(Campaign).findOneByOrFail({ id: returned.campaignId });
    const deadline = await this.declarations.deadlineAt(declaration.id, returned.arrivedAt, manager);
    const deadlineOn = deadline?.dueOn ?? declaration.dueOn;
    return { campaign, declaration, now, arrival: { ...returned, slot, files: [returned], deadlineOn } };
  }

  async #lockDeclaration(manager: EntityManager, id: string): Promise<DeclarationView> {
    await manager.query('SELECT id FROM declaration WHERE id = $1 FOR UPDATE', [id]);
    const declaration = await this.declarations.byId(id, manager);
    if (declaration === null) throw new Error(`The declaration ${id} of a return is gone.`);
    return declaration;
  }
}

/** What is wrong, in the letter's own words, and beside it what the operator adds. */
function betterCopy(note: string | null): RejectionReason[] {
  const illegible: RejectionReason = { code: 'ILLEGIBLE_SCAN' };
  return note === null ? [illegible] : [illegible, { code: 'OTHER', explanation: note }];
}

function isNoted(reason: string): boolean {
  return NOTED_REASONS.some((noted) => noted === reason);
}

async function settle(
  manager: EntityManager,
  returned: ReviewedReturn,
  state: ReturnedDocumentState,
  reasons: readonly string[],
  method: AcceptanceMethod | null,
): Promise<Decided> {
  await manager.query('UPDATE return SET state = $2, reasons = $3, method = $4, version = version + 1 WHERE id = $1', [
    returned.id,
    state,
    reasons,
    method,
  ]);
  return { version: returned.version + 1, state, letterId: null };
}

/** A scan that a person has looked at is told apart from a signed file that a person has looked at. */
function acceptanceMethod(returned: ReviewedReturn): AcceptanceMethod {
  return returned.reasons.includes('SCAN') || returned.reasons.includes('PICTURE') ? 'REVIEWED_SCAN' : 'REVIEWED';
}
