import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { DueWork, type Performed } from '../platform/jobs/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { MailRefused, MailTransport } from '../platform/mail/index.js';
import { LetterComposer } from './letter-composer.js';
import { type ClaimedLetter, type LetterContext, LetterContextReader } from './letter-context.js';
import { bounceAddress } from './letter-identity.js';
import { whyCancel } from './still-wanted.policy.js';

export const LETTERS_PER_MINUTE = Symbol('LETTERS_PER_MINUTE');

/**
 * Sends one letter. The row stays locked from the check to the outcome, so that two workers cannot both send it, and
 * so does its declaration (against changes, not against other letters): a return, a withdrawal or an extension that
 * comes meanwhile waits for the outcome, and what it asks for comes after. A crash frees both at once. The only way to
 * send twice is a crash between the server's 250 and the commit; both copies then bear one Message-ID and, on the same
 * day, the same bytes.
 */
@Injectable()
export class SendLetter extends DueWork {
  readonly kind = 'send-letter';
  readonly table = 'letter';
  readonly pending = `state = 'PLANNED'`;
  /** More than there are connections to the mail server (six): these stay busy while other letters are read and settled. */
  readonly concurrency = 10;
  override readonly perMinute: number | null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly transport: MailTransport,
    private readonly composer: LetterComposer,
    private readonly contexts: LetterContextReader,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @Inject(LETTERS_PER_MINUTE) perMinute: number | null,
  ) {
    super();
    this.perMinute = perMinute;
  }

  async perform(id: string): Promise<Performed> {
    return await this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const letter = await claim(manager, id, now);
      if (letter === null) return 'NOTHING_TO_DO';
      const context = await this.contexts.read(manager, letter);
      const cancel = whyCancel(
        {
          kind: letter.kind,
          deadlineVersion: letter.deadlineVersion,
          notAfter: letter.notAfter,
          campaignState: context.campaign.state,
          declaration:
            context.declaration === null
              ? null
              : {
                  returnState: context.declaration.returnState,
                  deadlineVersion: context.declaration.deadlineVersion,
                  withdrawn: context.declaration.withdrawnAt !== null,
                },
          concerned: context.digest?.base.municipalities ?? null,
        },
        now,
      );
      if (cancel !== null) {
        await this.#settle(manager, context, 'CANCELLED', now, cancel);
        return 'DONE';
      }
      try {
        const raw = await this.composer.compose(manager, context, now);
        await this.transport.send({
          envelopeFrom: envelopeSender(context),
          recipient: letter.recipientEmail,
          raw,
        });
      } catch (error) {
        if (!isFinal(error)) throw error;
        await this.#settle(manager, context, 'FAILED', now, error.message);
        return 'DONE';
      }
      await this.#settle(manager, context, 'SENT', now, null);
      return 'DONE';
    });
  }

  async #settle(
    manager: EntityManager,
    context: LetterContext,
    state: 'SENT' | 'FAILED' | 'CANCELLED',
    now: Date,
    reason: string | null,
  ): Promise<void> {
    const { letter, declaration, campaign } = context;
    await manager.query(
      `UPDATE letter SET state = $2, sent_at = CASE WHEN $2 = 'SENT' THEN $3::timestamptz END, last_error = $4,
         attempts = attempts + 1, queued_at = NULL
       WHERE id = $1`,
      [letter.id, state, now.toISOString(), reason],
    );
    await this.audit.record(manager, {
      at: now,
      actor: 'system:letters',
      action: `LETTER_${state}`,
      subject: declaration === null ? `campaign:${campaign.slug}` : `declaration:${declaration.reference}`,
      data: { kind: letter.kind, messageId: letter.messageId, ...(reason === null ? {} : { reason }) },
    });
  }
}

/**
 * Locks the declaration and then the letter, which is what everybody does who changes both; null when another worker has
 * the letter or it is no longer due. The letter is read as it is once it is locked, so a corrected address counts.
 */
async function claim(manager: EntityManager, id: string, now: Date): Promise<ClaimedLetter | null> {
  const rows: ClaimedLetter[] = await manager.query(
    `WITH held AS MATERIALIZED (
       SELECT id FROM declaration WHERE id = (SELECT declaration_id FROM letter WHERE id = $1) FOR SHARE
     )
     SELECT letter.id, campaign_id AS "campaignId", declaration_id AS "declarationId", kind, slot,
       deadline_version AS "deadlineVersion", message_id AS "messageId", recipient_name AS "recipientName",
       recipient_email AS "recipientEmail", language, data, due_at AS "dueAt", not_after AS "notAfter",
       held.id AS "heldDeclarationId"
     FROM letter LEFT JOIN held ON held.id = letter.declaration_id
     WHERE letter.id = $1 AND state = 'PLANNED' AND due_at <= $2
     FOR UPDATE OF letter SKIP LOCKED`,
    [id, now.toISOString()],
  );
  return rows[0] ?? null;
}

/** Whether trying again is no use: the server refused it, or an address in it cannot be written to. */
function isFinal(error: unknown): error is Error {
  return error instanceof MailRefused || (error instanceof ServiceError && error.code === 'LETTER_NOT_COMPOSABLE');
}

function envelopeSender({ campaign, declaration }: LetterContext): string {
  const mailbox = campaign.definition.mailbox.address;
  return declaration === null ? mailbox : bounceAddress(mailbox, declaration.caseToken);
}
