import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { DeclarationReadModel, type DeclarationView } from '../declarations/index.js';
import { Clock } from '../platform/clock/index.js';
import { isOutage } from '../platform/http/index.js';
import { describeError, DueWork, type Performed } from '../platform/jobs/index.js';
import { VirusScannerDown } from '../platform/virus/index.js';
import { SettleBounce } from './bounces/settle-bounce.js';
import { closeOutdatedTasks } from './close-outdated-tasks.js';
import { openTask } from './open-task.js';
import { PrepareMessage, type PreparedMessage, type ReadableMessage, type StoredMessage } from './prepare-message.js';
import type { SettledMessage } from './settled-message.js';
import { TakeQuestion } from './take-question.js';
import { TakeReturns } from './take-returns.js';

/** A message that keeps failing for reasons of ours goes to a person after so many attempts. */
const MOST_ATTEMPTS = 5;
/** Some six hours, for a virus scanner that is down, or a database that goes away again and again. */
const MOST_ATTEMPTS_IN_OUTAGE = 12;

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
    private readonly takeReturns: TakeReturns,
    private readonly takeQuestion: TakeQuestion,
    private readonly settleBounce: SettleBounce,
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
    const isNoFaultOfIts = error instanceof VirusScannerDown || isOutage(error);
    if (attempts < (isNoFaultOfIts ? MOST_ATTEMPTS_IN_OUTAGE : MOST_ATTEMPTS)) return;
    const now = this.clock.now();
    const settled = await this.#unreadable(manager, { id }, `It could not be read: ${describeError(error)}`, null, now);
    await this.#settle(manager, { id, readBefore: false }, null, settled, now);
  }

  async #handle(
    manager: EntityManager,
    stored: StoredMessage,
    prepared: ReadableMessage,
    now: Date,
  ): Promise<SettledMessage> {
    const { classified, match } = prepared;
    const declaration = await this.#declaration(match.reference, manager);
    switch (classified.classification) {
      case 'BOUNCE':
        return await this.#bounce(manager, stored, prepared, declaration, now);
      case 'RETURN':
        return await this.takeReturns.execute(manager, stored, prepared, declaration, now);
      case 'QUESTION':
        return await this.takeQuestion.execute(manager, stored, prepared, declaration, now);
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
  ): Promise<SettledMessage> {
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
    { classified, bounce }: ReadableMessage,
    declaration: DeclarationView | null,
    now: Date,
  ): Promise<SettledMessage> {
    const notice = bounce ?? { status: null, letterId: null, doubt: null };
    const settled = await this.settleBounce.execute(manager, stored.id, notice, declaration?.id ?? null, now);
    return { ...classified, ...settled, declaration };
  }

  async #declaration(reference: string | null, manager: EntityManager): Promise<DeclarationView | null> {
    return reference === null ? null : await this.declarations.byReference(reference, manager);
  }

  async #settle(
    manager: EntityManager,
    stored: Pick<StoredMessage, 'id' | 'readBefore'>,
    prepared: PreparedMessage | null,
    settled: SettledMessage,
    now: Date,
  ): Promise<void> {
    const message = prepared?.readable === true ? prepared.message : null;
    if (message !== null && stored.readBefore) {
      await closeOutdatedTasks(manager, stored.id, settled.declaration !== null, now);
    }
    const [updated]: [{ campaignId: string | null }[]] = await manager.query(
      `UPDATE inbound_message SET state = $2, classification = $3, explanation = $4, declaration_id = $5,
         from_address = $6, subject = $7, findings = $8, sender_checks = $9, queued_at = NULL, attempts = attempts + 1
       WHERE id = $1 RETURNING campaign_id AS "campaignId"`,
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
      data: {
        campaignId: updated[0]?.campaignId ?? null,
        classification: settled.classification,
        declaration: settled.declaration?.reference ?? null,
      },
    });
  }

  async #read(id: string): Promise<StoredMessage | null> {
    const rows: StoredMessage[] = await this.dataSource.query(
      `SELECT id, campaign_id AS "campaignId", message_id AS "messageId", delivered_to AS "deliveredTo",
         envelope_from AS "envelopeFrom", mailbox, source, raw, whole_length AS "wholeLength",
         arrived_at AS "arrivedAt", classification IS NOT NULL AS "readBefore"
       FROM inbound_message WHERE id = $1 AND state = 'RECEIVED'`,
      [id],
    );
    return rows[0] ?? null;
  }
}

/** Locks the row; false when somebody else has it or it is settled. */
async function claim(manager: EntityManager, id: string): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `SELECT 1 FROM inbound_message WHERE id = $1 AND state = 'RECEIVED' FOR UPDATE SKIP LOCKED`,
    [id],
  );
  return rows.length > 0;
}
