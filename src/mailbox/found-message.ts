export const MAIL_SOURCES = ['SMTP_SINK', 'REST', 'IMAP', 'FILE', 'PORTAL'] as const;
export type MailSource = (typeof MAIL_SOURCES)[number];

/**
 * The one form in which every source hands over a message: its bytes as they came, where it was found, and when the
 * ministry's own server took it. What is in it is nobody's business before it is stored.
 */
export interface FoundMessage {
  readonly source: MailSource;
  /** A URL of the message in its mailbox (RFC 5092), or a file's name. Default: the source knows no place. */
  readonly foundAt?: string;
  readonly raw: Buffer;
  /** The length of the whole message where `raw` is only its header, because it is too large. Default: `raw` is whole. */
  readonly wholeLength?: number | null;
  /** With its plus part. */
  readonly deliveredTo: string;
  /** Empty for bounces. */
  readonly envelopeFrom: string;
  /** When the ministry's own server took it, by a source that is trusted to know. */
  readonly arrivedAt: Date;
  /** What the sender of the request said of it, trusted or not; for the audit log. Default: nothing. */
  readonly claimedAt?: Date | null;
  readonly actor: string;
}
