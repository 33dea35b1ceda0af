import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** A message that the built-in SMTP sink took instead of a real mailbox. */
@Entity('captured_message')
@Unique('captured_message_once', ['recipient', 'messageId', 'sha256'])
@Index('captured_message_list', ['capturedAt', 'id'])
export class CapturedMessage {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  recipient!: string;

  @Column({ name: 'message_id', type: 'text' })
  messageId!: string;

  @Column({ name: 'envelope_from', type: 'text' })
  envelopeFrom!: string;

  @Column({ type: 'text' })
  subject!: string;

  @Column({ type: 'bytea' })
  raw!: Buffer;

  @Column({ type: 'text' })
  sha256!: string;

  @Column({ name: 'captured_at', type: 'timestamptz' })
  capturedAt!: Date;

  /** How often the very same message came: more than one only after a crash between sending and noting it. */
  @Column({ type: 'integer' })
  deliveries!: number;
}
