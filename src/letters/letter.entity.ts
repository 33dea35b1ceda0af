import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Campaign } from '../campaigns/index.js';
import { Declaration } from '../declarations/index.js';
import type { LetterKind } from './letter-data.js';

export const DELIVERY_STATES = [
  'PLANNED',
  'SENT',
  'BOUNCED_SOFT',
  'BOUNCED_HARD',
  'HELD',
  'FAILED',
  'CANCELLED',
] as const;
/**
 * As stored. QUEUED, which people see, is PLANNED with `queuedAt` set: one fact, one place. HELD waits for an operator:
 * its address is stopped, or not among those that may get letters.
 */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/**
 * One outgoing message. The id is made from what the letter is (campaign, declaration, kind, deadline version,
 * slot), so a second row for the same letter cannot exist. The text is made when it is sent, from `data`.
 */
@Entity('letter')
@Check('letter_state', `"state" IN ('PLANNED', 'SENT', 'BOUNCED_SOFT', 'BOUNCED_HARD', 'HELD', 'FAILED', 'CANCELLED')`)
@Index('letter_due', ['dueAt', 'id'], { where: `"state" = 'PLANNED'` })
@Index('letter_sent', ['sentAt'], { where: `"sent_at" IS NOT NULL` })
@Index('letter_held', ['recipientEmail'], { where: `"state" = 'HELD'` })
@Index('letter_of_declaration', ['declarationId', 'createdAt'])
@Index('letter_answers', ['recipientEmail', 'dueAt'], {
  where: `"kind" IN ('RECEIPT', 'REJECTION', 'QUESTION_RECEIVED')`,
})
@Index('letter_list', ['campaignId', 'createdAt', 'id'])
@Index('letter_by_kind', ['campaignId', 'kind', 'createdAt', 'id'])
@Index('letter_by_state', ['campaignId', 'state', 'createdAt', 'id'])
export class Letter {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'campaign_id', type: 'uuid' })
  campaignId!: string;

  @ManyToOne(() => Campaign)
  @JoinColumn({ name: 'campaign_id' })
  campaign?: Campaign;

  @Column({ name: 'declaration_id', type: 'uuid', nullable: true })
  declarationId!: string | null;

  @ManyToOne(() => Declaration, { nullable: true })
  @JoinColumn({ name: 'declaration_id' })
  declaration?: Declaration | null;

  @Column({ type: 'text' })
  kind!: LetterKind;

  /** Distinguishes letters of one kind: a reminder's slot, the inbound message answered, a copy's recipient. */
  @Column({ type: 'text' })
  slot!: string;

  @Column({ name: 'deadline_version', type: 'integer', nullable: true })
  deadlineVersion!: number | null;

  /** Without angle brackets. */
  @Column({ name: 'message_id', type: 'text', unique: true })
  messageId!: string;

  @Column({ name: 'recipient_name', type: 'text' })
  recipientName!: string;

  @Column({ name: 'recipient_email', type: 'text' })
  recipientEmail!: string;

  @Column({ type: 'text' })
  language!: 'nb' | 'nn';

  @Column({ type: 'jsonb' })
  data!: object;

  @Column({ type: 'text' })
  state!: DeliveryState;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'due_at', type: 'timestamptz' })
  dueAt!: Date;

  /** After this the letter is not worth sending any more; null: always. */
  @Column({ name: 'not_after', type: 'timestamptz', nullable: true })
  notAfter!: Date | null;

  @Column({ name: 'queued_at', type: 'timestamptz', nullable: true })
  queuedAt!: Date | null;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ name: 'sent_at', type: 'timestamptz', nullable: true })
  sentAt!: Date | null;

  /** How often a mail server has given it up for now. */
  @Column({ name: 'soft_bounces', type: 'integer', default: 0 })
  softBounces!: number;

  /** The mail server's words, or why the letter is held or was cancelled. */
  @Column({ name: 'last_error', type: 'text', nullable: true })
  lastError!: string | null;
}
