import { startTestApp, type TestApp } from '../support/app.js';
import { issueSmall } from '../support/small-campaign.js';

type Json = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: Json;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

/** Requests made of each operation. */
const ROUNDS = 12;

/** What clients send by mistake or on purpose. */
const HOSTILE: readonly unknown[] = [
  '',
  ' ',
  '\u0000',
  '\uD800',
  "'; DROP TABLE letter; --",
  '../../etc/passwd',
  '%00',
  'a'.repeat(20_000),
  '9999-99-99',
  '0000-00-00T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  -1,
  0,
  1e308,
  2 ** 53,
  0.5,
  true,
  null,
  [],
  {},
  [[[[[]]]]],
  { __proto__: null, constructor: 'x' },
];

let app: TestApp;
let document: Document;
/** Names and ids that lead somewhere, by the parameter's name. */
let known: Readonly<Record<string, readonly string[]>>;

beforeAll(async () => {
  app = await startTestApp();
  const { slug, references } = await issueSmall(app, { numbers: ['0301', '4640', '5001'] });
  document = (await (await fetch(`${app.url}/api/docs-json`)).json()) as Document;
  const letters: { id: string }[] = await app.dataSource.query('SELECT id FROM letter ORDER BY id LIMIT 2');
  known = { slug: [slug], reference: Object.values(references), number: ['0301'], id: letters.map(({ id }) => id) };
});
afterAll(() => app?.close());

/** Mulberry32: the same requests in every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Makes values by schema, and now and then one that is not. */
class Values {
  constructor(
    private readonly random: () => number,
    /** The share of values that break their schema. */
    private readonly broken: number,
  ) {}

  pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.random() * items.length)]!;
  }

  of(schema: Json, depth = 0): unknown {
    if (this.random() < this.broken) return this.pick(HOSTILE);
    if (typeof schema['$ref'] === 'string') {
      return this.of(document.components.schemas[schema['$ref'].split('/').at(-1)!]!, depth + 1);
    }
    if ('example' in schema && this.random() < 0.6) return schema['example'];
    if (Array.isArray(schema['examples']) && this.random() < 0.6) return this.pick(schema['examples'] as unknown[]);
    const choices = (schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined;
    if (choices !== undefined) return this.of(this.pick(choices), depth + 1);
    if ('const' in schema) return schema['const'];
    if (Array.isArray(schema['enum'])) return this.pick(schema['enum'] as unknown[]);
    switch (schema['type']) {
      case 'object':
        return this.#object(schema, depth);
      case 'array':
        return Array.from({ length: depth > 4 ? 0 : 1 + Math.floor(this.random() * 3) }, () =>
          this.of((schema['items'] ?? {}) as Json, depth + 1),
        );
      case 'integer':
        return Number(schema['minimum'] ?? 0) + Math.floor(this.random() * 50);
      case 'number':
        return this.random() * 100;
      case 'boolean':
        return this.random() < 0.5;
      case 'null':
        return null;
      default:
        return this.#text(schema);
    }
  }

  #object(schema: Json, depth: number): object {
    const required = new Set((schema['required'] ?? []) as string[]);
    const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Json>);
    return Object.fromEntries(
      properties
        .filter(([name]) => required.has(name) || this.random() < 0.5)
        .map(([name, property]) => [name, this.of(property, depth + 1)]),
    );
  }

  #text(schema: Json): string {
    switch (schema['format']) {
      case 'uuid':
        return this.pick(['5f0c2f0e-3d6b-5a52-9d0f-6a3f8d1f3b10', ...known['id']!]);
      case 'date':
        return this.pick(['2020-07-01', '1900-01-01', '2999-12-31', '2020-02-29']);
      case 'date-time':
        return this.pick(['2020-07-01T10:00:00Z', '1900-01-01T00:00:00Z', '2999-12-31T23:59:59.999+14:00']);
      default:
        return this.pick(['a', 'akson-2020', 'Ålesund 😀', 'post@kommune.example', ...known['reference']!]);
    }
  }
}

interface Made {
  readonly path: string;
  readonly init: RequestInit;
}

function request(method: string, template: string, operation: Operation, values: Values): Made {
  const query = new URLSearchParams();
  const headers: Record<string, string> = { authorization: `Bearer ${app.keys.admin}` };
  let path = template;
  for (const { name, in: place, schema = {} } of operation.parameters ?? []) {
    const value = asText(values.of(schema));
    if (place === 'path') {
      const chosen = values.pick([...(known[name] ?? []), ...(known[name] ?? []), value]);
      path = path.replace(`{${name}}`, encodeURIComponent(Buffer.from(chosen).toString()) || '_');
    } else if (place === 'query') {
      if (values.pick([true, false])) query.set(name, value);
    } else if (place === 'header') {
      headers[name] =
        name === 'If-Match' ? values.pick(['"v1"', '"v0"', 'W/"v1"', '*', 'x']) : values.pick(['k1', 'k2']);
    }
  }
  const content = Object.entries(operation.requestBody?.content ?? {});
  const chosen = content.length === 0 ? undefined : values.pick(content);
  let body: string | undefined;
  if (chosen !== undefined) {
    const [mediaType, { schema }] = chosen;
    headers['content-type'] = mediaType;
    body = mediaType.endsWith('json') ? JSON.stringify(values.of(schema)) : asText(values.pick(HOSTILE));
  }
  const search = query.toString();
  const init = { method: method.toUpperCase(), headers, redirect: 'manual' as const };
  return { path: search === '' ? path : `${path}?${search}`, init: body === undefined ? init : { ...init, body } };
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

test('no operation answers 500, whatever is sent by its description or against it', async () => {
  const random = randomOf(20_200_701);
  const failures: unknown[] = [];
  const statuses = new Map<number, number>();
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  for (let round = 0; round < ROUNDS; round++) {
    const values = new Values(random, round % 3 === 0 ? 0 : 0.15);
    for (const { path, method, operation } of operations) {
      const made = request(method, path, operation, values);
      const response = await fetch(`${app.url}${made.path}`, made.init);
      const text = await response.text();
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      if (response.status >= 500) {
        failures.push({
          status: response.status,
          method,
          path: made.path,
          body: made.init.body,
          answer: text.slice(0, 300),
        });
      }
    }
  }
  expect(failures).toEqual([]);
  expect(operations.length).toBeGreaterThan(60);
  // It got through to the work itself, and not only to its refusals.
  expect(statuses.get(200)).toBeGreaterThan(100);
  expect(statuses.get(400)).toBeGreaterThan(100);
});
