import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CampaignDefinition } from './campaign.schemas.js';

export const CAMPAIGN_STATES = ['DRAFT', 'ISSUING', 'RUNNING', 'CLOSED'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

/** One round of declarations. The definition is the validated YAML; it does not change once issuing has begun. */
@Entity('campaign')
@Check('campaign_state', `"state" IN ('DRAFT', 'ISSUING', 'RUNNING', 'CLOSED')`)
@Index('campaign_due', ['dueAt', 'id'], { where: `"state" = 'ISSUING'` })
export class Campaign {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', unique: true })
  slug!: string;

  @Column({ type: 'text' })
  state!: CampaignState;

  @Column({ type: 'jsonb' })
  definition!: CampaignDefinition;

  /** True for a campaign of a replay: its clock, keys and signers are made up. */
  @Column({ type: 'boolean' })
  simulated!: boolean;

  @Column({ name: 'imported_at', type: 'timestamptz' })
  importedAt!: Date;

  @Column({ name: 'issued_at', type: 'timestamptz', nullable: true })
  issuedAt!: Date | null;

  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt!: Date | null;

  @Column({ name: 'due_at', type: 'timestamptz' })
  dueAt!: Date;

  @Column({ name: 'queued_at', type: 'timestamptz', nullable: true })
  queuedAt!: Date | null;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ name: 'last_error', type: 'text', nullable: true })
  lastError!: string | null;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
