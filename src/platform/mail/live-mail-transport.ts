import { rootCertificates } from 'node:tls';
import { callbackify } from 'node:util';
import type { Clock } from '../clock/index.js';
import { isLoopbackHost, type RelayLogin } from '../config/index.js';
import { ClientCredentials } from './client-credentials.js';
import { type Accepted, MailTransport, type OutgoingMail } from './mail-transport.js';
import { SmtpPool } from './smtp-pool.js';

/** The ministry's mail server, and how it is spoken to. */
export interface LiveRelay {
  /** Said once more, so that nothing but live mode can make one. */
  readonly mode: 'live';
  readonly host: string;
  readonly port: number;
  readonly tls: 'implicit' | 'starttls' | 'none';
  /** PEM, trusted besides the usual authorities. */
  readonly authorities: string | null;
  readonly connections: number;
  readonly login: RelayLogin | null;
  /** Signs every letter (RFC 6376); `privateKey` is PEM. */
  readonly dkim: { readonly domain: string; readonly selector: string; readonly privateKey: string } | null;
}

/** RFC 5321, 4.5.3.2.6: after the final dot a server may think for ten minutes, and whoever gives up sooner sends twice. */
const DATA_TIMEOUT_MS = 600_000;

/**
 * Mail to a real server, through a pool of connections. Outside loopback it goes over TLS, to a server that proves its
 * name, or not at all. A connection that breaks after the final dot leaves open whether the server has the letter: the
 * letter is sent again under the same Message-ID.
 */
export class LiveMailTransport extends MailTransport {
  readonly #pool: SmtpPool;

  constructor(relay: LiveRelay, clock: Clock) {
    super();
    if (relay.mode !== 'live') throw new Error('Mail may only leave the machine in live mode (MAIL_MODE=live).');
    if (relay.tls === 'none' && !isLoopbackHost(relay.host)) {
      throw new Error(`Mail to ${relay.host}:${relay.port} would not be encrypted: TLS may only be off on loopback.`);
    }
    this.#pool = new SmtpPool({
      asksForNotices: true,
      host: relay.host,
      port: relay.port,
      secure: relay.tls === 'implicit',
      requireTLS: relay.tls === 'starttls',
      ignoreTLS: relay.tls === 'none',
      tls: {
        minVersion: 'TLSv1.2',
        ...(relay.authorities === null ? {} : { ca: [...rootCertificates, relay.authorities] }),
      },
      ...authentication(relay.login, clock),
      ...(relay.dkim === null ? {} : { dkim: signing(relay.dkim) }),
      maxConnections: relay.connections,
      maxMessages: 100,
      // The letter's own row says when it is tried again, and that it was.
      maxRequeues: 0,
      connectionTimeout: 30_000,
      greetingTimeout: 30_000,
      socketTimeout: DATA_TIMEOUT_MS,
    });
  }

  async send(mail: OutgoingMail): Promise<Accepted> {
    return await this.#pool.send(mail);
  }

  async close(): Promise<void> {
    this.#pool.close();
  }
}

type TokenCallback = (error: Error | null, token: string) => void;

function authentication(login: RelayLogin | null, clock: Clock): object {
  if (login === null) return {};
  if (login.kind === 'password') return { auth: { user: login.user, pass: login.password } };
  const credentials = new ClientCredentials(login.client, clock);
  const fetchToken = callbackify((renew: boolean) => credentials.token(renew));
  const provisionCallback = (_user: string, renew: boolean, done: TokenCallback): void => fetchToken(renew, done);
  return { auth: { type: 'OAuth2', user: login.user, provisionCallback } };
}

function signing(dkim: NonNullable<LiveRelay['dkim']>): object {
  return { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey };
}
