import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Campaign } from '../campaigns/index.js';

/** What issuing led to for one recipient: exactly one row each. */
@Entity('issuing_result')
@Check('issuing_result_outcome', `"outcome" IN ('ISSUED', 'FAILED')`)
export class IssuingResult {
  @PrimaryColumn({ name: 'campaign_id', type: 'uuid' })
  campaignId!: string;

  @ManyToOne(() => Campaign)
  @JoinColumn({ name: 'campaign_id' })
  campaign?: Campaign;

  @PrimaryColumn({ name: 'municipality_number', type: 'text' })
  municipalityNumber!: string;

  @Column({ type: 'text' })
  outcome!: 'ISSUED' | 'FAILED';

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'timestamptz' })
  at!: Date;
}
