import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { InboundMessage } from './inbound-message.entity.js';

/**
 * One place in a mailbox where a message was seen. Several may lead to one message: copies that were delivered twice,
 * or moved by people. A place whose message could not be stored yet leads nowhere and is tried again.
 */
@Entity('mailbox_entry')
@Index('mailbox_entry_of_message', ['inboundMessageId'])
@Index('mailbox_entry_unfiled', ['mailbox', 'folder', 'uidValidity', 'uid'], {
  where: `"filed_at" IS NULL AND "inbound_message_id" IS NOT NULL`,
})
@Index('mailbox_entry_failed', ['mailbox', 'dueAt'], { where: `"inbound_message_id" IS NULL` })
export class MailboxEntry {
  @PrimaryColumn({ type: 'text' })
  mailbox!: string;

  @PrimaryColumn({ type: 'text' })
  folder!: string;

  @PrimaryColumn({ name: 'uid_validity', type: 'bigint' })
  uidValidity!: string;

  @PrimaryColumn({ type: 'bigint' })
  uid!: string;

  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt!: Date;

  /** Null: it could not be stored yet. */
  @Column({ name: 'inbound_message_id', type: 'uuid', nullable: true })
  inboundMessageId!: string | null;

  @ManyToOne(() => InboundMessage, { nullable: true })
  @JoinColumn({ name: 'inbound_message_id' })
  inboundMessage?: InboundMessage | null;

  /** When it was moved out of the way, or found to be where it stays. */
  @Column({ name: 'filed_at', type: 'timestamptz', nullable: true })
  filedAt!: Date | null;

  /** Failed attempts to store it. */
  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  /** When to try again; null: not failed. */
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  dueAt!: Date | null;

  @Column({ name: 'last_error', type: 'text', nullable: true })
  lastError!: string | null;
}
