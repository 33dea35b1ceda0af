import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Campaign } from '../campaigns/index.js';
import { Declaration } from '../declarations/index.js';
import type { MessageFinding } from '../mime/index.js';
import type { MailSource } from './found-message.js';
import type { SenderChecks } from './reading/sender-checks.js';

export const INBOUND_STATES = ['RECEIVED', 'PROCESSED', 'NEEDS_REVIEW'] as const;
export type InboundState = (typeof INBOUND_STATES)[number];

export const CLASSIFICATIONS = [
  'RETURN',
  'QUESTION',
  'BOUNCE',
  'AUTOMATIC',
  'CALENDAR_REPLY',
  'OWN_LOOP',
  'UNWANTED',
  'UNREADABLE',
] as const;
export type Classification = (typeof CLASSIFICATIONS)[number];

/** One message taken from the mailbox, kept raw and whole before anything looks into it. */
@Entity('inbound_message')
@Unique('inbound_message_once', ['mailbox', 'messageId', 'contentSha256'])
@Check('inbound_message_state', `"state" IN ('RECEIVED', 'PROCESSED', 'NEEDS_REVIEW')`)
@Index('inbound_message_due', ['dueAt', 'id'], { where: `"state" = 'RECEIVED'` })
@Index('inbound_message_of_declaration', ['declarationId', 'arrivedAt'])
@Index('inbound_message_list', ['campaignId', 'arrivedAt', 'id'])
@Index('inbound_message_by_message_id', ['messageId'])
export class InboundMessage {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  mailbox!: string;

  @Column({ type: 'text' })
  source!: MailSource;

  /** Where the source found it; empty where it knows no place. */
  @Column({ name: 'found_at', type: 'text', default: '' })
  foundAt!: string;

  @Column({ name: 'campaign_id', type: 'uuid', nullable: true })
  campaignId!: string | null;

  @ManyToOne(() => Campaign, { nullable: true })
  @JoinColumn({ name: 'campaign_id' })
  campaign?: Campaign | null;

  @Column({ name: 'declaration_id', type: 'uuid', nullable: true })
  declarationId!: string | null;

  @ManyToOne(() => Declaration, { nullable: true })
  @JoinColumn({ name: 'declaration_id' })
  declaration?: Declaration | null;

  /** Empty when the message had none. */
  @Column({ name: 'message_id', type: 'text' })
  messageId!: string;

  /** Envelope recipient, with its plus part. */
  @Column({ name: 'delivered_to', type: 'text' })
  deliveredTo!: string;

  /** Empty for bounces. */
  @Column({ name: 'envelope_from', type: 'text' })
  envelopeFrom!: string;

  @Column({ type: 'bytea' })
  raw!: Buffer;

  @Column({ name: 'byte_length', type: 'integer' })
  byteLength!: number;

  /** Bytes of the whole message where `raw` is only its header, because it was too large; null: `raw` is whole. */
  @Column({ name: 'whole_length', type: 'bigint', nullable: true })
  wholeLength!: string | null;

  @Column({ type: 'text' })
  sha256!: string;

  /** Of the message without the fields that mail servers put above it: with the Message-ID, what makes it the same. */
  @Column({ name: 'content_sha256', type: 'text' })
  contentSha256!: string;

  /** When the ministry's own server took it. */
  @Column({ name: 'arrived_at', type: 'timestamptz' })
  arrivedAt!: Date;

  @Column({ type: 'text' })
  state!: InboundState;

  @Column({ type: 'text', nullable: true })
  classification!: Classification | null;

  /** Why it was classified so, or why a person has to look. */
  @Column({ type: 'text', nullable: true })
  explanation!: string | null;

  /** What of it a person has to know: containers that were not opened, links to files elsewhere. */
  @Column({ type: 'jsonb', default: [] })
  findings!: readonly MessageFinding[];

  /** What DKIM, SPF, DMARC and ARC say of its sender; null when that was not asked. */
  @Column({ name: 'sender_checks', type: 'jsonb', nullable: true })
  senderChecks!: SenderChecks | null;

  @Column({ name: 'from_address', type: 'text', nullable: true })
  fromAddress!: string | null;

  @Column({ type: 'text', nullable: true })
  subject!: string | null;

  @Column({ name: 'due_at', type: 'timestamptz' })
  dueAt!: Date;

  @Column({ name: 'queued_at', type: 'timestamptz', nullable: true })
  queuedAt!: Date | null;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ name: 'last_error', type: 'text', nullable: true })
  lastError!: string | null;
}
