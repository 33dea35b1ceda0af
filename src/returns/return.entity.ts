import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Campaign } from '../campaigns/index.js';
import { type AcceptanceMethod, Declaration } from '../declarations/index.js';

export const RETURNED_DOCUMENT_STATES = ['RECEIVED', 'NEEDS_REVIEW', 'ACCEPTED', 'REJECTED', 'SUPERSEDED'] as const;
export type ReturnedDocumentState = (typeof RETURNED_DOCUMENT_STATES)[number];

/** SENDER, the domain of the sender's address, is a hint for the person who looks: nothing is matched by it. */
export type MatchedBy =
  'FORM' | 'CASE_TOKEN' | 'THREAD' | 'SUBJECT' | 'HANDED_IN' | 'OPERATOR' | 'SENDER' | 'PAGE_CODE';

export interface ReturnMatch {
  /** Null when nothing led to a declaration. */
  readonly by: MatchedBy | null;
  /** References of all declarations that something pointed to; two or more that differ go to review. */
  readonly candidates: readonly { readonly by: MatchedBy; readonly reference: string }[];
}

/** One returned document, whichever way it came. Its bytes are never rewritten. */
@Entity('return')
@Check('return_state', `"state" IN ('RECEIVED', 'NEEDS_REVIEW', 'ACCEPTED', 'REJECTED', 'SUPERSEDED')`)
@Check('return_channel', `"channel" IN ('MAIL', 'REST', 'PORTAL', 'CONSOLE')`)
@Index('return_due', ['dueAt', 'id'], { where: `"state" = 'RECEIVED'` })
@Index('return_list', ['campaignId', 'state', 'arrivedAt', 'id'])
@Index('return_by_arrival', ['campaignId', 'arrivedAt', 'id'])
@Index('return_of_declaration', ['declarationId', 'arrivedAt'])
@Index('return_sha256', ['sha256'])
@Index('return_of_message', ['inboundMessageId'])
export class ReturnRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'campaign_id', type: 'uuid' })
  campaignId!: string;

  @ManyToOne(() => Campaign)
  @JoinColumn({ name: 'campaign_id' })
  campaign?: Campaign;

  /** Null while nobody knows whose it is. */
  @Column({ name: 'declaration_id', type: 'uuid', nullable: true })
  declarationId!: string | null;

  @ManyToOne(() => Declaration, { nullable: true })
  @JoinColumn({ name: 'declaration_id' })
  declaration?: Declaration | null;

  @Column({ type: 'text' })
  channel!: 'MAIL' | 'REST' | 'PORTAL' | 'CONSOLE';

  /** How it was matched to a declaration, and every candidate. */
  @Column({ type: 'jsonb' })
  match!: ReturnMatch;

  @Column({ name: 'inbound_message_id', type: 'uuid', nullable: true })
  inboundMessageId!: string | null;

  /** Where the receipt goes: the sender of the mail, else the municipality's address. */
  @Column({ name: 'answer_to', type: 'text', nullable: true })
  answerTo!: string | null;

  /** Message-ID (without brackets) of the mail it came with, for the thread. */
  @Column({ name: 'answers_message_id', type: 'text', nullable: true })
  answersMessageId!: string | null;

  @Column({ name: 'file_name', type: 'text' })
  fileName!: string;

  /** Where in its message it lay, e.g. `mail › scan.zip › side1.pdf`; null when it was handed in by itself. */
  @Column({ type: 'text', nullable: true })
  path!: string | null;

  @Column({ type: 'bytea' })
  bytes!: Buffer;

  @Column({ name: 'byte_length', type: 'integer' })
  byteLength!: number;

  @Column({ type: 'text' })
  sha256!: string;

  /** When the ministry's own server had it. */
  @Column({ name: 'arrived_at', type: 'timestamptz' })
  arrivedAt!: Date;

  /** Held against the deadline version in force at arrival; null while nobody knows whose it is. */
  @Column({ name: 'on_time', type: 'boolean', nullable: true })
  onTime!: boolean | null;

  /** Who handed it in; that person never decides on it. */
  @Column({ name: 'handed_in_by', type: 'text' })
  handedInBy!: string;

  @Column({ type: 'text' })
  state!: ReturnedDocumentState;

  @Column({ type: 'text', array: true })
  reasons!: string[];

  @Column({ type: 'text', nullable: true })
  method!: AcceptanceMethod | null;

  @Column({ name: 'binding_tier', type: 'text', nullable: true })
  bindingTier!: 'A' | 'B' | 'C' | 'D' | null;

  @Column({ type: 'jsonb', nullable: true })
  verification!: object | null;

  @Column({ name: 'verified_at', type: 'timestamptz', nullable: true })
  verifiedAt!: Date | null;

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
