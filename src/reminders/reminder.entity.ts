import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Declaration } from '../declarations/index.js';

export const REMINDER_STATES = ['PLANNED', 'SENT', 'CANCELLED', 'MISSED'] as const;
export type ReminderState = (typeof REMINDER_STATES)[number];

/** One slot of the reminder plan of one deadline version. SENT means that its letter was written. */
@Entity('reminder')
@Unique('reminder_once', ['declarationId', 'deadlineVersion', 'slot'])
@Check('reminder_state', `"state" IN ('PLANNED', 'SENT', 'CANCELLED', 'MISSED')`)
@Index('reminder_due', ['dueAt', 'id'], { where: `"state" = 'PLANNED'` })
export class Reminder {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'declaration_id', type: 'uuid' })
  declarationId!: string;

  @ManyToOne(() => Declaration)
  @JoinColumn({ name: 'declaration_id' })
  declaration?: Declaration;

  @Column({ name: 'deadline_version', type: 'integer' })
  deadlineVersion!: number;

  @Column({ type: 'text' })
  slot!: string;

  /** When the plan wants it sent; `dueAt` may be later after trouble. */
  @Column({ name: 'planned_at', type: 'timestamptz' })
  plannedAt!: Date;

  @Column({ type: 'text' })
  state!: ReminderState;

  /** Why it was not sent. */
  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ name: 'settled_at', type: 'timestamptz', nullable: true })
  settledAt!: Date | null;

  @Column({ name: 'due_at', type: 'timestamptz' })
  dueAt!: Date;

  @Column({ name: 'queued_at', type: 'timestamptz', nullable: true })
  queuedAt!: Date | null;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ name: 'last_error', type: 'text', nullable: true })
  lastError!: string | null;
}
