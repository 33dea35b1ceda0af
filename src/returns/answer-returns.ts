import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Campaign } from '../campaigns/index.js';
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

/** Tells a municipality what became of what it sent: one letter for all documents of one message. */
@Injectable()
export class AnswerReturns {
  constructor(
    private readonly declarations: DeclarationReadModel,
    private readonly planLetters: PlanLetters,
    @Inject(MAX_RETURN_BYTES) private readonly maxReturnBytes: number,
  ) {}

  /** Does nothing while other documents of the same message wait, and never answers a machine. */
  async execute(
    manager: EntityManager,
    input: { campaign: Campaign; declaration: DeclarationView; returned: VerifiedReturn; now: Date },
  ): Promise<void> {
    const { campaign, declaration, returned, now } = input;
    if (returned.reasons.includes('AUTOMATIC_ANSWER')) return;
    const again = returned.version > 1;
    const answer = answerOutcome(await documents(manager, returned, declaration.id, again));
    if (answer === null || (await this.#talksTooMuch(manager, declaration.id, now))) return;
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

async function documents(
  manager: EntityManager,
  returned: VerifiedReturn,
  declarationId: string,
  alone: boolean,
): Promise<SettledDocument[]> {
  return await manager.query(
    `SELECT id, file_name AS "fileName", sha256, state, reasons, nullif(verification -> 'facts', '{}') AS facts FROM return
     WHERE declaration_id = $1 AND (id = $2 OR (inbound_message_id = $3 AND NOT $4)) ORDER BY file_name, id`,
    [declarationId, returned.id, returned.inboundMessageId, alone],
  );
}
