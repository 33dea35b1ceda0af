import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Selection } from '../platform/database/index.js';
import { ServiceError } from '../platform/errors/index.js';
import type { LetterKind } from './letter-data.js';

export const LETTER_DELIVERIES = [
  'PLANNED',
  'QUEUED',
  'SENT',
  'BOUNCED_SOFT',
  'BOUNCED_HARD',
  'HELD',
  'FAILED',
  'CANCELLED',
] as const;
/** As people see it: QUEUED is a planned letter that is on its way to the mail server. */
export type LetterDelivery = (typeof LETTER_DELIVERIES)[number];

export interface LetterFilter {
  readonly campaignSlug: string;
  readonly kind?: LetterKind | undefined;
  readonly delivery?: LetterDelivery | undefined;
  /** Only letters to addresses that get no more. */
  readonly stopped?: boolean | undefined;
  /** Part of the recipient's name, or the beginning of a reference or an address; in whatever case. */
  readonly search?: string | undefined;
  readonly after?: { readonly createdAt: string; readonly id: string } | undefined;
  readonly limit: number;
  /** Default: first written first. */
  readonly latestFirst?: boolean;
}

/** A letter as people see it. */
export interface LetterView {
  readonly id: string;
  readonly campaignSlug: string;
  readonly reference: string | null;
  readonly kind: LetterKind;
  readonly slot: string;
  readonly deadlineVersion: number | null;
  readonly messageId: string;
  readonly recipientName: string;
  readonly recipientEmail: string;
  readonly language: 'nb' | 'nn';
  readonly delivery: LetterDelivery;
  readonly createdAt: Date;
  readonly dueAt: Date;
  readonly sentAt: Date | null;
  readonly attempts: number;
  readonly softBounces: number;
  readonly explanation: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const DELIVERY = `CASE WHEN letter.state = 'PLANNED' AND letter.queued_at IS NOT NULL THEN 'QUEUED' ELSE letter.state END`;

const SELECT = `
  SELECT letter.id, campaign.slug AS "campaignSlug", declaration.reference, letter.kind, letter.slot,
    letter.deadline_version AS "deadlineVersion", letter.message_id AS "messageId",
    letter.recipient_name AS "recipientName", letter.recipient_email AS "recipientEmail", letter.language,
    ${DELIVERY} AS delivery,
    letter.created_at AS "createdAt", letter.due_at AS "dueAt", letter.sent_at AS "sentAt", letter.attempts,
    letter.soft_bounces AS "softBounces",
    letter.last_error AS explanation
  FROM letter
  JOIN campaign ON campaign.id = letter.campaign_id
  LEFT JOIN declaration ON declaration.id = letter.declaration_id`;

/** `$1`: the declaration's reference. */
export const LETTERS_OF_DECLARATION = new Selection<LetterView>(
  `${SELECT} WHERE declaration.reference = $1 ORDER BY letter.created_at, letter.due_at, letter.id`,
  { createdAt: true, dueAt: true, sentAt: true },
);

export interface CapturedMessageView {
  readonly id: string;
  readonly recipient: string;
  readonly messageId: string;
  readonly subject: string;
  readonly capturedAt: Date;
  readonly byteLength: number;
  readonly deliveries: number;
}

/** Look-ups of letters and of what the sink captured. */
@Injectable()
export class LetterReadModel {
  constructor(private readonly dataSource: DataSource) {}

  async list(filter: LetterFilter): Promise<LetterView[]> {
    const [order, behind] = filter.latestFirst === true ? ['DESC', '<'] : ['ASC', '>'];
    return await this.dataSource.query(
      `${SELECT}
       WHERE letter.campaign_id = (SELECT id FROM campaign WHERE slug = $1)
         AND ($2::text IS NULL OR letter.kind = $2)
         AND ($3::timestamptz IS NULL OR (letter.created_at, letter.id) ${behind} ($3::timestamptz, $4::uuid))
         AND ($6::text IS NULL OR ${DELIVERY} = $6 AND letter.state = $9)
         AND (NOT $7::boolean OR EXISTS (SELECT FROM stopped_address WHERE email = lower(letter.recipient_email)))
         AND ($8::text IS NULL OR letter.recipient_name ILIKE '%' || $8 OR letter.recipient_email ILIKE $8
           OR declaration.reference ILIKE $8)
       ORDER BY letter.created_at ${order}, letter.id ${order} LIMIT $5`,
      [
        filter.campaignSlug,
        filter.kind ?? null,
        filter.after?.createdAt ?? null,
        filter.after?.id ?? null,
        filter.limit,
        filter.delivery ?? null,
        filter.stopped ?? false,
        filter.search === undefined || filter.search === '' ? null : beginningWith(filter.search),
        // The state as it is stored, which an index knows: a letter that is queued is a planned one.
        filter.delivery === 'QUEUED' ? 'PLANNED' : (filter.delivery ?? null),
      ],
    );
  }

  async ofDeclaration(reference: string): Promise<LetterView[]> {
    return await this.dataSource.query(LETTERS_OF_DECLARATION.text, [reference]);
  }

  /** Throws LETTER_UNKNOWN. */
  async byId(id: string): Promise<LetterView> {
    const rows: LetterView[] = await this.dataSource.query(`${SELECT} WHERE letter.id = $1`, [id]);
    const row = rows[0];
    if (row === undefined) throw letterUnknown(id);
    return row;
  }

  /** The ids of the letters with these Message-IDs (without brackets), by Message-ID; what is none of ours is left out. */
  async idsByMessageId(messageIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (messageIds.length === 0) return new Map();
    const rows: { id: string; messageId: string }[] = await this.dataSource.query(
      'SELECT id, message_id AS "messageId" FROM letter WHERE message_id = ANY($1::text[])',
      [messageIds],
    );
    return new Map(rows.map(({ id, messageId }) => [messageId, id]));
  }

  /** The letter to which a Message-ID (without brackets) belongs; null when it is none of ours. */
  async byMessageId(messageId: string): Promise<{ id: string; declarationId: string | null } | null> {
    const rows: { id: string; declarationId: string | null }[] = await this.dataSource.query(
      'SELECT id, declaration_id AS "declarationId" FROM letter WHERE message_id = $1',
      [messageId],
    );
    return rows[0] ?? null;
  }

  /** The letter that one of these Message-IDs (without brackets), or its envelope's name, belongs to; null: none does. */
  async byName(
    messageIds: readonly string[],
    envelopeId: string | null,
  ): Promise<{ id: string; declarationId: string | null } | null> {
    const id = envelopeId !== null && UUID.test(envelopeId) ? envelopeId : null;
    const rows: { id: string; declarationId: string | null }[] = await this.dataSource.query(
      `SELECT id, declaration_id AS "declarationId" FROM letter WHERE message_id = ANY($1) OR id = $2::uuid
       ORDER BY (id = $2::uuid) IS TRUE, message_id LIMIT 1`,
      [messageIds, id],
    );
    return rows[0] ?? null;
  }

  /** Letters by kind and delivery: `{ REMINDER: { SENT: 812, CANCELLED: 40 } }`. */
  async counts(campaignSlug: string): Promise<Record<string, Record<string, number>>> {
    const rows: { kind: string; delivery: string; count: number }[] = await this.dataSource.query(
      `SELECT letter.kind, letter.state AS delivery, count(*)::integer AS count FROM letter
       JOIN campaign ON campaign.id = letter.campaign_id WHERE campaign.slug = $1
       GROUP BY letter.kind, letter.state ORDER BY letter.kind, letter.state`,
      [campaignSlug],
    );
    const counts: Record<string, Record<string, number>> = {};
    for (const row of rows) counts[row.kind] = { ...counts[row.kind], [row.delivery]: row.count };
    return counts;
  }

  /** Latest first; `search` is part of a recipient or a subject. */
  async captured(
    after: { capturedAt: string; id: string } | null,
    limit: number,
    search: string | null = null,
  ): Promise<CapturedMessageView[]> {
    return await this.dataSource.query(
      `SELECT id, recipient, message_id AS "messageId", subject, captured_at AS "capturedAt",
         octet_length(raw) AS "byteLength", deliveries
       FROM captured_message
       WHERE ($1::timestamptz IS NULL OR (captured_at, id) < ($1::timestamptz, $2::uuid))
         AND ($4::text IS NULL OR recipient ILIKE $4 OR subject ILIKE $4)
       ORDER BY captured_at DESC, id DESC LIMIT $3`,
      [after?.capturedAt ?? null, after?.id ?? null, limit, search === null ? null : containing(search)],
    );
  }

  async capturedCount(search: string | null): Promise<number> {
    const rows: { count: number }[] = await this.dataSource.query(
      `SELECT count(*)::integer AS count FROM captured_message
       WHERE $1::text IS NULL OR recipient ILIKE $1 OR subject ILIKE $1`,
      [search === null ? null : containing(search)],
    );
    return rows[0]?.count ?? 0;
  }

  /** What the sink captured of a letter (its Message-ID without brackets); null: nothing. */
  async capturedOf(
    recipient: string,
    messageId: string,
  ): Promise<{ readonly id: string; readonly capturedAt: Date } | null> {
    const rows: { id: string; capturedAt: Date }[] = await this.dataSource.query(
      `SELECT id, captured_at AS "capturedAt" FROM captured_message WHERE recipient = $1 AND message_id = $2
       ORDER BY captured_at DESC, id DESC LIMIT 1`,
      [recipient, messageId],
    );
    return rows[0] ?? null;
  }

  /** The captured message as it was sent; null when there is none. */
  async capturedRaw(id: string): Promise<Buffer | null> {
    const rows: { raw: Buffer }[] = await this.dataSource.query('SELECT raw FROM captured_message WHERE id = $1', [id]);
    return rows[0]?.raw ?? null;
  }
}

/** Patterns for LIKE in which nothing of the text is a wildcard. */
function containing(text: string): string {
  return `%${beginningWith(text)}`;
}

function beginningWith(text: string): string {
  return `${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

function letterUnknown(id: string): ServiceError<'LETTER_UNKNOWN'> {
  return new ServiceError('LETTER_UNKNOWN', `There is no letter with the id ${id}.`, { category: 'not-found' });
}
