import type { OpenAPIObject } from '@nestjs/swagger';

/** Put on an operation by `@WithEtag`; taken out again when the headers are written. */
export const ETAG_EXTENSION = 'x-entity-tag';

const HEADERS = {
  'X-Request-Id': "Names the request in the log: the sender's own, else a new one.",
  RateLimit: 'How many requests are left, and for how many seconds: "default";r=599;t=60.',
  'RateLimit-Policy': 'How many requests a window takes, and its seconds: "default";q=600;w=60.',
  'Retry-After': 'Seconds after which the request can succeed.',
  'WWW-Authenticate': 'How to show who one is.',
  'Content-Language': 'The one language of title, detail and errors: nb, nn or en by Accept-Language.',
  Link: 'The next page, rel="next"; absent on the last one.',
  ETag: 'What If-Match takes.',
  'Idempotency-Replayed': 'true: the answer of the first request with this Idempotency-Key.',
} as const;
type HeaderName = keyof typeof HEADERS;

interface Described {
  headers?: unknown;
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>;
}

/** Describes the headers that the answers of the API carry, once each among the components. */
export function describeHeaders(document: OpenAPIObject): void {
  const components = (document.components ??= {});
  components.headers = Object.fromEntries(
    Object.entries(HEADERS).map(([name, description]) => [name, { description, schema: { type: 'string' as const } }]),
  );
  for (const item of Object.values(document.paths)) {
    for (const operation of [item.get, item.put, item.post, item.patch, item.delete]) {
      if (operation === undefined) continue;
      const hasEtag = takeExtension(operation);
      const isKeyed = (operation.parameters ?? []).some((one) => 'name' in one && one.name === 'Idempotency-Key');
      for (const [status, answer] of Object.entries(operation.responses)) {
        if (answer === undefined) continue;
        const names = headersOf(status, answer as Described, document, { hasEtag, isKeyed });
        const described = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
        (answer as Described).headers = { ...(answer as { headers?: object }).headers, ...described };
      }
    }
  }
}

function headersOf(
  status: string,
  answer: Described,
  document: OpenAPIObject,
  { hasEtag, isKeyed }: { readonly hasEtag: boolean; readonly isKeyed: boolean },
): HeaderName[] {
  const names: HeaderName[] = ['X-Request-Id', 'RateLimit', 'RateLimit-Policy'];
  if (!status.startsWith('2')) {
    names.push('Content-Language');
    if (status === '401') names.push('WWW-Authenticate');
    if (status === '429' || status === '503') names.push('Retry-After');
    return names;
  }
  if (hasEtag) names.push('ETag');
  if (isKeyed) names.push('Idempotency-Replayed');
  if (isPage(answer.content?.['application/json']?.schema, document)) names.push('Link');
  return names;
}

function takeExtension(operation: object): boolean {
  const extended = operation as Record<string, unknown>;
  const isThere = extended[ETAG_EXTENSION] === true;
  delete extended[ETAG_EXTENSION];
  return isThere;
}

function isPage(schema: object | undefined, document: OpenAPIObject): boolean {
  if (schema === undefined) return false;
  const name = '$ref' in schema ? String(schema.$ref).split('/').at(-1) : undefined;
  const named: { properties?: object } | undefined =
    name === undefined ? schema : (document.components?.schemas?.[name] as { properties?: object } | undefined);
  return Object.hasOwn(named?.properties ?? {}, 'nextCursor');
}
