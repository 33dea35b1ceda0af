import type { ImapServer } from '../platform/imap/index.js';

/** A mailbox that the service reads over IMAP. */
export interface ImapMailbox {
  readonly server: ImapServer;
  /** The campaign's address whose mail is in it, lower case, without a plus part. */
  readonly address: string;
  /** Where mail comes in. */
  readonly folder: string;
  /** Where messages are moved when they are dealt with, and when a person has to look, if the mailbox has such folders. */
  readonly archiveFolder: string;
  readonly reviewFolder: string;
  /** What was put into the mailbox before is left alone; null: everything in the watched folder is taken. */
  readonly since: Date | null;
  /** Between two looks, however quiet the server is. */
  readonly pollMs: number;
}

export interface MailboxOptions {
  /** Null: no mailbox is read. */
  readonly imap: ImapMailbox | null;
  /** How the ministry's server that takes mail from outside names itself in `Received`; null: no hop is trusted. */
  readonly trustedHop: string | null;
  readonly maxMessageBytes: number;
  /** Nothing fetched for so long is an alarm. */
  readonly alarmAfterMs: number;
  /** Reads the mailbox all the time. False: only when told to (replay, tests, a process that only serves). */
  readonly watches: boolean;
}

export const MAILBOX_OPTIONS = Symbol('MAILBOX_OPTIONS');
