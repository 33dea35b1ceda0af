import createClient, { type Client } from 'openapi-fetch';
import { z } from 'zod';
import type { TestApp } from './app.js';
import type { paths } from './generated/api.js';

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

interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'header' | 'path';
  readonly required?: boolean;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: object }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema: object }>> }>>;
}

interface ApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

/** A request as it went out. */
interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  /** Of JSON; undefined for every other body. */
  readonly json: unknown;
}

/**
 * A client that holds everything against the service's own OpenAPI document: of every answer the path, status, media
 * type and body, which may hold nothing that is not described; and of every request that succeeded its parameters and
 * its body, which must be described too. It remembers which operations have succeeded.
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

  /**
   * The generated client for one caller: paths, parameters, bodies and answers are typed by the document. Null: without
   * a key.
   */
  as(caller: ApiKeyName | null): Client<paths> {
    return this.withHeaders(caller === null ? {} : { authorization: `Bearer ${this.#app.keys[caller]}` });
  }

  /** The same with other credentials. */
  withHeaders(headers: Readonly<Record<string, string>>): Client<paths> {
    return createClient<paths>({
      baseUrl: this.#app.url,
      headers,
      fetch: async (request) => {
        const body: unknown = isJson(request.headers) ? await request.clone().json() : undefined;
        const response = await fetch(request);
        const { method, headers: sent } = request;
        await this.#read({ method, url: new URL(request.url), headers: sent, json: body }, response.clone());
        return response;
      },
    });
  }

  /** As a client that knows nothing of the document: for what is malformed, and for bytes. */
  get(path: string, call: ApiCall = {}): Promise<ApiAnswer> {
    return this.call('GET', path, call);
  }

  post(path: string, call: ApiCall = {}): Promise<ApiAnswer> {
    return this.call('POST', path, call);
  }

  async call(method: string, path: string, { key = 'reader', json, raw, headers }: ApiCall = {}): Promise<ApiAnswer> {
    const mediaType = raw?.mediaType ?? (json === undefined ? undefined : 'application/json');
    const sent = new Headers({
      ...(key === null ? {} : { authorization: `Bearer ${this.#app.keys[key]}` }),
      ...(mediaType === undefined ? {} : { 'content-type': mediaType }),
      ...headers,
    });
    const url = `${this.#app.url}${path}`;
    const body = raw?.bytes ?? (json === undefined ? undefined : JSON.stringify(json));
    const response = await fetch(url, { method, headers: sent, ...(body === undefined ? {} : { body }) });
    const read = await this.#read({ method, url: new URL(url), headers: sent, json }, response);
    return { status: response.status, headers: response.headers, ...read };
  }

  /** Holds the answer against the document, and the request too if it succeeded. */
  async #read(sent: Sent, response: Response): Promise<Pick<ApiAnswer, 'body' | 'bytes'>> {
    const operation = `${sent.method} ${this.#operationOf(sent.method, sent.url.pathname)}`;
    const bytes = Buffer.from(await response.arrayBuffer());
    const answered = (response.headers.get('content-type') ?? '').split(';', 1)[0]!;
    const body: unknown = /\bjson$/.test(answered) ? JSON.parse(bytes.toString('utf8')) : undefined;
    this.#check(operation, response.status, answered, body, bytes);
    if (response.ok) {
      this.#checkSent(operation, sent);
      this.succeeded.add(operation);
    }
    return { body, bytes };
  }

  #described(operation: string): Operation {
    const [method, path] = operation.split(' ') as [string, string];
    return this.document.paths[path]![method.toLowerCase()]!;
  }

  /** What was taken must be documented: each query parameter, what is required, and the body by its schema. */
  #checkSent(operation: string, { url, headers, json }: Sent): void {
    const { parameters = [], requestBody } = this.#described(operation);
    const names = (place: Parameter['in']): string[] =>
      parameters.filter((one) => one.in === place).map(({ name }) => name);
    const unknown = [...url.searchParams.keys()].filter((name) => !names('query').includes(name));
    if (unknown.length > 0) throw new Error(`${operation} took ${unknown.join()}, which it does not document.`);
    const missing = parameters.filter(
      ({ name, in: place, required }) =>
        required === true &&
        ((place === 'query' && !url.searchParams.has(name)) || (place === 'header' && !headers.has(name))),
    );
    if (missing.length > 0) throw new Error(`${operation} succeeded without ${missing[0]!.name}, which it requires.`);
    const mediaType = headers.get('content-type')?.split(';', 1)[0];
    if (mediaType === undefined) return;
    const content = requestBody?.content[mediaType];
    if (content === undefined) throw new Error(`${operation} took ${mediaType}, which it does not document.`);
    if (json === undefined || content.schema === undefined) return;
    const result = this.#schema(`${operation} ${mediaType}`, content.schema).safeParse(json);
    if (!result.success) throw new Error(`${operation} took what its schema refuses: ${z.prettifyError(result.error)}`);
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
    const described = this.#described(operation).responses[String(status)];
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

function isJson(headers: Headers): boolean {
  return headers.get('content-type')?.startsWith('application/json') ?? false;
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
