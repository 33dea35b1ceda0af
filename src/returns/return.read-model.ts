import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { AcceptanceMethod } from '../declarations/index.js';
import { Selection } from '../platform/database/index.js';
import type { ReturnedDocumentState, ReturnMatch } from './return.entity.js';
import { returnUnknown } from './returns.errors.js';
import type { StoredVerification } from './stored-verification.js';
import type { ReviewDecision } from './review.entity.js';

/** A return without its bytes. */
export interface ReturnView {
  readonly id: string;
  readonly campaignSlug: string;
  readonly reference: string | null;
  readonly municipalityNumber: string | null;
  readonly recipientName: string | null;
  /** Of the municipality; null while nobody knows whose it is. */
  readonly population: number | null;
  readonly channel: 'MAIL' | 'REST' | 'PORTAL' | 'CONSOLE';
  readonly fileName: string;
  readonly path: string | null;
  readonly byteLength: number;
  readonly sha256: string;
  readonly arrivedAt: Date;
  readonly onTime: boolean | null;
  readonly handedInBy: string;
  readonly state: ReturnedDocumentState;
  readonly reasons: readonly string[];
  readonly method: AcceptanceMethod | null;
  readonly bindingTier: 'A' | 'B' | 'C' | 'D' | null;
  readonly match: ReturnMatch;
  /** The message that it came in; null when it was handed in by itself. */
  readonly inboundMessageId: string | null;
  readonly verifiedAt: Date | null;
  readonly version: number;
}

export interface ReviewView {
  readonly decision: ReviewDecision;
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

const SELECT = `
  SELECT return.id, campaign.slug AS "campaignSlug", declaration.reference,
    declaration.municipality_number AS "municipalityNumber", declaration.recipient_name AS "recipientName",
    declaration.population, return.inbound_message_id AS "inboundMessageId",
    return.channel, return.file_name AS "fileName", return.path, return.byte_length AS "byteLength", return.sha256,
    return.arrived_at AS "arrivedAt", return.on_time AS "onTime", return.handed_in_by AS "handedInBy", return.state,
    return.reasons, return.method, return.binding_tier AS "bindingTier", return.match,
    return.verified_at AS "verifiedAt", return.version
  FROM return
  JOIN campaign ON campaign.id = return.campaign_id
  LEFT JOIN declaration ON declaration.id = return.declaration_id`;

/** `$1`: the declaration's reference. */
export const RETURNS_OF_DECLARATION = new Selection<ReturnView>(
  `${SELECT} WHERE declaration.reference = $1 ORDER BY return.arrived_at, return.id`,
  { arrivedAt: true, verifiedAt: true },
);

export interface ReturnFilter {
  readonly campaignSlug: string;
  readonly state?: ReturnedDocumentState | undefined;
  /** One of those that it waits for or was rejected for. */
  readonly reason?: string | undefined;
  readonly channel?: ReturnView['channel'] | undefined;
  /** Part of the municipality's name or of the file's, or the beginning of its number or reference. */
  readonly search?: string | undefined;
  readonly after?: { readonly arrivedAt: string; readonly id: string } | undefined;
  readonly limit: number;
}

/** Look-ups of returned documents. */
@Injectable()
export class ReturnReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** One page, in the order of arrival. */
  async list(filter: ReturnFilter): Promise<ReturnView[]> {
    return await this.dataSource.query(
      `${SELECT}
       WHERE return.campaign_id = (SELECT id FROM campaign WHERE slug = $1)
         AND ($2::text IS NULL OR return.state = $2)
         AND ($3::timestamptz IS NULL OR (return.arrived_at, return.id) > ($3::timestamptz, $4::uuid))
         AND ($6::text IS NULL OR $6 = ANY(return.reasons)) AND ($7::text IS NULL OR return.channel = $7)
         AND ($8::text IS NULL OR strpos(lower(declaration.recipient_name), lower($8)) > 0
           OR strpos(lower(return.file_name), lower($8)) > 0
           OR starts_with(declaration.municipality_number, $8) OR starts_with(declaration.reference, upper($8)))
       ORDER BY return.arrived_at, return.id LIMIT $5`,
      [
        filter.campaignSlug,
        filter.state ?? null,
        filter.after?.arrivedAt ?? null,
        filter.after?.id ?? null,
        filter.limit,
        filter.reason ?? null,
        filter.channel ?? null,
        filter.search ?? null,
      ],
    );
  }

  async ofDeclaration(reference: string): Promise<ReturnView[]> {
    return await this.dataSource.query(RETURNS_OF_DECLARATION.text, [reference]);
  }

  /** Returned documents by state and reason: `{ REJECTED: { UNSIGNED: 3 } }`. */
  async counts(campaignSlug: string): Promise<Record<string, Record<string, number>>> {
    const rows: { state: string; reason: string; count: number }[] = await this.dataSource.query(
      `SELECT return.state, coalesce(return.method, return.reasons[1], '') AS reason, count(*)::integer AS count
       FROM return JOIN campaign ON campaign.id = return.campaign_id
       WHERE campaign.slug = $1 GROUP BY 1, 2 ORDER BY 1, 2`,
      [campaignSlug],
    );
    const counts: Record<string, Record<string, number>> = {};
    for (const row of rows) counts[row.state] = { ...counts[row.state], [row.reason]: row.count };
    return counts;
  }

  /** How many wait for a person for each reason; one return may have several. */
  async waiting(
    campaignSlug: string,
  ): Promise<{ readonly returns: number; readonly byReason: Record<string, number> }> {
    const rows: { reason: string | null; count: number }[] = await this.dataSource.query(
      `SELECT reason, count(DISTINCT return.id)::integer AS count
       FROM return LEFT JOIN unnest(return.reasons) AS reason ON true
       WHERE return.campaign_id = (SELECT id FROM campaign WHERE slug = $1) AND return.state = 'NEEDS_REVIEW'
       GROUP BY GROUPING SETS ((reason), ()) ORDER BY GROUPING(reason) DESC, count DESC, reason`,
      [campaignSlug],
    );
    const [all, ...reasons] = rows;
    const byReason = Object.fromEntries(reasons.map(({ reason, count }) => [reason ?? '', count]));
    return { returns: all?.count ?? 0, byReason };
  }

  /** What operators have decided on it, first one first. */
  async reviews(id: string): Promise<ReviewView[]> {
    return await this.dataSource.query(
      `SELECT decision, reason, decided_by AS "decidedBy", decided_at AS "decidedAt" FROM review
       WHERE return_id = $1 ORDER BY decided_at, id`,
      [id],
    );
  }

  /** Throws RETURN_UNKNOWN. */
  async byId(id: string, manager: EntityManager = this.dataSource.manager): Promise<ReturnView> {
    const rows: ReturnView[] = await manager.query(`${SELECT} WHERE return.id = $1`, [id]);
    const row = rows[0];
    if (row === undefined) throw returnUnknown(id);
    return row;
  }

  /** The verification report as stored; null while it is not made. Throws RETURN_UNKNOWN. */
  async verification(id: string): Promise<StoredVerification | null> {
    const rows: { verification: StoredVerification | null }[] = await this.dataSource.query(
      'SELECT verification FROM return WHERE id = $1',
      [id],
    );
    const row = rows[0];
    if (row === undefined) throw returnUnknown(id);
    return row.verification;
  }

  /** The document exactly as it came. Throws RETURN_UNKNOWN. */
  async file(id: string): Promise<{ fileName: string; bytes: Buffer }> {
    const rows: { fileName: string; bytes: Buffer }[] = await this.dataSource.query(
      'SELECT file_name AS "fileName", bytes FROM return WHERE id = $1',
      [id],
    );
    const row = rows[0];
    if (row === undefined) throw returnUnknown(id);
    return row;
  }
}
