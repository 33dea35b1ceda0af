/** What a pair of mail servers is to hold and to answer. Addresses are lower case. */
export interface MailServersOptions {
  /** A folder that is empty or not there. It is made the servers' own, and other accounts of the machine may enter it. */
  readonly folder: string;
  /** The mailboxes. A plus part goes to the same mailbox. Recipients of these domains that are not listed bounce. */
  readonly accounts: readonly string[];
  /** Domains of which every address has a mailbox of its own. */
  readonly wholeDomains?: readonly string[];
  /** Addresses in `wholeDomains` that bounce all the same: taken by SMTP, refused by the mailbox server. */
  readonly unknown?: readonly string[];
  /** Answers to RCPT TO, such as `550 5.2.1 Mailbox disabled` or `450 4.2.2 Mailbox full`, by address or domain. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Folders beside INBOX that every mailbox begins with. Default: Archive and Review. */
  readonly folders?: readonly string[];
  /** Default 60 MB. */
  readonly maxMessageBytes?: number;
  /** PEM. Present: STARTTLS and a port for submission with password on the SMTP side, IMAP over TLS beside the plain one. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /**
   * Where access tokens are asked about (RFC 7662), on loopback: an answer with `active` and `username` logs in. Present:
   * IMAP takes XOAUTH2 and OAUTHBEARER beside the password.
   */
  readonly introspectionUrl?: string;
}

/** The password of every account: these servers are for tests and demonstrations on loopback. */
export const MAIL_PASSWORD = 'secret';

/** The name that the SMTP server gives itself, in its greeting and in `Received`. */
export const MAIL_HOST_NAME = 'mx.tilslutning.test';

/** Ports on 127.0.0.1. They stay the same when a server is stopped and started. */
export interface MailServerPorts {
  readonly smtp: number;
  /** STARTTLS and password needed. Answers only with `tls`. */
  readonly submission: number;
  readonly imap: number;
  /** Answers only with `tls`. */
  readonly imaps: number;
}

/** The domains that mail is taken for; any other is refused, so that nothing leaves the machine. */
export function domainsOf(options: MailServersOptions): string[] {
  const ofAccounts = options.accounts.map((address) => address.slice(address.lastIndexOf('@') + 1));
  return [...new Set([...ofAccounts, ...(options.wholeDomains ?? [])])];
}
