import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Campaign } from '../campaigns/index.js';
import { Declaration } from '../declarations/index.js';
import { InboundMessage } from './inbound-message.entity.js';

export const TASK_KINDS = [
  'QUESTION',
  'BOUNCE',
  'UNREADABLE_MESSAGE',
  'UNMATCHED_MESSAGE',
  'WEBHOOK_FAILING',
  'LETTER_FAILED',
  'MAILBOX_STANDSTILL',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** Something an operator has to do: about a message, or about what else `about` names. */
@Entity('task')
@Check(
  'task_kind',
  `"kind" IN ('QUESTION', 'BOUNCE', 'UNREADABLE_MESSAGE', 'UNMATCHED_MESSAGE', 'WEBHOOK_FAILING', 'LETTER_FAILED', 'MAILBOX_STANDSTILL')`,
)
@Check('task_about', `("inbound_message_id" IS NULL) <> ("about" IS NULL)`)
@Index('task_of_declaration', ['declarationId', 'openedAt'])
@Index('task_closed', ['openedAt', 'id'], { where: '"closed_at" IS NOT NULL' })
@Index('task_open', ['openedAt', 'id'], { where: '"closed_at" IS NULL' })
export class Task {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  kind!: TaskKind;

  @Column({ name: 'declaration_id', type: 'uuid', nullable: true })
  declarationId!: string | null;

  @ManyToOne(() => Declaration, { nullable: true })
  @JoinColumn({ name: 'declaration_id' })
  declaration?: Declaration | null;

  /** Null for what concerns all campaigns. */
  @Column({ name: 'campaign_id', type: 'uuid', nullable: true })
  campaignId!: string | null;

  @ManyToOne(() => Campaign, { nullable: true })
  @JoinColumn({ name: 'campaign_id' })
  campaign?: Campaign | null;

  @Column({ name: 'inbound_message_id', type: 'uuid', nullable: true })
  inboundMessageId!: string | null;

  @ManyToOne(() => InboundMessage, { nullable: true })
  @JoinColumn({ name: 'inbound_message_id' })
  inboundMessage?: InboundMessage | null;

  /** What a task without a message is about: `letter:ID`, `mailbox:ADDRESS`, `webhook-endpoint:ID`. */
  @Column({ type: 'text', nullable: true })
  about!: string | null;

  /** What is wrong, where no message says it; the words of a mail server among them. */
  @Column({ type: 'text', nullable: true })
  explanation!: string | null;

  @Column({ name: 'opened_at', type: 'timestamptz' })
  openedAt!: Date;

  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt!: Date | null;

  @Column({ name: 'closed_by', type: 'text', nullable: true })
  closedBy!: string | null;

  @Column({ type: 'text', nullable: true })
  outcome!: string | null;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
