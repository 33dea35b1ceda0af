import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far a folder has been fetched. With another UIDVALIDITY every UID is a new one (RFC 3501, 2.3.1.1). */
@Entity('mailbox_folder')
export class MailboxFolder {
  @PrimaryColumn({ type: 'text' })
  mailbox!: string;

  @PrimaryColumn({ type: 'text' })
  folder!: string;

  @Column({ name: 'uid_validity', type: 'bigint' })
  uidValidity!: string;

  /** Every UID up to this one has an entry, or was gone before it could be fetched. */
  @Column({ name: 'highest_uid', type: 'bigint' })
  highestUid!: string;
}
