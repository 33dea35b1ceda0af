import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Campaign } from '../campaigns/index.js';
import { DeclarationReadModel, type DeclarationView } from '../declarations/index.js';
import { letterCampaign, PlanLetters } from '../letters/index.js';
import { asksSomething, type FileRemark, type ReadMessage } from '../mime/index.js';
import { isoWithOffset } from '../platform/calendar/index.js';
import { Clock } from '../platform/clock/index.js';
import { describeError, DueWork, type Performed } from '../platform/jobs/index.js';
import { VirusScannerDown } from '../platform/virus/index.js';
import { answerAddress, ReceiveReturn } from '../returns/index.js';
import type { Classification, InboundState } from './inbound-message.entity.js';
import { SettleBounce } from './bounces/settle-bounce.js';
import type { Classified } from './classify-message.policy.js';
import { openTask } from './open-task.js';
import { PrepareMessage, type PreparedMessage, type StoredMessage } from './prepare-message.js';

/** A message that keeps failing for reasons of ours goes to a person after so many attempts. */
const MOST_ATTEMPTS = 5;
/** Some six hours, for a virus scanner that is down. */
const MOST_ATTEMPTS_AT_SCAN = 12;
/** More acknowledgements than this to one declaration in a day mean that a machine is asking. */
const MOST_ACKNOWLEDGEMENTS_A_DAY = 5;
const DAY_MS = 24 * 60 * 60 * 1000;

type Prepared = Extract<PreparedMessage, { readable: true }>;

interface Settled {
  readonly state: InboundState;
  readonly classification: Classification;
  readonly explanation: string;
  readonly declaration: DeclarationView | null;
}

/**
 * Looks into one stored message: what it is, which declaration it is about, and what has to be done about it. It is
 * read first, without a lock; what follows from it is written in one transaction.
 */
@Injectable()
export class ProcessInboundMessage extends DueWork {
  readonly kind = 'process-inbound-message';
  readonly table = 'inbound_message';
  readonly pending = `state = 'RECEIVED'`;
  readonly concurrency = 2;

  constructor(
    private readonly dataSource: DataSource,
    private readonly prepareMessage: PrepareMessage,
    private readonly declarations: DeclarationReadModel,
    private readonly receiveReturn: ReceiveReturn,
    private readonly settleBounce: SettleBounce,
    private readonly planLetters: PlanLetters,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {
    super();
  }

  async perform(id: string): Promise<Performed> {
    const stored = await this.#read(id);
    if (stored === null) return 'NOTHING_TO_DO';
    const prepared = await this.prepareMessage.execute(stored);
    return await this.dataSource.transaction(async (manager) => {
      if (!(await claim(manager, id))) return 'NOTHING_TO_DO';
      const now = this.clock.now();
      const settled = prepared.readable
        ? await this.#handle(manager, stored, prepared, now)
        : await this.#unreadable(manager, stored, prepared.trouble, prepared.match.reference, now);
      await this.#settle(manager, stored, prepared, settled, now);
      return 'DONE';
    });
  }

  /** Else it would stay RECEIVED for good, and nobody would know. */
  override async failed(manager: EntityManager, id: string, error: unknown, attempts: number): Promise<void> {
    if (attempts < (error instanceof VirusScannerDown ? MOST_ATTEMPTS_AT_SCAN : MOST_ATTEMPTS)) return;
    const now = this.clock.now();
    const settled = await this.#unreadable(manager, { id }, `It could not be read: ${describeError(error)}`, null, now);
    await this.#settle(manager, { id }, null, settled, now);
  }

  async #handle(manager: EntityManager, stored: StoredMessage, prepared: Prepared, now: Date): Promise<Settled> {
    const { classified, match } = prepared;
    const declaration = await this.#declaration(match.reference, manager);
    switch (classified.classification) {
      case 'BOUNCE':
        return await this.#bounce(manager, stored, prepared, declaration, now);
      case 'RETURN':
        return await this.#returns(manager, stored, prepared, declaration, now);
      case 'QUESTION':
        return await this.#question(manager, stored, prepared, declaration, now);
      case 'AUTOMATIC':
      case 'CALENDAR_REPLY':
      case 'OWN_LOOP':
      case 'UNWANTED':
      case 'UNREADABLE':
        return { ...classified, state: 'PROCESSED', declaration };
    }
  }

  async #unreadable(
    manager: EntityManager,
    stored: Pick<StoredMessage, 'id'>,
    trouble: string,
    reference: string | null,
    now: Date,
  ): Promise<Settled> {
    const declaration = await this.#declaration(reference, manager);
    await openTask(manager, 'UNREADABLE_MESSAGE', stored.id, declaration?.id ?? null, now);
    return {
      state: 'NEEDS_REVIEW',
      classification: 'UNREADABLE',
      explanation: trouble,
      declaration,
    };
  }

  async #bounce(
    manager: EntityManager,
    stored: StoredMessage,
    { classified, bounce }: Prepared,
    declaration: DeclarationView | null,
    now: Date,
  ): Promise<Settled> {
    const notice = bounce ?? { status: null, letterId: null, doubt: null };
    const settled = await this.settleBounce.execute(manager, stored.id, notice, declaration?.id ?? null, now);
    return { ...classified, ...settled, declaration };
  }

  async #returns(
    manager: EntityManager,
    stored: StoredMessage,
    { message, classified, match, files }: Prepared,
    declaration: DeclarationView | null,
    now: Date,
  ): Promise<Settled> {
    let about = declaration;
    for (const [index, file] of files.entries()) {
      const owner =
        file.match.reference === match.reference ? declaration : await this.#declaration(file.match.reference, manager);
      about ??= owner;
      await this.receiveReturn.execute(manager, {
        campaignId: stored.campaignId,
        declaration: owner,
        match: { by: file.match.by, candidates: file.match.candidates },
        channel: 'MAIL',
        source: `${stored.id}/${index}`,
        inboundMessageId: stored.id,
        answerTo: classified.automatic ? null : message.answerTo,
        answersMessageId: stored.messageId === '' ? null : stored.messageId,
        fileName: file.document.fileName,
        path: file.document.path,
        bytes: file.document.bytes,
        arrivedAt: stored.arrivedAt,
        handedInBy: `mail:${message.fromAddress ?? 'unknown'}`,
        reasons: notedOf(classified.automatic, file.document.remark),
        now,
      });
    }
    // The receipt answers for the document; what the covering letter asks, only a person can answer.
    if (!classified.automatic && (asksSomething(message.text) || linksElsewhere(message))) {
      await openTask(manager, about === null ? 'UNMATCHED_MESSAGE' : 'QUESTION', stored.id, about?.id ?? null, now);
    }
    return { ...classified, ...withFindings(classified, message), declaration: about };
  }

  async #question(
    manager: EntityManager,
    stored: StoredMessage,
    { message, classified }: Prepared,
    declaration: DeclarationView | null,
    now: Date,
  ): Promise<Settled> {
    await openTask(
      manager,
      declaration === null ? 'UNMATCHED_MESSAGE' : 'QUESTION',
      stored.id,
      declaration?.id ?? null,
      now,
    );
    const settled: Settled = { ...classified, ...withFindings(classified, message), declaration };
    if (declaration === null || !classified.mayBeAnswered) return settled;
    if (await asksTooMuch(manager, declaration.id, now)) return settled;
    const campaign = await manager.getRepository(Campaign).findOneByOrFail({ id: declaration.campaignId });
    await this.planLetters.execute(
      manager,
      [
        {
          kind: 'QUESTION_RECEIVED',
          data: {
            inReplyTo: stored.messageId === '' ? null : stored.messageId,
            receivedAt: isoWithOffset(stored.arrivedAt, campaign.definition.timeZone),
            questionSubject: message.subject === '' ? '–' : message.subject,
          },
          campaign: letterCampaign(campaign),
          declaration,
          slot: stored.id,
          deadlineVersion: null,
          recipientName: declaration.recipientName,
          recipientEmail: answerAddress(message.answerTo, declaration.recipientEmail),
          language: declaration.language,
          dueAt: now,
          notAfter: null,
        },
      ],
      now,
      'system:mailbox',
    );
    return settled;
  }

  async #declaration(reference: string | null, manager: EntityManager): Promise<DeclarationView | null> {
    return reference === null ? null : await this.declarations.byReference(reference, manager);
  }

  async #settle(
    manager: EntityManager,
    stored: Pick<StoredMessage, 'id'>,
    prepared: PreparedMessage | null,
    settled: Settled,
    now: Date,
  ): Promise<void> {
    const message = prepared?.readable === true ? prepared.message : null;
    await manager.query(
      `UPDATE inbound_message SET state = $2, classification = $3, explanation = $4, declaration_id = $5,
         from_address = $6, subject = $7, findings = $8, sender_checks = $9, queued_at = NULL, attempts = attempts + 1
       WHERE id = $1`,
      [
        stored.id,
        settled.state,
        settled.classification,
        settled.explanation,
        settled.declaration?.id ?? null,
        message?.fromAddress ?? null,
        message?.subject ?? null,
        JSON.stringify(message?.findings ?? []),
        prepared?.readable === true && prepared.senderChecks !== null ? JSON.stringify(prepared.senderChecks) : null,
      ],
    );
    await this.audit.record(manager, {
      at: now,
      actor: 'system:mailbox',
      action: 'MESSAGE_CLASSIFIED',
      subject: `message:${stored.id}`,
      data: { classification: settled.classification, declaration: settled.declaration?.reference ?? null },
    });
  }

  async #read(id: string): Promise<StoredMessage | null> {
    const rows: StoredMessage[] = await this.dataSource.query(
      `SELECT id, campaign_id AS "campaignId", message_id AS "messageId", delivered_to AS "deliveredTo",
         envelope_from AS "envelopeFrom", mailbox, source, raw, whole_length AS "wholeLength",
         arrived_at AS "arrivedAt"
       FROM inbound_message WHERE id = $1 AND state = 'RECEIVED'`,
      [id],
    );
    return rows[0] ?? null;
  }
}

const NOTED: Readonly<Record<FileRemark, string>> = {
  UNOPENED: 'UNOPENED_CONTAINER',
  SIGNED_OUTSIDE: 'SIGNED_OUTSIDE',
  NOT_SHOWABLE: 'PICTURE_NOT_SHOWABLE',
};

function notedOf(automatic: boolean, remark: FileRemark | null): string[] {
  return [...(automatic ? ['AUTOMATIC_ANSWER'] : []), ...(remark === null ? [] : [NOTED[remark]])];
}

/** What a person has to know of a message keeps it in review, whatever else became of it. */
function withFindings(
  { explanation }: Classified,
  { findings }: ReadMessage,
): { readonly state: InboundState; readonly explanation: string } {
  if (findings.length === 0) return { state: 'PROCESSED', explanation };
  const sentences = findings.map(({ about, sentence }) => `${about}: ${sentence}`);
  return { state: 'NEEDS_REVIEW', explanation: [explanation, ...sentences].join(' ').slice(0, 2000) };
}

function linksElsewhere({ findings }: ReadMessage): boolean {
  return findings.some(({ code }) => code === 'SHARE_LINK');
}

/** Locks the row; false when somebody else has it or it is settled. */
async function claim(manager: EntityManager, id: string): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `SELECT 1 FROM inbound_message WHERE id = $1 AND state = 'RECEIVED' FOR UPDATE SKIP LOCKED`,
    [id],
  );
  return rows.length > 0;
}

/**
 * Counts under the declaration's lock: two messages worked on side by side would both find room for one more. Its key
 * stays free, because each of them has pointed to the declaration by then: waiting for that too is a deadlock.
 */
async function asksTooMuch(manager: EntityManager, declarationId: string, now: Date): Promise<boolean> {
  await manager.query('SELECT id FROM declaration WHERE id = $1 FOR NO KEY UPDATE', [declarationId]);
  const rows: { count: number }[] = await manager.query(
    `SELECT count(*)::integer AS count FROM letter
     WHERE declaration_id = $1 AND kind = 'QUESTION_RECEIVED' AND created_at > $2`,
    [declarationId, new Date(now.getTime() - DAY_MS).toISOString()],
  );
  return (rows[0]?.count ?? 0) >= MOST_ACKNOWLEDGEMENTS_A_DAY;
}
