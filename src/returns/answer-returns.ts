import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Campaign } from '../campaigns/index.js';
import { DeclarationReadModel, type DeclarationView } from '../declarations/index.js';
import { PlanLetters, type ReceiptOutcome, type RejectionReason } from '../letters/index.js';
import { answerOutcome } from './answer-outcome.policy.js';
import { MAX_RETURN_BYTES } from './max-return-bytes.js';
import type { PlainFault, ReturnFacts } from './return-decision.policy.js';
import { type AnsweredCase, receipt, receiptChecks, rejection } from './return-letters.js';
import type { ReturnedDocumentState } from './return.entity.js';

/** More answers than this to one declaration in a day mean that two machines are talking to each other. */
const MOST_ANSWERS_A_DAY = 20;
const DAY_MS = 24 * 60 * 60 * 1000;
/** In the others the checks would put in doubt what stands. */
const SAYS_WHAT_WAS_CHECKED: ReadonlySet<ReceiptOutcome> = new Set(['ACCEPTED', 'IN_REVIEW']);

export interface VerifiedReturn {
  readonly id: string;
  readonly campaignId: string;
  /** Null while nobody knows whose it is. */
  readonly declarationId: string | null;
  readonly inboundMessageId: string | null;
  readonly answerTo: string | null;
  readonly answersMessageId: string | null;
  readonly arrivedAt: Date;
  readonly onTime: boolean | null;
  /** Noted at its receipt, for example that it came with an automatic answer. */
  readonly reasons: readonly string[];
  /** As it was before this verification: above 1 it has been verified before, and is answered by itself. */
  readonly version: number;
}

interface SettledDocument {
  readonly id: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly state: ReturnedDocumentState;
  readonly reasons: readonly string[];
  readonly facts: ReturnFacts | null;
}

/** Tells municipalities what became of what they sent: one letter for all documents of one message to each of them. */
@Injectable()
export class AnswerReturns {
  constructor(
    private readonly declarations: DeclarationReadModel,
    private readonly planLetters: PlanLetters,
    @Inject(MAX_RETURN_BYTES) private readonly maxReturnBytes: number,
  ) {}

  /**
   * Does nothing while other documents of the same message wait, and never answers a machine. Whoever settles the last
   * document of a message, whosever it is, answers for all of them; the caller holds the message.
   */
  async execute(manager: EntityManager, returned: VerifiedReturn, now: Date): Promise<void> {
    if (returned.reasons.includes('AUTOMATIC_ANSWER')) return;
    const others = returned.version > 1 ? [] : await ofOtherDeclarations(manager, returned);
    for (const document of [returned, ...others]) {
      const { declarationId } = document;
      const declaration = declarationId === null ? null : await this.declarations.byId(declarationId, manager);
      if (declaration !== null) await this.#answer(manager, document, declaration, now);
    }
  }

  async #answer(
    manager: EntityManager,
    returned: VerifiedReturn,
    declaration: DeclarationView,
    now: Date,
  ): Promise<void> {
    const again = returned.version > 1;
    const answer = answerOutcome(await documents(manager, returned, declaration.id, again));
    if (answer === null || (await this.#talksTooMuch(manager, declaration.id, now))) return;
    const campaign = await manager.getRepository(Campaign).findOneByOrFail({ id: returned.campaignId });
    const deadline = await this.declarations.deadlineAt(declaration.id, returned.arrivedAt, manager);
    const about: AnsweredCase = {
      campaign,
      declaration,
      now,
      arrival: {
        slot: again ? `${returned.id}/v${returned.version}` : (returned.inboundMessageId ?? returned.id),
        files: answer.files,
        arrivedAt: returned.arrivedAt,
        onTime: returned.onTime,
        deadlineOn: deadline?.dueOn ?? declaration.dueOn,
        answerTo: returned.answerTo,
        answersMessageId: returned.answersMessageId,
      },
    };
    const letter =
      answer.kind === 'REJECTION'
        ? rejection(
            about,
            answer.codes.map((code) => this.#reason(code)),
          )
        : receipt(
            about,
            answer.outcome,
            !SAYS_WHAT_WAS_CHECKED.has(answer.outcome) || answer.decisive.facts === null
              ? []
              : receiptChecks(answer.decisive.facts),
          );
    await this.planLetters.execute(manager, [letter], now, 'system:returns');
  }

  /** The codes of a machine's rejection are plain faults. */
  #reason(code: string): RejectionReason {
    if (code !== 'TOO_LARGE') return { code: code as Exclude<PlainFault, 'TOO_LARGE'> };
    return { code, largestMegabytes: Math.max(1, Math.floor(this.maxReturnBytes / (1024 * 1024))) };
  }

  async #talksTooMuch(manager: EntityManager, declarationId: string, now: Date): Promise<boolean> {
    const rows: { count: number }[] = await manager.query(
      `SELECT count(*)::integer AS count FROM letter
       WHERE declaration_id = $1 AND kind IN ('RECEIPT', 'REJECTION') AND created_at > $2`,
      [declarationId, new Date(now.getTime() - DAY_MS).toISOString()],
    );
    return (rows[0]?.count ?? 0) >= MOST_ANSWERS_A_DAY;
  }
}

/** One document of the same message for each other declaration: it may be that they only waited for this one. */
async function ofOtherDeclarations(
  manager: EntityManager,
  { inboundMessageId, declarationId }: VerifiedReturn,
): Promise<VerifiedReturn[]> {
  if (inboundMessageId === null) return [];
  // Version 2 is verified once: what was verified anew has been answered by itself.
  return await manager.query(
    `SELECT DISTINCT ON (declaration_id) id, campaign_id AS "campaignId", declaration_id AS "declarationId",
       inbound_message_id AS "inboundMessageId", answer_to AS "answerTo", answers_message_id AS "answersMessageId",
       arrived_at AS "arrivedAt", on_time AS "onTime", reasons, 1 AS version
     FROM return
     WHERE inbound_message_id = $1 AND declaration_id IS NOT NULL AND declaration_id IS DISTINCT FROM $2 AND version = 2
     ORDER BY declaration_id, file_name, id`,
    [inboundMessageId, declarationId],
  );
}

/** Those that are answered together, and those of the message of which nobody knows yet whether they belong to these. */
async function documents(
  manager: EntityManager,
  returned: VerifiedReturn,
  declarationId: string,
  alone: boolean,
): Promise<SettledDocument[]> {
  return await manager.query(
    `SELECT id, file_name AS "fileName", sha256, state, reasons, nullif(verification -> 'facts', '{}') AS facts FROM return
     WHERE declaration_id = $1 AND (id = $2 OR (inbound_message_id = $3 AND NOT $4))
       OR inbound_message_id = $3 AND NOT $4 AND declaration_id IS NULL AND state = 'RECEIVED'
     ORDER BY file_name, id`,
    [declarationId, returned.id, returned.inboundMessageId, alone],
  );
}
