import { z } from 'zod';
import type { TestApp } from './app.js';

export type ApiKeyName = keyof TestApp['keys'];

export interface ApiCall {
  /** Default: reader. `null`: without a key. */
  readonly key?: ApiKeyName | null;
  readonly json?: unknown;
  readonly raw?: { readonly mediaType: string; readonly bytes: Uint8Array | string };
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, or undefined. */
  readonly body: unknown;
  readonly bytes: Buffer;
}

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema: object }>> }>>;
}

interface ApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

/**
 * A client that holds every answer against the service's own OpenAPI document: path, status, media type and body,
 * which may hold nothing that is not described. It remembers which operations have succeeded.
 */
export class ApiClient {
  readonly document: ApiDocument;
  readonly succeeded = new Set<string>();
  readonly #app: TestApp;
  readonly #schemas = new Map<string, z.ZodType>();

  private constructor(app: TestApp, document: ApiDocument) {
    this.#app = app;
    this.document = document;
  }

  static async connect(app: TestApp): Promise<ApiClient> {
    const answer = await fetch(`${app.url}/api/docs-json`);
    return new ApiClient(app, (await answer.json()) as ApiDocument);
  }

  /** All operations of the document: `GET /api/v1/campaigns/{slug}`. */
  operations(): string[] {
    return Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
  }

  get(path: string, call: ApiCall = {}): Promise<ApiAnswer> {
    return this.call('GET', path, call);
  }

  post(path: string, call: ApiCall = {}): Promise<ApiAnswer> {
    return this.call('POST', path, call);
  }

  async call(method: string, path: string, { key = 'reader', json, raw, headers }: ApiCall = {}): Promise<ApiAnswer> {
    const operation = this.#operationOf(method, path.split('?', 1)[0]!);
    const mediaType = raw?.mediaType ?? (json === undefined ? undefined : 'application/json');
    const response = await fetch(`${this.#app.url}${path}`, {
      method,
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${this.#app.keys[key]}` }),
        ...(mediaType === undefined ? {} : { 'content-type': mediaType }),
        ...headers,
      },
      ...(raw === undefined && json === undefined
        ? {}
        : { body: raw === undefined ? JSON.stringify(json) : raw.bytes }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const answered = (response.headers.get('content-type') ?? '').split(';', 1)[0]!;
    const body: unknown = /\bjson$/.test(answered) ? JSON.parse(bytes.toString('utf8')) : undefined;
    this.#check(`${method} ${operation}`, response.status, answered, body, bytes);
    if (response.ok) this.succeeded.add(`${method} ${operation}`);
    return { status: response.status, headers: response.headers, body, bytes };
  }

  #operationOf(method: string, path: string): string {
    const matching = Object.entries(this.document.paths)
      .filter(([template, methods]) => method.toLowerCase() in methods && matches(template, path))
      // A literal step wins over a parameter.
      .toSorted(([one], [other]) => one.split('{').length - other.split('{').length);
    const found = matching[0]?.[0];
    if (found === undefined) throw new Error(`The document has no ${method} ${path}.`);
    return found;
  }

  #check(operation: string, status: number, mediaType: string, body: unknown, bytes: Buffer): void {
    if (status === 304) return;
    const [method, path] = operation.split(' ') as [string, string];
    const described = this.document.paths[path]![method.toLowerCase()]!.responses[String(status)];
    if (described === undefined) {
      throw new Error(`${operation} answered ${status}, which it does not document: ${bytes.toString('utf8', 0, 500)}`);
    }
    if (described.content === undefined) {
      if (bytes.length > 0) throw new Error(`${operation} ${status} documents no body, but has one.`);
      return;
    }
    const content = described.content[mediaType];
    if (content === undefined)
      throw new Error(`${operation} ${status} answered ${mediaType}, which is not documented.`);
    if (body === undefined) return;
    const result = this.#schema(`${operation} ${status} ${mediaType}`, content.schema).safeParse(body);
    if (!result.success) {
      throw new Error(`${operation} ${status} does not fit its schema: ${z.prettifyError(result.error)}`);
    }
  }

  #schema(name: string, schema: object): z.ZodType {
    let known = this.#schemas.get(name);
    if (known === undefined) {
      const whole = { ...schema, $defs: this.document.components.schemas };
      known = z.fromJSONSchema(asStrictJsonSchema(whole) as Parameters<typeof z.fromJSONSchema>[0]);
      this.#schemas.set(name, known);
    }
    return known;
  }
}

function matches(template: string, path: string): boolean {
  const pattern = template.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{[^}]+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(path);
}

/** References into $defs, and objects closed: clients may ignore unknown members, but the service makes none. */
function asStrictJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asStrictJsonSchema);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [
    name,
    name === '$ref' && typeof member === 'string'
      ? member.replace('#/components/schemas/', '#/$defs/')
      : asStrictJsonSchema(member),
  ]);
  const schema: Record<string, unknown> = Object.fromEntries(members);
  const isClosable = schema['type'] === 'object' && 'properties' in schema && !('additionalProperties' in schema);
  return isClosable ? { ...schema, additionalProperties: false } : schema;
}
