import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

export const ARCHIVED_KINDS = ['MESSAGE', 'LETTER', 'RETURN'] as const;
export type ArchivedKind = (typeof ARCHIVED_KINDS)[number];

/** That an archive has taken something in, and what it calls it there. */
@Entity('archive_mark')
@Check('archive_mark_kind', `"kind" IN ('MESSAGE', 'LETTER', 'RETURN')`)
export class ArchiveMark {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'archive_mark_pkey' })
  kind!: ArchivedKind;

  @PrimaryColumn({ name: 'item_id', type: 'uuid', primaryKeyConstraintName: 'archive_mark_pkey' })
  itemId!: string;

  @Column({ name: 'archived_at', type: 'timestamptz' })
  archivedAt!: Date;

  @Column({ name: 'archived_by', type: 'text' })
  archivedBy!: string;

  /** The archive's own name for it, such as the number of a journal entry. */
  @Column({ name: 'archive_reference', type: 'text' })
  archiveReference!: string;
}
