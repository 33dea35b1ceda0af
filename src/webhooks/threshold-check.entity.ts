import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * A change after which a campaign's threshold may be reached: due work. Each change writes a row of its own, so that no
 * transaction waits for another; the look that comes after all of them takes all of them.
 */
@Entity('threshold_check')
@Index('threshold_check_due', ['dueAt', 'id'])
export class ThresholdCheck {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'threshold_check_pkey' })
  id!: string;

  @Column({ name: 'campaign_id', type: 'uuid' })
  campaignId!: string;

  @Column({ name: 'due_at', type: 'timestamptz' })
  dueAt!: Date;

  @Column({ name: 'queued_at', type: 'timestamptz', nullable: true })
  queuedAt!: Date | null;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ name: 'last_error', type: 'text', nullable: true })
  lastError!: string | null;
}
