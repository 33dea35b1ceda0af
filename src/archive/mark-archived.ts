import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { archivedOtherwise } from './archive.errors.js';
import { ArchiveReadModel, type ArchiveItem } from './archive.read-model.js';
import type { ArchivedKind } from './archive-mark.entity.js';

/** Notes that an archive has taken something in: once, by whom, and what it is called there. */
@Injectable()
export class MarkArchived {
  constructor(
    private readonly dataSource: DataSource,
    private readonly archive: ArchiveReadModel,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The same mark again changes nothing. Throws ARCHIVE_ITEM_UNKNOWN or ARCHIVED_OTHERWISE. */
  async execute(kind: ArchivedKind, id: string, archiveReference: string, actor: string): Promise<ArchiveItem> {
    return await this.dataSource.transaction(async (manager) => {
      const item = await this.archive.item(kind, id, manager);
      const now = this.clock.now();
      const inserted: unknown[] = await manager.query(
        `INSERT INTO archive_mark (kind, item_id, archived_at, archived_by, archive_reference)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING kind`,
        [kind, id, now.toISOString(), actor, archiveReference],
      );
      if (inserted.length > 0) {
        await this.audit.record(manager, {
          at: now,
          actor,
          action: 'ARCHIVED',
          subject: item.reference === null ? `campaign:${item.campaign}` : `declaration:${item.reference}`,
          data: { kind, id, archiveReference },
        });
      }
      const marked = await this.archive.item(kind, id, manager);
      if (marked.archiveReference !== archiveReference) throw archivedOtherwise(marked.archiveReference ?? '');
      return marked;
    });
  }
}
