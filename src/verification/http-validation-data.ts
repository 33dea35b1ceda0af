import { request as httpRequest } from 'node:http';
import type { RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { ValidationDataSource } from './validation-data-source.js';
import type { FetchedData } from './validation-data-source.js';
import { isForbiddenLiteral, isPublicAddress, publicLookup } from '../platform/public-addresses/index.js';
import { sortTrustMaterial } from '../pades/index.js';
import type { WantedData } from '../pades/index.js';

export interface FetchLimits {
  readonly bytes: number;
  /** For all requests of one file together. */
  readonly timeoutMs: number;
  readonly requests: number;
}

export const FETCH_LIMITS: FetchLimits = { bytes: 10 * 1024 * 1024, timeoutMs: 8_000, requests: 8 };

/**
 * Fetches over HTTP(S) with limits of size, time and number, from public addresses only: the addresses stand in files
 * that anybody may send. The address is judged when it is connected to, so that a name cannot change in between;
 * redirects are not followed.
 */
export class HttpValidationData extends ValidationDataSource {
  constructor(
    private readonly limits: FetchLimits = FETCH_LIMITS,
    private readonly mayConnect: (address: string) => boolean = isPublicAddress,
  ) {
    super();
  }

  override async fetch(wanted: readonly WantedData[]): Promise<FetchedData> {
    const signal = AbortSignal.timeout(this.limits.timeoutMs);
    const chosen = wanted.slice(0, this.limits.requests);
    const answers = await Promise.allSettled(chosen.map((item) => this.#get(item, signal)));
    const got = answers.flatMap((answer, index) =>
      answer.status === 'fulfilled' ? [{ kind: chosen[index]!.kind, body: answer.value }] : [],
    );
    const of = (kind: WantedData['kind']): Uint8Array[] =>
      got.filter((item) => item.kind === kind).map(({ body }) => body);
    return { certificates: of('certificate').flatMap(certificatesIn), crls: of('crl'), ocsps: of('ocsp') };
  }

  #get({ url, request }: WantedData, signal: AbortSignal): Promise<Uint8Array> {
    const target = new URL(url);
    if (isForbiddenLiteral(target, this.mayConnect)) return Promise.reject(new Error('The address is not public.'));
    const body = request === null ? null : Buffer.from(request, 'base64');
    const options: RequestOptions = {
      method: body ? 'POST' : 'GET',
      lookup: publicLookup(this.mayConnect),
      signal,
      headers: body ? { 'content-type': 'application/ocsp-request', 'content-length': body.length } : {},
    };
    return new Promise((resolve, reject) => {
      const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
      const sent = send(target, options, (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size <= this.limits.bytes) {
            chunks.push(chunk);
            return;
          }
          reject(new Error(`The answer is larger than ${this.limits.bytes} bytes.`));
          response.destroy();
        });
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode === 200) resolve(new Uint8Array(Buffer.concat(chunks)));
          else reject(new Error(`The server answered ${response.statusCode}.`));
        });
      });
      sent.on('error', reject);
      sent.end(body ?? undefined);
    });
  }
}

const PEM = /-----BEGIN (?:CERTIFICATE|PKCS7)-----([\s\S]+?)-----END/g;

/** RFC 5280, 4.2.2.1: one certificate or a bundle in DER; many servers give PEM. */
function certificatesIn(body: Uint8Array): readonly Uint8Array[] {
  const text = (): string => Buffer.from(body).toString('latin1');
  const ders = body[0] === 0x30 ? [body] : [...text().matchAll(PEM)].map((block) => Buffer.from(block[1]!, 'base64'));
  return sortTrustMaterial(ders).certificates;
}
