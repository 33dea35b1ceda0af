import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { CampaignReadModel } from '../campaigns/index.js';
import { Clock } from '../platform/clock/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { nameUuid } from '../platform/ids/index.js';
import { headerOf } from '../platform/mail/index.js';
import { storableText } from '../returns/index.js';
import type { FoundMessage } from './found-message.js';
import { mailboxOf } from './mailbox-address.js';
import { endOfTrace } from './split-trace.js';

export interface StoredArrival {
  readonly id: string;
  /** The very message was there already. */
  readonly duplicate: boolean;
  /** Of the bytes that were handed over. */
  readonly sha256: string;
  /** What deadlines go by; of a duplicate, the first arrival. */
  readonly arrivedAt: Date;
}

/**
 * Stores a message raw and whole, before anything looks into it. The key is the Message-ID and the SHA-256 of what the
 * sender sent, which is the message without the fields that servers put above it on the way: a copy that a server
 * delivered once more, or that lies in another folder, is the same message; another text under the same Message-ID is
 * not.
 */
@Injectable()
export class StoreInboundMessage {
  constructor(
    private readonly dataSource: DataSource,
    private readonly campaigns: CampaignReadModel,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The same message again gives the same id. `link` writes, in the same transaction, what a source wants to remember
   * of it. Throws MAILBOX_UNKNOWN when no campaign has this mailbox.
   */
  async execute(
    message: FoundMessage,
    link?: (manager: EntityManager, stored: StoredArrival) => Promise<void>,
  ): Promise<StoredArrival> {
    const mailbox = mailboxOf(message.deliveredTo);
    const campaignId = await this.campaigns.idByMailbox(mailbox);
    if (campaignId === null) {
      throw new ServiceError('MAILBOX_UNKNOWN', `No campaign has the mailbox ${mailbox}.`, { category: 'not-found' });
    }
    const sha256 = createHash('sha256').update(message.raw).digest('hex');
    const content = message.raw.subarray(endOfTrace(message.raw));
    const contentSha256 =
      content.length === message.raw.length ? sha256 : createHash('sha256').update(content).digest('hex');
    const messageId = storableText(headerOf(message.raw, 'message-id') ?? '')
      .replace(/^<|>$/g, '')
      .slice(0, 500);
    const id = nameUuid('inbound-message', mailbox, messageId, contentSha256);
    const wholeLength = message.wholeLength ?? null;
    const now = this.clock.now();
    return await this.dataSource.transaction(async (manager) => {
      const inserted: { id: string }[] = await manager.query(
        `INSERT INTO inbound_message (id, mailbox, source, found_at, campaign_id, message_id, delivered_to,
           envelope_from, raw, byte_length, whole_length, sha256, content_sha256, arrived_at, state, due_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'RECEIVED', $15)
         ON CONFLICT DO NOTHING RETURNING id`,
        [
          id,
          mailbox,
          message.source,
          storableText(message.foundAt ?? ''),
          campaignId,
          messageId,
          storableText(message.deliveredTo),
          storableText(message.envelopeFrom),
          message.raw,
          message.raw.length,
          wholeLength,
          sha256,
          contentSha256,
          message.arrivedAt.toISOString(),
          now.toISOString(),
        ],
      );
      const duplicate = inserted.length === 0;
      if (!duplicate) {
        // The same whichever server the message came through: see the decision on the identity of a message.
        await this.audit.record(manager, {
          at: now,
          actor: message.actor,
          action: 'MESSAGE_STORED',
          subject: `message:${id}`,
          data: {
            campaignId,
            mailbox,
            contentSha256,
            contentLength: content.length,
            wholeLength,
            arrivedAt: message.arrivedAt.toISOString(),
            claimedAt: message.claimedAt?.toISOString() ?? null,
          },
        });
      }
      const arrivedAt = duplicate ? await firstArrival(manager, id, message.arrivedAt) : message.arrivedAt;
      const stored = { id, duplicate, sha256, arrivedAt };
      await link?.(manager, stored);
      return stored;
    });
  }
}

async function firstArrival(manager: EntityManager, id: string, otherwise: Date): Promise<Date> {
  const earlier: { arrivedAt: Date }[] = await manager.query(
    'SELECT arrived_at AS "arrivedAt" FROM inbound_message WHERE id = $1',
    [id],
  );
  return earlier[0]?.arrivedAt ?? otherwise;
}
