import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Campaign } from '../campaigns/index.js';
import { DeclarationReadModel, type DeclarationView } from '../declarations/index.js';
import { letterCampaign, type NewLetter, PlanLetters, PreviewLetter } from '../letters/index.js';
import type { ReadMessage } from '../mime/index.js';
import { isoWithOffset } from '../platform/calendar/index.js';
import { Clock } from '../platform/clock/index.js';
import { assertVersion } from '../platform/http/index.js';
import { answerAddress, storableText } from '../returns/index.js';
import { questionUnmatched, taskClosed, taskNotAnswerable, taskUnknown } from './mailbox.errors.js';
import { MessageReader } from './reading/message-reader.js';
import { Task, type TaskKind } from './task.entity.js';

interface AskedQuestion {
  readonly messageId: string;
  readonly arrivedAt: Date;
  readonly message: ReadMessage;
}

export interface SettleTaskInput {
  readonly taskId: string;
  readonly expectedVersion: number;
  readonly actor: string;
  /** The operator's answer, sent in the same thread; null: the task is only closed. */
  readonly answer: string | null;
  readonly note: string;
}

export interface AnswerPreview {
  readonly recipientEmail: string;
  readonly language: 'nb' | 'nn';
  readonly subject: string;
  readonly text: string;
}

/** What a mail system or the service itself wrote has nobody behind it to answer. */
const ANSWERABLE: ReadonlySet<TaskKind> = new Set(['QUESTION', 'UNMATCHED_MESSAGE']);

/** Closes an operator's task, with or without an answer to the one who wrote. */
@Injectable()
export class SettleTask {
  constructor(
    private readonly dataSource: DataSource,
    private readonly declarations: DeclarationReadModel,
    private readonly planLetters: PlanLetters,
    private readonly previewLetter: PreviewLetter,
    private readonly reader: MessageReader,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws TASK_UNKNOWN, TASK_CLOSED, TASK_NOT_ANSWERABLE, QUESTION_UNMATCHED or a version conflict. */
  async execute(input: SettleTaskInput): Promise<{ version: number }> {
    // It does not change, and reading it takes a process of its own: no connection to the database waits for that.
    const asked = input.answer === null ? null : await this.#question(input.taskId);
    return await this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const tasks = manager.getRepository(Task);
      const task = await tasks.findOne({ where: { id: input.taskId }, lock: { mode: 'pessimistic_write' } });
      if (task === null) throw taskUnknown(input.taskId);
      assertVersion(input.expectedVersion, task.version);
      if (task.closedAt !== null) throw taskClosed(task.id);
      if (input.answer !== null) {
        if (!ANSWERABLE.has(task.kind)) throw taskNotAnswerable(task.id);
        const declaration =
          task.declarationId === null ? null : await this.declarations.byId(task.declarationId, manager);
        if (declaration === null) throw questionUnmatched(task.id);
        const campaign = await manager.getRepository(Campaign).findOneByOrFail({ id: declaration.campaignId });
        if (asked === null) throw taskUnknown(input.taskId);
        const letter = answerTo(asked, input.answer, task.id, campaign, declaration, now);
        await this.planLetters.execute(manager, [letter], now, input.actor);
      }
      const version = task.version + 1;
      await tasks.update({ id: task.id }, { closedAt: now, closedBy: input.actor, outcome: input.note, version });
      await this.audit.record(manager, {
        at: now,
        actor: input.actor,
        action: 'TASK_CLOSED',
        subject: task.about ?? `message:${task.inboundMessageId}`,
        data: { campaignId: task.campaignId, kind: task.kind, answered: input.answer !== null },
      });
      return { version };
    });
  }

  /** The letter that an answer would be. Throws TASK_UNKNOWN, TASK_CLOSED, TASK_NOT_ANSWERABLE or QUESTION_UNMATCHED. */
  async preview(taskId: string, answer: string): Promise<AnswerPreview> {
    const now = this.clock.now();
    const task = await this.dataSource.getRepository(Task).findOneBy({ id: taskId });
    if (task === null) throw taskUnknown(taskId);
    if (task.closedAt !== null) throw taskClosed(taskId);
    const asked = await this.#question(taskId);
    if (asked === null) throw taskNotAnswerable(taskId);
    const declaration = task.declarationId === null ? null : await this.declarations.byId(task.declarationId);
    if (declaration === null) throw questionUnmatched(taskId);
    const campaign = await this.dataSource.getRepository(Campaign).findOneByOrFail({ id: declaration.campaignId });
    const letter = answerTo(asked, answer, taskId, campaign, declaration, now);
    const { subject, text } = this.previewLetter.execute(campaign, declaration, letter, now);
    return { recipientEmail: letter.recipientEmail, language: letter.language, subject, text };
  }

  /** The message that the task is about; null: there is none that can be answered. */
  async #question(taskId: string): Promise<AskedQuestion | null> {
    const rows: { kind: TaskKind; raw: Buffer; messageId: string; arrivedAt: Date }[] = await this.dataSource.query(
      `SELECT kind, raw, message_id AS "messageId", arrived_at AS "arrivedAt"
       FROM task JOIN inbound_message ON inbound_message.id = task.inbound_message_id WHERE task.id = $1`,
      [taskId],
    );
    const [row] = rows;
    if (row === undefined || !ANSWERABLE.has(row.kind)) return null;
    return { messageId: row.messageId, arrivedAt: row.arrivedAt, message: await this.reader.read(row.raw) };
  }
}

function answerTo(
  asked: AskedQuestion,
  answer: string,
  taskId: string,
  campaign: Campaign,
  declaration: DeclarationView,
  now: Date,
): NewLetter {
  return {
    kind: 'ANSWER',
    data: {
      inReplyTo: asked.messageId === '' ? null : asked.messageId,
      questionSubject: asked.message.subject === '' ? '–' : asked.message.subject,
      questionReceivedAt: isoWithOffset(asked.arrivedAt, campaign.definition.timeZone),
      question: asked.message.text,
      answer: storableText(answer),
    },
    campaign: letterCampaign(campaign),
    declaration,
    slot: taskId,
    deadlineVersion: null,
    recipientName: declaration.recipientName,
    recipientEmail: answerAddress(asked.message.answerTo, declaration.recipientEmail),
    language: declaration.language,
    dueAt: now,
    notAfter: null,
  };
}
