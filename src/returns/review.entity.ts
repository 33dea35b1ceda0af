import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { ReturnRow } from './return.entity.js';

export const REVIEW_DECISIONS = ['ACCEPT', 'REJECT', 'BETTER_COPY', 'ATTACH', 'SET_ASIDE'] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];

/** An operator's decision on a return that a machine may not decide. */
@Entity('review')
@Check('review_decision', `"decision" IN ('ACCEPT', 'REJECT', 'BETTER_COPY', 'ATTACH', 'SET_ASIDE')`)
@Index('review_of_return', ['returnId', 'decidedAt'])
export class Review {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'return_id', type: 'uuid' })
  returnId!: string;

  @ManyToOne(() => ReturnRow)
  @JoinColumn({ name: 'return_id' })
  returned?: ReturnRow;

  @Column({ type: 'text' })
  decision!: ReviewDecision;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ name: 'decided_by', type: 'text' })
  decidedBy!: string;

  @Column({ name: 'decided_at', type: 'timestamptz' })
  decidedAt!: Date;
}
