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
import { openLetterTask } from './letter-tasks.js';
import { type LetterSituation, whyCancel, whyHold } from './still-wanted.policy.js';

export const LETTERS_PER_MINUTE = Symbol('LETTERS_PER_MINUTE');

const NOT_ALLOWED = 'NOT_ALLOWED: its recipient is not in MAIL_ALLOW. It was captured instead of sent.';

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
  override readonly doneAt = 'sent_at';

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
      const situation = situationOf(context);
      const cancel = whyCancel(situation, now);
      if (cancel !== null) {
        const words = letter.lastError === null ? cancel : `${cancel}; the last attempt: ${letter.lastError}`;
        await this.#settle(manager, context, 'CANCELLED', now, cancel, words);
        // Given up without ever having left: somebody has to learn what nobody was told.
        if (cancel === 'TOO_LATE' && letter.lastError !== null) await openLetterTask(manager, letter, words, now);
        return 'DONE';
      }
      const hold = whyHold(situation);
      if (hold !== null) {
        const words = `${hold}: a letter to this address has bounced: ${letter.addressStopped}`;
        await this.#settle(manager, context, 'HELD', now, hold, words);
        return 'DONE';
      }
      await this.#send(manager, context, now);
      return 'DONE';
    });
  }

  async #send(manager: EntityManager, context: LetterContext, now: Date): Promise<void> {
    const { letter } = context;
    try {
      const raw = await this.composer.compose(manager, context, now);
      const { heldBack } = await this.transport.send({
        envelopeFrom: envelopeSender(context),
        recipient: letter.recipientEmail,
        raw,
        envelopeId: letter.id,
      });
      if (heldBack) await this.#settle(manager, context, 'HELD', now, 'NOT_ALLOWED', NOT_ALLOWED);
      else await this.#settle(manager, context, 'SENT', now, null);
    } catch (error) {
      if (!isFinal(error)) throw error;
      await this.#settle(manager, context, 'FAILED', now, error.message);
      await openLetterTask(manager, letter, error.message, now);
    }
  }

  async #settle(
    manager: EntityManager,
    context: LetterContext,
    state: 'SENT' | 'HELD' | 'FAILED' | 'CANCELLED',
    now: Date,
    reason: string | null,
    explanation = reason,
  ): Promise<void> {
    const { letter, declaration, campaign } = context;
    await manager.query(
      `UPDATE letter SET state = $2, sent_at = CASE WHEN $2 = 'SENT' THEN $3::timestamptz END, last_error = $4,
         attempts = attempts + 1, queued_at = NULL
       WHERE id = $1`,
      [letter.id, state, now.toISOString(), explanation],
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
       last_error AS "lastError",
       (SELECT explanation FROM stopped_address WHERE email = lower(recipient_email)) AS "addressStopped",
       held.id AS "heldDeclarationId"
     FROM letter LEFT JOIN held ON held.id = letter.declaration_id
     WHERE letter.id = $1 AND state = 'PLANNED' AND due_at <= $2
     FOR UPDATE OF letter SKIP LOCKED`,
    [id, now.toISOString()],
  );
  return rows[0] ?? null;
}

function situationOf({ letter, campaign, declaration, digest }: LetterContext): LetterSituation {
  return {
    kind: letter.kind,
    deadlineVersion: letter.deadlineVersion,
    notAfter: letter.notAfter,
    campaignState: campaign.state,
    declaration:
      declaration === null
        ? null
        : {
            returnState: declaration.returnState,
            deadlineVersion: declaration.deadlineVersion,
            withdrawn: declaration.withdrawnAt !== null,
          },
    addressStopped: letter.addressStopped !== null,
    concerned: digest?.base.municipalities ?? null,
  };
}

/** Whether trying again is no use: the server refused it, or an address in it cannot be written to. */
function isFinal(error: unknown): error is Error {
  return error instanceof MailRefused || (error instanceof ServiceError && error.code === 'LETTER_NOT_COMPOSABLE');
}

function envelopeSender({ campaign, declaration }: LetterContext): string {
  const mailbox = campaign.definition.mailbox.address;
  return declaration === null ? mailbox : bounceAddress(mailbox, declaration.caseToken);
}
