import { resolve } from 'node:path';
import { z } from 'zod';
import type { Fault } from '../errors/index.js';
import { type ImapLocation, parseImapUrl } from './imap-url.js';
import type { OAuthClientConfig } from './outgoing-mail.js';
import { urlVariable } from './url-variable.js';

/** Which mailbox the service reads, and what it believes of it. */
export interface IncomingMailConfig {
  /** Null: no mailbox is read. */
  readonly imap: ImapConfig | null;
  /** How the ministry's server that takes mail from outside names itself in `Received`; null: no hop is trusted. */
  readonly trustedHop: string | null;
}

export interface ImapConfig {
  readonly location: ImapLocation;
  /** The campaign's address whose mail is in the mailbox, lower case. */
  readonly address: string;
  /** Null: the password of the URL. */
  readonly oauth: OAuthClientConfig | null;
  /** PEM of the authorities that are trusted besides the usual ones; an absolute path. */
  readonly caFile: string | null;
  readonly archiveFolder: string;
  readonly reviewFolder: string;
  readonly since: Date | null;
  readonly alarmMinutes: number;
}

const folder = (fallback: string) => z.string().trim().min(1).max(200).default(fallback);

/** The variables of incoming mail, for the schema of the environment. */
export const incomingMailVariables = {
  IMAP_URL: z.string().optional(),
  IMAP_ADDRESS: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[^\s@+]+@[^\s@]+$/, { error: 'must be an address without a plus part, such as akson@hod.dep.no' })
    .optional(),
  IMAP_OAUTH_TOKEN_URL: urlVariable(['https']).optional(),
  IMAP_OAUTH_CLIENT_ID: z.string().optional(),
  IMAP_OAUTH_CLIENT_SECRET: z.string().optional(),
  IMAP_OAUTH_SCOPE: z.string().optional(),
  IMAP_CA_FILE: z.string().optional(),
  IMAP_ARCHIVE_FOLDER: folder('Archive'),
  IMAP_REVIEW_FOLDER: folder('Review'),
  IMAP_SINCE: z.iso
    .datetime({ offset: true, error: 'must be an instant such as 2020-04-24T00:00:00+02:00' })
    .transform((text) => new Date(text))
    .optional(),
  IMAP_ALARM_MINUTES: z.coerce.number().int().min(3).max(1440).default(10),
  TRUSTED_HOP: z
    .string()
    .trim()
    .regex(/^[a-z0-9.-]+$/i, { error: 'must be the name of a host, as it stands behind `by` in Received' })
    .optional(),
};

type Variables = z.output<z.ZodObject<typeof incomingMailVariables>>;

/** What the variables say together; faults are added. None repeats the URL, which holds a password. */
export function readIncomingMail(values: Variables, faults: Fault[]): IncomingMailConfig {
  const trustedHop = values.TRUSTED_HOP ?? null;
  if (values.IMAP_URL === undefined) return { imap: null, trustedHop };
  const location = parseImapUrl(values.IMAP_URL);
  if (location === undefined) {
    faults.push({
      where: 'IMAP_URL',
      message:
        'must be imaps://USER:PASSWORD@HOST/FOLDER (imap:// for STARTTLS), with special characters percent-encoded',
    });
    return { imap: null, trustedHop };
  }
  const oauth = oauthOf(values, faults);
  if (oauth === null && location.password === null) {
    faults.push({ where: 'IMAP_URL', message: 'must name a password, unless IMAP_OAUTH_TOKEN_URL is set' });
  }
  if (oauth !== null && location.password !== null) {
    faults.push({
      where: 'IMAP_URL',
      message: 'must name the user without a password when IMAP_OAUTH_TOKEN_URL is set',
    });
  }
  const address = values.IMAP_ADDRESS ?? location.user.toLowerCase();
  if (!address.includes('@')) {
    faults.push({ where: 'IMAP_ADDRESS', message: 'must be set when the user of IMAP_URL is not the address itself' });
  }
  const imap: ImapConfig = {
    location,
    address,
    oauth,
    caFile: values.IMAP_CA_FILE === undefined ? null : resolve(values.IMAP_CA_FILE),
    archiveFolder: values.IMAP_ARCHIVE_FOLDER,
    reviewFolder: values.IMAP_REVIEW_FOLDER,
    since: values.IMAP_SINCE ?? null,
    alarmMinutes: values.IMAP_ALARM_MINUTES,
  };
  return { imap, trustedHop };
}

function oauthOf(values: Variables, faults: Fault[]): OAuthClientConfig | null {
  const {
    IMAP_OAUTH_TOKEN_URL: tokenUrl,
    IMAP_OAUTH_CLIENT_ID: clientId,
    IMAP_OAUTH_CLIENT_SECRET: clientSecret,
  } = values;
  const given = {
    IMAP_OAUTH_TOKEN_URL: tokenUrl,
    IMAP_OAUTH_CLIENT_ID: clientId,
    IMAP_OAUTH_CLIENT_SECRET: clientSecret,
  };
  if (tokenUrl !== undefined && clientId !== undefined && clientSecret !== undefined) {
    return { tokenUrl, clientId, clientSecret, scope: values.IMAP_OAUTH_SCOPE ?? null };
  }
  if (Object.values(given).some((value) => value !== undefined)) {
    for (const [where, value] of Object.entries(given)) {
      if (value === undefined) faults.push({ where, message: 'must be set for a log-in by OAuth 2' });
    }
  }
  return null;
}
