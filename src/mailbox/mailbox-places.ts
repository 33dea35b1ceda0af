import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { backOffSeconds, describeError } from '../platform/jobs/index.js';

/** A folder in a state in which its UIDs mean something. */
export interface Place {
  readonly mailbox: string;
  readonly folder: string;
  readonly uidValidity: bigint;
}

export interface UnfiledEntry {
  readonly uid: number;
  readonly inboundMessageId: string;
  readonly state: 'PROCESSED' | 'NEEDS_REVIEW';
  readonly openTask: boolean;
}

const keyOf = ({ mailbox, folder, uidValidity }: Place): [string, string, string] => [
  mailbox,
  folder,
  String(uidValidity),
];

/** What is remembered of a mailbox: how far each folder is fetched, and what lies where. */
@Injectable()
export class MailboxPlaces {
  constructor(private readonly dataSource: DataSource) {}

  /** The highest UID that is dealt with; null: the folder is new, or its UIDs mean something else now. */
  async highestUid(place: Place): Promise<number | null> {
    const rows: { uid: string }[] = await this.dataSource.query(
      `SELECT highest_uid AS uid FROM mailbox_folder WHERE mailbox = $1 AND folder = $2 AND uid_validity = $3`,
      keyOf(place),
    );
    return rows[0] === undefined ? null : Number(rows[0].uid);
  }

  /** Never goes back, unless the UIDs mean something else. */
  async advance(place: Place, uid: number): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO mailbox_folder (mailbox, folder, uid_validity, highest_uid) VALUES ($1, $2, $3, $4)
       ON CONFLICT (mailbox, folder) DO UPDATE SET uid_validity = excluded.uid_validity,
         highest_uid = CASE WHEN mailbox_folder.uid_validity = excluded.uid_validity
           THEN greatest(mailbox_folder.highest_uid, excluded.highest_uid) ELSE excluded.highest_uid END`,
      [...keyOf(place), uid],
    );
  }

  /** UIDs that lead to a stored message, or whose next attempt is still to come. */
  async settledUids(place: Place, now: Date): Promise<Set<number>> {
    const rows: { uid: string }[] = await this.dataSource.query(
      `SELECT uid FROM mailbox_entry WHERE mailbox = $1 AND folder = $2 AND uid_validity = $3
         AND (inbound_message_id IS NOT NULL OR due_at > $4)`,
      [...keyOf(place), now.toISOString()],
    );
    return new Set(rows.map(({ uid }) => Number(uid)));
  }

  /** UIDs whose message could not be stored, and may now be tried again. */
  async uidsToRetry(place: Place, now: Date): Promise<number[]> {
    const rows: { uid: string }[] = await this.dataSource.query(
      `SELECT uid FROM mailbox_entry WHERE mailbox = $1 AND folder = $2 AND uid_validity = $3
         AND inbound_message_id IS NULL AND due_at <= $4 ORDER BY uid LIMIT 500`,
      [...keyOf(place), now.toISOString()],
    );
    return rows.map(({ uid }) => Number(uid));
  }

  /** UIDs whose message could not be had so often, or more often. */
  async uidsPutOff(place: Place, attempts: number): Promise<Set<number>> {
    const rows: { uid: string }[] = await this.dataSource.query(
      `SELECT uid FROM mailbox_entry WHERE mailbox = $1 AND folder = $2 AND uid_validity = $3
         AND inbound_message_id IS NULL AND attempts >= $4`,
      [...keyOf(place), attempts],
    );
    return new Set(rows.map(({ uid }) => Number(uid)));
  }

  /** Written in the transaction that stores the message. */
  async link(manager: EntityManager, place: Place, uid: number, inboundMessageId: string, now: Date): Promise<void> {
    await manager.query(
      `INSERT INTO mailbox_entry (mailbox, folder, uid_validity, uid, seen_at, inbound_message_id)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (mailbox, folder, uid_validity, uid) DO UPDATE
         SET inbound_message_id = excluded.inbound_message_id, due_at = NULL, last_error = NULL`,
      [...keyOf(place), uid, now.toISOString(), inboundMessageId],
    );
  }

  /** Notes a failed attempt and when to try again. Returns how many there were. */
  async fail(place: Place, uid: number, error: unknown, now: Date): Promise<number> {
    const rows: { attempts: number }[] = await this.dataSource.query(
      `INSERT INTO mailbox_entry (mailbox, folder, uid_validity, uid, seen_at, attempts, due_at, last_error)
       VALUES ($1, $2, $3, $4, $5, 1, $5, $6)
       ON CONFLICT (mailbox, folder, uid_validity, uid) DO UPDATE
         SET attempts = mailbox_entry.attempts + 1, last_error = excluded.last_error
       RETURNING attempts`,
      [...keyOf(place), uid, now.toISOString(), describeError(error)],
    );
    const attempts = rows[0]?.attempts ?? 1;
    const dueAt = new Date(now.getTime() + backOffSeconds(attempts) * 1000);
    await this.dataSource.query(
      `UPDATE mailbox_entry SET due_at = $5 WHERE mailbox = $1 AND folder = $2 AND uid_validity = $3 AND uid = $4`,
      [...keyOf(place), uid, dueAt.toISOString()],
    );
    return attempts;
  }

  /** The message is no longer there; if somebody moved it, it is found where it is now. */
  async forget(place: Place, uids: readonly number[]): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM mailbox_entry WHERE mailbox = $1 AND folder = $2 AND uid_validity = $3 AND uid = ANY($4::bigint[])
         AND inbound_message_id IS NULL`,
      [...keyOf(place), uids],
    );
  }

  /** Messages that are classified and still lie where they came in. */
  async unfiled(place: Place, limit: number): Promise<UnfiledEntry[]> {
    const rows: (Omit<UnfiledEntry, 'uid'> & { uid: string })[] = await this.dataSource.query(
      `SELECT entry.uid, entry.inbound_message_id AS "inboundMessageId", message.state,
         EXISTS (SELECT 1 FROM task WHERE task.inbound_message_id = message.id AND task.closed_at IS NULL) AS "openTask"
       FROM mailbox_entry AS entry JOIN inbound_message AS message ON message.id = entry.inbound_message_id
       WHERE entry.mailbox = $1 AND entry.folder = $2 AND entry.uid_validity = $3 AND entry.filed_at IS NULL
         AND message.state <> 'RECEIVED'
       ORDER BY entry.uid LIMIT $4`,
      [...keyOf(place), limit],
    );
    return rows.map((row) => ({ ...row, uid: Number(row.uid) }));
  }

  /** How many messages lie there that are not classified yet. */
  async awaited(place: Place): Promise<number> {
    const rows: { count: number }[] = await this.dataSource.query(
      `SELECT count(*)::integer AS count
       FROM mailbox_entry AS entry JOIN inbound_message AS message ON message.id = entry.inbound_message_id
       WHERE entry.mailbox = $1 AND entry.folder = $2 AND entry.uid_validity = $3 AND entry.filed_at IS NULL
         AND message.state = 'RECEIVED'`,
      keyOf(place),
    );
    return rows[0]?.count ?? 0;
  }

  /** These lie where they stay: they were moved from here, or the mailbox has no folder for them. */
  async filed(place: Place, uids: readonly number[], now: Date): Promise<void> {
    await this.dataSource.query(
      `UPDATE mailbox_entry SET filed_at = $5
       WHERE mailbox = $1 AND folder = $2 AND uid_validity = $3 AND uid = ANY($4::bigint[])`,
      [...keyOf(place), uids, now.toISOString()],
    );
  }

  /** Where moved messages are now, so that they are not fetched from there again. */
  async arrived(
    place: Place,
    entries: readonly { readonly uid: number; readonly inboundMessageId: string }[],
    now: Date,
  ): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO mailbox_entry (mailbox, folder, uid_validity, uid, seen_at, filed_at, inbound_message_id)
       SELECT $1, $2, $3, uid, $5, $5, message FROM unnest($4::bigint[], $6::uuid[]) AS moved (uid, message)
       ON CONFLICT DO NOTHING`,
      [
        ...keyOf(place),
        entries.map(({ uid }) => uid),
        now.toISOString(),
        entries.map(({ inboundMessageId }) => inboundMessageId),
      ],
    );
  }
}
