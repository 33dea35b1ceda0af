import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import {
  AddressNotPublic,
  isForbiddenLiteral,
  isPublicAddress,
  publicLookup,
} from '../platform/public-addresses/index.js';

export interface WebhookTargets {
  /** Judges each address as it is connected to. */
  readonly mayConnect: (address: string) => boolean;
  /** For tests on one machine: plain HTTP, which anybody on the way could read and change. */
  readonly allowsHttp: boolean;
  /** For name look-up, connection, sending and answer together. */
  readonly timeoutMs: number;
}

export const PUBLIC_TARGETS: WebhookTargets = {
  mayConnect: isPublicAddress,
  allowsHttp: false,
  timeoutMs: 10_000,
};

/** So much of an answer is read, for politeness, and forgotten (bytes). */
const MOST_ANSWER_BYTES = 64 * 1024;

export type SendingOutcome =
  | { readonly code: 'DELIVERED' | 'REDIRECTED' | 'REFUSED' | 'GONE'; readonly status: number }
  | {
      readonly code: 'URL_NOT_ALLOWED' | 'ADDRESS_NOT_PUBLIC' | 'TIMED_OUT' | 'CONNECTION_FAILED';
      readonly status: null;
    };

/**
 * Posts to addresses that operators enter: to public ones only, judged when connected to; redirects are not followed,
 * nothing of an answer but its status is used, and no connection is kept.
 */
export class WebhookSender {
  constructor(private readonly targets: WebhookTargets = PUBLIC_TARGETS) {}

  /** Why an address may not be entered at all; null if it may. Names are judged when they are connected to. */
  whyNot(url: URL): string | null {
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && this.targets.allowsHttp))
      return 'must begin with https://';
    if (url.username !== '' || url.password !== '') return 'must not hold a user name or password';
    if (url.hash !== '') return 'must not hold a fragment (#)';
    if (isForbiddenLiteral(url, this.targets.mayConnect)) return 'is not on the public internet';
    return null;
  }

  /** Never throws: whatever goes wrong at the other end is an outcome. */
  async post(address: string, headers: Readonly<Record<string, string>>, body: string): Promise<SendingOutcome> {
    const url = new URL(address);
    // Asked again, because the rules may have changed since the address was entered.
    if (this.whyNot(url) !== null) return { code: 'URL_NOT_ALLOWED', status: null };
    const bytes = Buffer.from(body);
    const signal = AbortSignal.timeout(this.targets.timeoutMs);
    try {
      const status = await statusOf(url, bytes, {
        method: 'POST',
        agent: false,
        lookup: publicLookup(this.targets.mayConnect),
        signal,
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': bytes.length,
          'user-agent': 'Tilslutning-Webhooks/1',
        },
      });
      return { code: codeOf(status), status };
    } catch (error) {
      if (error instanceof AddressNotPublic) return { code: 'ADDRESS_NOT_PUBLIC', status: null };
      return { code: signal.aborted ? 'TIMED_OUT' : 'CONNECTION_FAILED', status: null };
    }
  }
}

function codeOf(status: number): 'DELIVERED' | 'REDIRECTED' | 'REFUSED' | 'GONE' {
  if (status >= 200 && status < 300) return 'DELIVERED';
  if (status >= 300 && status < 400) return 'REDIRECTED';
  return status === 410 ? 'GONE' : 'REFUSED';
}

async function statusOf(url: URL, body: Buffer, options: RequestOptions): Promise<number> {
  return await new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const sent = send(url, options, (response: IncomingMessage) => {
      let size = 0;
      const done = (): void => resolve(response.statusCode ?? 0);
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= MOST_ANSWER_BYTES) return;
        done();
        response.destroy();
      });
      response.on('end', done);
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
