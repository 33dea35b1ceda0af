import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One mailbox that the service reads over IMAP: how far that is alive. Written by whoever holds the mailbox. */
@Entity('mailbox_watch')
export class MailboxWatch {
  /** The address without a plus part. */
  @PrimaryColumn({ type: 'text' })
  mailbox!: string;

  /** When it was first looked at: in other folders than the watched one, what came before is left alone. */
  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt!: Date;

  /** When everything there had last been fetched; null: never yet. */
  @Column({ name: 'fetched_at', type: 'timestamptz', nullable: true })
  fetchedAt!: Date | null;

  /** When every folder was last held against what is stored. */
  @Column({ name: 'reconciled_at', type: 'timestamptz', nullable: true })
  reconciledAt!: Date | null;

  /** What went wrong at the last attempt; null: nothing. */
  @Column({ type: 'text', nullable: true })
  trouble!: string | null;
}
