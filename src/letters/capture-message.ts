import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { decodeWords } from 'postal-mime';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/index.js';
import { nameUuid } from '../platform/ids/index.js';
import { headerOf } from '../platform/mail/index.js';

/** Keeps what the sink took for addresses outside the service: the stand-in for everybody's mailbox. */
@Injectable()
export class CaptureMessage {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The same bytes with one Message-ID for one recipient are one message; how often it came is counted. */
  async execute(envelopeFrom: string, recipient: string, raw: Buffer): Promise<void> {
    const sha256 = createHash('sha256').update(raw).digest('hex');
    const messageId = (headerOf(raw, 'message-id') ?? '').replace(/^<|>$/g, '').slice(0, 500);
    await this.dataSource.query(
      `INSERT INTO captured_message (id, recipient, message_id, envelope_from, subject, raw, sha256, captured_at, deliveries)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
       ON CONFLICT (recipient, message_id, sha256) DO UPDATE SET deliveries = captured_message.deliveries + 1`,
      [
        nameUuid('captured', recipient, messageId, sha256),
        recipient,
        messageId,
        envelopeFrom,
        // As people read it (RFC 2047), so that they can look for it.
        decodeWords(headerOf(raw, 'subject') ?? '').replaceAll('\0', '\uFFFD'),
        raw,
        sha256,
        this.clock.now().toISOString(),
      ],
    );
  }
}
