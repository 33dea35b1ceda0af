import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Campaign } from '../campaigns/index.js';

/** Something that happened and is told: written in the transaction that made it happen. */
@Entity('webhook_event')
@Index('webhook_event_at', ['at', 'id'])
@Index('webhook_event_once', ['campaignId'], { unique: true, where: `"type" = 'threshold.reached'` })
export class WebhookEvent {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'webhook_event_pkey' })
  id!: string;

  @Column({ type: 'text' })
  type!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  /** Null for a ping. */
  @Column({ name: 'campaign_id', type: 'uuid', nullable: true })
  campaignId!: string | null;

  @ManyToOne(() => Campaign, { nullable: true })
  @JoinColumn({ name: 'campaign_id', foreignKeyConstraintName: 'webhook_event_campaign' })
  campaign?: Campaign | null;

  /** What is sent, to the byte: a replay bears the same signature base. */
  @Column({ type: 'text' })
  body!: string;
}
