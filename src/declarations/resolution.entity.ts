import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Declaration } from './declaration.entity.js';

export const RESOLUTION_OUTCOMES = ['ADOPTED', 'DECLINED', 'POSTPONED'] as const;
export type ResolutionOutcome = (typeof RESOLUTION_OUTCOMES)[number];

/** The municipal council's decision as it was reported. The latest report counts; earlier ones stay. */
@Entity('resolution')
@Check('resolution_outcome', `"outcome" IN ('ADOPTED', 'DECLINED', 'POSTPONED')`)
@Index('resolution_history', ['declarationId', 'recordedAt', 'id'])
export class Resolution {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'declaration_id', type: 'uuid' })
  declarationId!: string;

  @ManyToOne(() => Declaration)
  @JoinColumn({ name: 'declaration_id' })
  declaration?: Declaration;

  @Column({ type: 'text' })
  outcome!: ResolutionOutcome;

  @Column({ name: 'decided_on', type: 'date' })
  decidedOn!: string;

  @Column({ name: 'case_number', type: 'text', nullable: true })
  caseNumber!: string | null;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt!: Date;

  @Column({ name: 'recorded_by', type: 'text' })
  recordedBy!: string;
}
