import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Campaign } from '../campaigns/index.js';

/** Somebody's address that wants to be told. Its secret is in no table: see WebhookSecrets. */
@Entity('webhook_endpoint')
@Index('webhook_endpoint_name', ['name'], { unique: true })
@Check('webhook_endpoint_events', 'cardinality(event_types) > 0')
export class WebhookEndpoint {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'webhook_endpoint_pkey' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  url!: string;

  @Column({ name: 'event_types', type: 'text', array: true })
  eventTypes!: string[];

  /** Null: every campaign. */
  @Column({ name: 'campaign_id', type: 'uuid', nullable: true })
  campaignId!: string | null;

  @ManyToOne(() => Campaign, { nullable: true })
  @JoinColumn({ name: 'campaign_id', foreignKeyConstraintName: 'webhook_endpoint_campaign' })
  campaign?: Campaign | null;

  @Column({ type: 'boolean', default: true })
  enabled!: boolean;

  /** Since when it is known not to answer; null: it does, as far as is known. */
  @Column({ name: 'failing_since', type: 'timestamptz', nullable: true })
  failingSince!: Date | null;

  /** Failed attempts in a row, over all deliveries. */
  @Column({ type: 'integer', default: 0 })
  failures!: number;

  /** Left alone until then. */
  @Column({ name: 'resting_until', type: 'timestamptz', nullable: true })
  restingUntil!: Date | null;

  @Column({ name: 'secret_version', type: 'integer', default: 1 })
  secretVersion!: number;

  @Column({ name: 'previous_secret_until', type: 'timestamptz', nullable: true })
  previousSecretUntil!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  /** Of what an operator decides; the marks of failure do not count. */
  @Column({ type: 'integer', default: 1 })
  version!: number;
}
