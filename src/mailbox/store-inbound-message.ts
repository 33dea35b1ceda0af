import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { CampaignReadModel } from '../campaigns/index.js';
import { Clock } from '../platform/clock/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { nameUuid } from '../platform/ids/index.js';
import { headerOf } from '../platform/mail/index.js';
import { storableText } from '../returns/index.js';
import { mailboxOf } from './mailbox-address.js';

export interface IncomingMessage {
  readonly source: 'SMTP_SINK' | 'REST';
  readonly envelopeFrom: string;
  /** With its plus part. */
  readonly deliveredTo: string;
  readonly raw: Buffer;
  /** When the ministry's own server took it, by a source that is trusted to know. */
  readonly arrivedAt: Date;
  /** What the sender of the request said of it, trusted or not; for the audit log. Default: nothing. */
  readonly claimedAt?: Date | null;
  readonly actor: string;
}

export interface StoredArrival {
  readonly id: string;
  /** The very message was there already. */
  readonly duplicate: boolean;
  readonly sha256: string;
  /** What deadlines go by; of a duplicate, the first arrival. */
  readonly arrivedAt: Date;
}

/** Stores a message raw and whole, before anything looks into it. The key is Message-ID and SHA-256 together. */
@Injectable()
export class StoreInboundMessage {
  constructor(
    private readonly dataSource: DataSource,
    private readonly campaigns: CampaignReadModel,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The same message again gives the same id. Throws MAILBOX_UNKNOWN when no campaign has this mailbox. */
  async execute(message: IncomingMessage): Promise<StoredArrival> {
    const mailbox = mailboxOf(message.deliveredTo);
    const campaignId = await this.campaigns.idByMailbox(mailbox);
    if (campaignId === null) {
      throw new ServiceError('MAILBOX_UNKNOWN', `No campaign has the mailbox ${mailbox}.`, { category: 'not-found' });
    }
    const sha256 = createHash('sha256').update(message.raw).digest('hex');
    const messageId = storableText(headerOf(message.raw, 'message-id') ?? '')
      .replace(/^<|>$/g, '')
      .slice(0, 500);
    const id = nameUuid('inbound-message', mailbox, messageId, sha256);
    const now = this.clock.now();
    return await this.dataSource.transaction(async (manager) => {
      const inserted: { id: string }[] = await manager.query(
        `INSERT INTO inbound_message (id, mailbox, source, campaign_id, message_id, delivered_to, envelope_from, raw,
           byte_length, sha256, arrived_at, state, due_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'RECEIVED', $12)
         ON CONFLICT DO NOTHING RETURNING id`,
        [
          id,
          mailbox,
          message.source,
          campaignId,
          messageId,
          storableText(message.deliveredTo),
          storableText(message.envelopeFrom),
          message.raw,
          message.raw.length,
          sha256,
          message.arrivedAt.toISOString(),
          now.toISOString(),
        ],
      );
      if (inserted.length > 0) {
        await this.audit.record(manager, {
          at: now,
          actor: message.actor,
          action: 'MESSAGE_STORED',
          subject: `message:${id}`,
          data: {
            mailbox,
            source: message.source,
            sha256,
            byteLength: message.raw.length,
            arrivedAt: message.arrivedAt.toISOString(),
            claimedAt: message.claimedAt?.toISOString() ?? null,
          },
        });
      }
      if (inserted.length > 0) return { id, duplicate: false, sha256, arrivedAt: message.arrivedAt };
      const earlier: { arrivedAt: Date }[] = await manager.query(
        'SELECT arrived_at AS "arrivedAt" FROM inbound_message WHERE id = $1',
        [id],
      );
      return { id, duplicate: true, sha256, arrivedAt: earlier[0]?.arrivedAt ?? message.arrivedAt };
    });
  }
}
