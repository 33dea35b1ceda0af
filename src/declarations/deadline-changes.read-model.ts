import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A deadline version that took the place of another one. */
export interface DeadlineChange {
  readonly declarationId: string;
  readonly reference: string;
  readonly municipalityNumber: string;
  readonly recipientName: string;
  readonly version: number;
  readonly kind: 'EXTENDED' | 'RESTORED';
  /** YYYY-MM-DD, local, as is `previousDueOn`. */
  readonly dueOn: string;
  readonly previousDueOn: string;
  readonly startsAt: Date;
  readonly reason: string | null;
  readonly grantedBy: string;
}

/** Where a page of changes ends. */
export interface DeadlineChangePosition {
  readonly startsAt: string;
  readonly declarationId: string;
  readonly version: number;
}

/** Extensions that were granted in a campaign, and those that were undone. */
@Injectable()
export class DeadlineChangesReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** One page, latest first. */
  async list(campaignId: string, after: DeadlineChangePosition | undefined, limit: number): Promise<DeadlineChange[]> {
    return await this.dataSource.query(
      `SELECT deadline.declaration_id AS "declarationId", declaration.reference,
         declaration.municipality_number AS "municipalityNumber", declaration.recipient_name AS "recipientName",
         deadline.version, deadline.kind, deadline.due_on::text AS "dueOn", previous.due_on::text AS "previousDueOn",
         deadline.starts_at AS "startsAt", deadline.reason, deadline.granted_by AS "grantedBy"
       FROM deadline
       JOIN declaration ON declaration.id = deadline.declaration_id
       JOIN deadline AS previous
         ON previous.declaration_id = deadline.declaration_id AND previous.version = deadline.version - 1
       WHERE deadline.kind <> 'ORIGINAL' AND declaration.campaign_id = $1
         AND ($2::timestamptz IS NULL
           OR (deadline.starts_at, deadline.declaration_id, deadline.version) < ($2::timestamptz, $3::uuid, $4::integer))
       ORDER BY deadline.starts_at DESC, deadline.declaration_id DESC, deadline.version DESC LIMIT $5`,
      [campaignId, after?.startsAt ?? null, after?.declarationId ?? null, after?.version ?? null, limit],
    );
  }
}
