import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { ChainFault } from './audit-chain.policy.js';

export const AUDIT_CHECK_STATES = ['WAITING', 'FITS', 'BROKEN'] as const;
export type AuditCheckState = (typeof AUDIT_CHECK_STATES)[number];

/** What is wrong with a chain besides its links: it no longer holds what an earlier check found at its end. */
export type LostHead = {
  readonly position: number;
  readonly fault: 'CUT_OFF' | 'REWRITTEN';
  readonly message: string;
};
export type AuditFault = ChainFault | LostHead;

/** One check of the whole audit chain that somebody asked for: due work, and what came of it. */
@Entity('audit_check')
@Index('audit_check_due', ['dueAt', 'id'], { where: `state = 'WAITING'` })
@Index('audit_check_waiting', ['state'], { unique: true, where: `state = 'WAITING'` })
@Index('audit_check_by_state', ['state', 'id'])
@Check('audit_check_state', `state IN ('WAITING', 'FITS', 'BROKEN')`)
export class AuditCheck {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'audit_check_pkey' })
  id!: string;

  @Column({ name: 'requested_at', type: 'timestamptz' })
  requestedAt!: Date;

  @Column({ name: 'requested_by', type: 'text' })
  requestedBy!: string;

  @Column({ type: 'text' })
  state!: AuditCheckState;

  /** How many events fit so far: the place of the last of them. */
  @Column({ type: 'bigint', default: 0 })
  events!: string;

  /** The hash of that one; of the chain's start before the first. */
  @Column({ type: 'text' })
  head!: string;

  @Column({ name: 'first_at', type: 'timestamptz', nullable: true })
  firstAt!: Date | null;

  @Column({ name: 'last_at', type: 'timestamptz', nullable: true })
  lastAt!: Date | null;

  @Column({ type: 'jsonb', nullable: true })
  fault!: AuditFault | null;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt!: Date | null;

  @Column({ name: 'due_at', type: 'timestamptz' })
  dueAt!: Date;

  @Column({ name: 'queued_at', type: 'timestamptz', nullable: true })
  queuedAt!: Date | null;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ name: 'last_error', type: 'text', nullable: true })
  lastError!: string | null;
}
