import { resolve } from 'node:path';
import { z } from 'zod';
import type { Fault } from '../errors/index.js';
import { isLoopbackHost } from './loopback-host.js';
import { urlVariable } from './url-variable.js';

/** How letters leave the service. */
export interface OutgoingMailConfig {
  /** `capture`: nothing leaves. `live`: letters go to the relay. */
  readonly mode: 'capture' | 'live';
  /** In live mode only these get letters: addresses and `@domain`, in lower case. Null: everybody. */
  readonly allow: readonly string[] | null;
  readonly relay: RelayConfig | null;
  readonly dkim: { readonly domain: string; readonly selector: string; readonly keyFile: string } | null;
}

export interface RelayConfig {
  readonly host: string;
  readonly port: number;
  /** From the first byte, by STARTTLS (RFC 3207), or none, which is for loopback only. */
  readonly tls: 'implicit' | 'starttls' | 'none';
  /** PEM of the authorities that are trusted besides the usual ones. */
  readonly caFile: string | null;
  readonly connections: number;
  readonly login: RelayLogin | null;
}

export type RelayLogin =
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  | { readonly kind: 'oauth'; readonly user: string; readonly client: OAuthClientConfig };

/** Client credentials (RFC 6749, 4.4). */
export interface OAuthClientConfig {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string | null;
}

export const outgoingMailVariables = {
  MAIL_MODE: z.enum(['capture', 'live']).default('capture'),
  MAIL_ALLOW: z.string().optional(),
  SMTP_URL: urlVariable(['smtp', 'smtps']).optional(),
  SMTP_TLS: z.enum(['required', 'off']).optional(),
  SMTP_CA_FILE: z.string().optional(),
  SMTP_CONNECTIONS: z.coerce.number().int().min(1).max(50).default(3),
  SMTP_OAUTH_TOKEN_URL: urlVariable(['https', 'http']).optional(),
  SMTP_OAUTH_CLIENT_ID: z.string().optional(),
  SMTP_OAUTH_CLIENT_SECRET: z.string().optional(),
  SMTP_OAUTH_SCOPE: z.string().optional(),
  DKIM_DOMAIN: z
    .string()
    .regex(/^[A-Za-z0-9.-]{1,253}$/, { error: 'must be a domain' })
    .optional(),
  DKIM_SELECTOR: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,63}$/, { error: 'must be a DKIM selector, such as tilslutning1' })
    .optional(),
  DKIM_KEY_FILE: z.string().optional(),
};

const variables = z.object(outgoingMailVariables);
type Variables = z.output<typeof variables>;
type Complain = (where: keyof Variables, message: string) => void;

/** Reads what the variables say together; what contradicts itself is added to `faults`. No secret is in a fault. */
export function readOutgoingMail(values: Variables, faults: Fault[]): OutgoingMailConfig {
  const complain: Complain = (where, message) => faults.push({ where, message });
  const relay = values.SMTP_URL === undefined ? null : readRelay(values.SMTP_URL, values, complain);
  if (values.MAIL_MODE === 'live' && values.SMTP_URL === undefined) {
    complain('SMTP_URL', 'must be set when MAIL_MODE is live: letters need a mail server to go to');
  }
  const allow = values.MAIL_ALLOW === undefined ? null : readAllowed(values.MAIL_ALLOW, complain);
  return { mode: values.MAIL_MODE, allow, relay, dkim: readDkim(values, complain) };
}

const SHAPE = 'must be smtp://user:password@host:port or smtps://…, with nothing behind the port';

function readRelay(address: string, values: Variables, complain: Complain): RelayConfig | null {
  const url = new URL(address);
  const host = decoded(url.hostname)?.replace(/^\[|\]$/g, '') ?? '';
  const user = decoded(url.username);
  const password = decoded(url.password);
  if (
    host === '' ||
    user === null ||
    password === null ||
    !/^\/?$/.test(url.pathname) ||
    url.search + url.hash !== ''
  ) {
    complain('SMTP_URL', `${SHAPE}; characters such as @ and / in a password are written as %40 and %2F`);
    return null;
  }
  const implicit = url.protocol === 'smtps:';
  const local = isLoopbackHost(host);
  if (values.SMTP_TLS === 'off' && (implicit || !local)) {
    complain(
      'SMTP_TLS',
      implicit ? 'off contradicts smtps://' : 'off is for a server on this machine: mail leaves it over TLS only',
    );
  }
  const encrypted = values.SMTP_TLS === 'required' || (values.SMTP_TLS === undefined && !local);
  return {
    host,
    port: url.port === '' ? (implicit ? 465 : 587) : Number(url.port),
    tls: implicit ? 'implicit' : encrypted ? 'starttls' : 'none',
    caFile: values.SMTP_CA_FILE === undefined ? null : resolve(values.SMTP_CA_FILE),
    connections: values.SMTP_CONNECTIONS,
    login: readLogin(user, password, values, complain),
  };
}

function readLogin(user: string, password: string, values: Variables, complain: Complain): RelayLogin | null {
  const {
    SMTP_OAUTH_TOKEN_URL: tokenUrl,
    SMTP_OAUTH_CLIENT_ID: clientId,
    SMTP_OAUTH_CLIENT_SECRET: clientSecret,
  } = values;
  if (tokenUrl === undefined && clientId === undefined && clientSecret === undefined) {
    if (user === '' && password === '') return null;
    if (user === '' || password === '') complain('SMTP_URL', 'must name both a user and a password, or neither');
    return { kind: 'password', user, password };
  }
  if (user === '' || password !== '') {
    complain('SMTP_URL', 'must name the user, without a password, when the log-in is by OAuth: smtp://user@host');
  }
  if (tokenUrl === undefined) complain('SMTP_OAUTH_TOKEN_URL', 'must be set for a log-in by OAuth');
  if (clientId === undefined) complain('SMTP_OAUTH_CLIENT_ID', 'must be set for a log-in by OAuth');
  if (clientSecret === undefined) complain('SMTP_OAUTH_CLIENT_SECRET', 'must be set for a log-in by OAuth');
  if (tokenUrl === undefined || clientId === undefined || clientSecret === undefined) return null;
  if (tokenUrl.startsWith('http:') && !isLoopbackHost(new URL(tokenUrl).hostname)) {
    complain('SMTP_OAUTH_TOKEN_URL', 'must be https: the client secret is sent there');
  }
  return { kind: 'oauth', user, client: { tokenUrl, clientId, clientSecret, scope: values.SMTP_OAUTH_SCOPE ?? null } };
}

function readAllowed(list: string, complain: Complain): string[] {
  const entries = list
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '');
  if (entries.length === 0) complain('MAIL_ALLOW', 'names nobody; leave it out to let letters go to everybody');
  for (const entry of entries) {
    if (!/^([^\s@]{1,64}@|@)?[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(entry)) {
      complain(
        'MAIL_ALLOW',
        `must hold addresses and domains, separated by commas; ${JSON.stringify(entry)} is neither`,
      );
    }
  }
  return entries.map((entry) => (entry.includes('@') ? entry : `@${entry}`));
}

function readDkim(values: Variables, complain: Complain): OutgoingMailConfig['dkim'] {
  const { DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_KEY_FILE: keyFile } = values;
  if (domain === undefined && selector === undefined && keyFile === undefined) return null;
  if (domain === undefined) complain('DKIM_DOMAIN', 'must be set for letters to be signed');
  if (selector === undefined) complain('DKIM_SELECTOR', 'must be set for letters to be signed');
  if (keyFile === undefined) complain('DKIM_KEY_FILE', 'must be set for letters to be signed');
  if (domain === undefined || selector === undefined || keyFile === undefined) return null;
  return { domain: domain.toLowerCase(), selector, keyFile: resolve(keyFile) };
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
