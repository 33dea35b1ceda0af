import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Somebody has asked for a new link; gone as soon as it is looked into. */
@Entity('portal_link_request')
@Index('portal_link_request_due', ['dueAt', 'id'])
export class PortalLinkRequest {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'portal_link_request_pkey' })
  id!: string;

  /** What they wrote: a municipality, a reference, an address, or anything else. */
  @Column({ type: 'text' })
  asked!: string;

  @Column({ name: 'due_at', type: 'timestamptz' })
  dueAt!: Date;

  @Column({ name: 'queued_at', type: 'timestamptz', nullable: true })
  queuedAt!: Date | null;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ name: 'last_error', type: 'text', nullable: true })
  lastError!: string | null;
}
