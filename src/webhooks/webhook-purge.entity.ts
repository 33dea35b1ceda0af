import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One day whose events are to be forgotten when the delivery log has been kept for long enough: due work. */
@Entity('webhook_purge')
@Index('webhook_purge_due', ['dueAt', 'id'])
export class WebhookPurge {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'webhook_purge_pkey' })
  id!: string;

  /** The events before this instant. */
  @Column({ type: 'timestamptz' })
  until!: Date;

  @Column({ name: 'due_at', type: 'timestamptz' })
  dueAt!: Date;

  @Column({ name: 'queued_at', type: 'timestamptz', nullable: true })
  queuedAt!: Date | null;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ name: 'last_error', type: 'text', nullable: true })
  lastError!: string | null;
}
