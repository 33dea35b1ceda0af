import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CampaignDefinition } from '../campaigns/index.js';
import { archiveItemUnknown } from './archive.errors.js';
import type { ArchivedKind } from './archive-mark.entity.js';

/** Something that is ready for the archive: a message that was looked into, a letter that was sent, a return verified. */
export interface ArchiveItem {
  readonly kind: ArchivedKind;
  readonly id: string;
  /** When it arrived, was sent, or was verified. */
  readonly at: Date;
  readonly campaign: string;
  readonly reference: string | null;
  readonly municipality: string | null;
  readonly archivedAt: Date | null;
  readonly archivedBy: string | null;
  readonly archiveReference: string | null;
}

/** What its case is known by. */
export interface CaseFacts {
  readonly campaignId: string;
  readonly definition: CampaignDefinition;
  readonly declarationId: string | null;
  readonly reference: string | null;
  readonly recipientName: string | null;
  readonly organizationNumber: string | null;
  readonly openedAt: Date;
}

const READY = `
  SELECT 'MESSAGE' AS kind, id, arrived_at AS at, campaign_id, declaration_id FROM inbound_message
    WHERE state <> 'RECEIVED'
  UNION ALL
  SELECT 'LETTER', id, sent_at, campaign_id, declaration_id FROM letter WHERE sent_at IS NOT NULL
  UNION ALL
  SELECT 'RETURN', id, verified_at, campaign_id, declaration_id FROM return WHERE verified_at IS NOT NULL`;

const ITEM = `
  SELECT item.kind, item.id, item.at, campaign.slug AS campaign, declaration.reference,
    declaration.municipality_number AS municipality, mark.archived_at AS "archivedAt",
    mark.archived_by AS "archivedBy", mark.archive_reference AS "archiveReference"
  FROM (${READY}) AS item
  JOIN campaign ON campaign.id = item.campaign_id
  LEFT JOIN declaration ON declaration.id = item.declaration_id
  LEFT JOIN archive_mark AS mark ON mark.kind = item.kind AND mark.item_id = item.id`;

/** What there is to archive, and whose it is. */
@Injectable()
export class ArchiveReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** In the order of their instants. */
  async list(filter: {
    readonly campaign: string;
    readonly kind: ArchivedKind | undefined;
    readonly archived: boolean | undefined;
    readonly after: { readonly at: string; readonly id: string } | undefined;
    readonly limit: number;
  }): Promise<ArchiveItem[]> {
    return await this.dataSource.query(
      `${ITEM}
       WHERE campaign.slug = $1 AND ($2::text IS NULL OR item.kind = $2)
         AND ($3::boolean IS NULL OR (mark.item_id IS NOT NULL) = $3)
         AND ($4::timestamptz IS NULL OR (item.at, item.id) > ($4::timestamptz, $5::uuid))
       ORDER BY item.at, item.id LIMIT $6`,
      [
        filter.campaign,
        filter.kind ?? null,
        filter.archived ?? null,
        filter.after?.at ?? null,
        filter.after?.id ?? null,
        filter.limit,
      ],
    );
  }

  /** Throws ARCHIVE_ITEM_UNKNOWN, also for what is not ready yet. */
  async item(
    kind: ArchivedKind,
    id: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<ArchiveItem & CaseFacts> {
    const rows: (ArchiveItem & CaseFacts)[] = await manager.query(
      `${ITEM.replace(
        'SELECT item.kind,',
        `SELECT campaign.id AS "campaignId", campaign.definition, declaration.id AS "declarationId",
           declaration.recipient_name AS "recipientName", declaration.organization_number AS "organizationNumber",
           coalesce(declaration.issued_at, campaign.issued_at, item.at) AS "openedAt", item.kind,`,
      )}
       WHERE item.kind = $1 AND item.id = $2`,
      [kind, id],
    );
    const row = rows[0];
    if (row === undefined) throw archiveItemUnknown(id);
    return row;
  }
}
