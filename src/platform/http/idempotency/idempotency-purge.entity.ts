import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One day whose idempotency keys are to be forgotten when they have been kept for long enough: due work. */
@Entity('idempotency_purge')
@Index('idempotency_purge_due', ['dueAt', 'id'])
export class IdempotencyPurge {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'idempotency_purge_pkey' })
  id!: string;

  /** The keys made before this instant. */
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
