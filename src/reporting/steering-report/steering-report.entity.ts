import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Campaign } from '../../campaigns/index.js';

/** A steering report that was issued: its bytes, never changed. What the next one tells changes from. */
@Entity('steering_report')
@Check('steering_report_language', `"language" IN ('nb', 'nn', 'en')`)
export class SteeringReport {
  @PrimaryColumn({ name: 'campaign_id', type: 'uuid', primaryKeyConstraintName: 'steering_report_pkey' })
  campaignId!: string;

  @ManyToOne(() => Campaign)
  @JoinColumn({ name: 'campaign_id', foreignKeyConstraintName: 'steering_report_campaign' })
  campaign?: Campaign;

  /** The instant whose facts it shows. */
  @PrimaryColumn({ name: 'as_of', type: 'timestamptz', primaryKeyConstraintName: 'steering_report_pkey' })
  asOf!: Date;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'steering_report_pkey' })
  language!: 'nb' | 'nn' | 'en';

  /** What its changes are told from; null: from the beginning. */
  @Column({ type: 'timestamptz', nullable: true })
  since!: Date | null;

  /** Of the bytes, hex. */
  @Column({ type: 'text' })
  sha256!: string;

  @Column({ type: 'bytea' })
  pdf!: Buffer;

  @Column({ name: 'issued_at', type: 'timestamptz' })
  issuedAt!: Date;

  @Column({ name: 'issued_by', type: 'text' })
  issuedBy!: string;
}
