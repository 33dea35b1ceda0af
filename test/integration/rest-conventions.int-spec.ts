import { ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { harmless } from '../support/harmless.js';
import { startMaskinporten, type MaskinportenIssuer } from '../support/maskinporten-issuer.js';
import { ReturningMunicipality } from '../support/returning-municipality.js';
import { issueSmall } from '../support/small-campaign.js';

const DAY = 24 * 60 * 60 * 1000;

/** Lists that are answered whole, and why. */
const WHOLE: Readonly<Record<string, string>> = {
  'GET /api/v1/campaigns/{slug}/held-letters': 'counts, one for each reason and kind',
  'GET /api/v1/declarations/{reference}/timeline': 'the story of one case, told from its beginning',
  'GET /api/v1/letters/{id}/events': 'what happened to one letter: a handful',
};

const PREVIEW = 'changes nothing';
const ABSOLUTE = 'says how it shall be: again is the same';
/** POST without an Idempotency-Key, and why. */
const UNKEYED: Readonly<Record<string, string>> = {
  'POST /api/v1/declarations/{reference}/contact/preview': PREVIEW,
  'POST /api/v1/declarations/{reference}/withdrawal/preview': PREVIEW,
  'POST /api/v1/declarations/{reference}/extension/undo/preview': PREVIEW,
  'POST /api/v1/extensions/preview': PREVIEW,
  'POST /api/v1/returns/{id}/review/preview': PREVIEW,
  'POST /api/v1/tasks/{id}/answer-preview': PREVIEW,
  'POST /api/v1/people/{id}/disable': ABSOLUTE,
  'POST /api/v1/people/{id}/enable': ABSOLUTE,
  'POST /api/v1/people/{id}/end-sessions': ABSOLUTE,
  'POST /api/v1/people/{id}/take-away-codes': ABSOLUTE,
  'POST /api/v1/mail-gateways/{id}/messages': 'webhook-id, which is signed, is its key',
};

/** Decisions that are made on what one has read: each demands the ETag that this resource gives. */
const DECISIONS: Readonly<Record<string, string>> = {
  'PATCH /api/v1/webhook-endpoints/{id}': '/api/v1/webhook-endpoints/{id}',
  'POST /api/v1/returns/{id}/review': '/api/v1/returns/{id}',
  'POST /api/v1/returns/{id}/review/preview': '/api/v1/returns/{id}',
  'POST /api/v1/tasks/{id}/attach': '/api/v1/tasks/{id}',
  'POST /api/v1/tasks/{id}/settle': '/api/v1/tasks/{id}',
};

/** Changes that other systems may make without having read, and that are refused when they name another version. */
const GUARDED: Readonly<Record<string, string>> = {
  'POST /api/v1/campaigns/{slug}/close': '/api/v1/campaigns/{slug}',
  'POST /api/v1/campaigns/{slug}/issue': '/api/v1/campaigns/{slug}',
  'POST /api/v1/declarations/{reference}/extension/undo': '/api/v1/declarations/{reference}',
  'POST /api/v1/declarations/{reference}/resolutions': '/api/v1/declarations/{reference}',
  'POST /api/v1/declarations/{reference}/withdrawal': '/api/v1/declarations/{reference}',
  'PUT /api/v1/declarations/{reference}/contact': '/api/v1/declarations/{reference}',
};

const LINK = "a municipality's link: the latest wish counts, and a renewal ends the link before it";
/** Changes of something that is there which take no If-Match, and why. */
const UNGUARDED: Readonly<Record<string, string>> = {
  'DELETE /api/v1/keys/{id}': 'gone is gone',
  'DELETE /api/v1/mail-gateways/{id}': 'gone is gone',
  'DELETE /api/v1/webhook-endpoints/{id}': 'gone is gone',
  'PUT /api/v1/people/{id}/roles': ABSOLUTE,
  'POST /api/v1/people/{id}/disable': ABSOLUTE,
  'POST /api/v1/people/{id}/enable': ABSOLUTE,
  'POST /api/v1/people/{id}/end-sessions': ABSOLUTE,
  'POST /api/v1/people/{id}/take-away-codes': ABSOLUTE,
  'POST /api/v1/people/{id}/link': 'a new link ends the one before it',
  'POST /api/v1/webhook-endpoints/{id}/secret': 'for a day both secrets sign',
  'POST /api/v1/webhook-endpoints/{id}/ping': 'sends, and changes nothing of it',
  'POST /api/v1/webhook-endpoints/{id}/replay': 'sends, and changes nothing of it',
  'POST /api/v1/webhook-endpoints/{id}/deliveries/{deliveryId}/replay': 'sends once more, as often as it is asked to',
  'POST /api/v1/archive/{kind}/{id}/mark': 'is noted once: another mark is a conflict',
  'POST /api/v1/campaigns/{slug}/held-letters/release': 'names how many letters were counted',
  'POST /api/v1/campaigns/{slug}/held-letters/cancel': 'names how many letters were counted',
  'POST /api/v1/campaigns/{slug}/steering-reports': 'adds one, and changes none',
  'POST /api/v1/declarations/{reference}/portal-link/renew': LINK,
  'POST /api/v1/declarations/{reference}/portal-link/revoke': LINK,
  'POST /api/v1/declarations/{reference}/returns': 'adds one: a later return overwrites none',
  'POST /api/v1/letters/{id}/send-again': 'is refused unless the letter can be sent again',
  'POST /api/v1/mail-gateways/{id}/messages': 'adds one',
  'POST /api/v1/messages/{id}/read-again': 'is refused while the message waits to be read',
  'POST /api/v1/own/declarations/{reference}/returns': 'adds one: a later return overwrites none',
  'POST /api/v1/own/declarations/{reference}/resolutions': 'adds one: the latest counts, earlier ones stay',
  'POST /api/v1/own/declarations/{reference}/messages': 'adds one',
};

interface Answer {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}
interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly example?: object;
  readonly examples?: readonly object[];
}
interface Problem {
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly { readonly message: string }[];
}
interface Operation {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly body: Readonly<Record<string, { readonly schema: Schema }>>;
  readonly answers: Readonly<Record<string, Answer>>;
}

let app: TestApp;
let api: ApiClient;
let issuer: MaskinportenIssuer;
let operations: readonly Operation[];
let municipality: ReturningMunicipality;

beforeAll(async () => {
  const clock = { now: (): Date => app.clock.now() };
  issuer = await startMaskinporten(() => clock.now());
  app = await startTestApp({
    maskinporten: issuer.options,
    throttle: { perCaller: 5000, perAddress: 5000, windowSeconds: 60 },
  });
  await issueSmall(app, { numbers: ['0301', '4621', '5001'] });
  municipality = await ReturningMunicipality.at(app, 0);
  api = await ApiClient.connect(app);
  operations = Object.entries(api.document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      name: `${method.toUpperCase()} ${path}`,
      parameters: described.parameters ?? [],
      body: (described.requestBody?.content ?? {}) as Operation['body'],
      answers: described.responses as Operation['answers'],
    })),
  );
});

afterAll(async () => {
  await app?.close();
  await issuer?.stop();
});

const takes = (operation: Operation, place: string, name: string): boolean =>
  operation.parameters.some((one) => one.in === place && one.name === name);
const requires = (operation: Operation, name: string): boolean =>
  operation.parameters.some((one) => one.in === 'header' && one.name === name && one.required === true);
const named = (name: string): Operation => operations.find((one) => one.name === name)!;
const names = (found: readonly Operation[]): string[] => found.map(({ name }) => name).toSorted();

function schemaOf(schema: Schema | undefined): Schema {
  const name = schema?.$ref?.split('/').at(-1);
  return name === undefined ? (schema ?? {}) : (api.document.components.schemas[name] as Schema);
}

const succeeds = (operation: Operation): [status: string, answer: Answer] =>
  Object.entries(operation.answers).find(([status]) => status.startsWith('2'))!;
const fieldsOf = (operation: Operation): string[] =>
  Object.keys(schemaOf(succeeds(operation)[1].content?.['application/json']?.schema).properties ?? {});
const lists = (): Operation[] =>
  operations.filter((one) => one.name.startsWith('GET') && fieldsOf(one).includes('items'));
const posts = (): Operation[] => operations.filter(({ name }) => name.startsWith('POST'));
/** What changes something that its path names. */
const changes = (): Operation[] =>
  operations.filter(({ name }) => !name.startsWith('GET') && name.includes('{') && UNKEYED[name] !== PREVIEW);

async function headersFor({ name }: Operation): Promise<Record<string, string>> {
  const isOwn = name.includes('/own/');
  const bearer = isOwn ? await issuer.token(municipality.organizationNumber) : app.keys.admin;
  return { authorization: `Bearer ${bearer}` };
}

/** The request that the document gives for an example; unless another path is given, at what is not there. */
async function askFor(
  operation: Operation,
  headers: Readonly<Record<string, string>> = {},
  path = harmless(operation.name)[1],
  changes: object = {},
): Promise<Response> {
  const [method] = operation.name.split(' ');
  const [mediaType, media] = Object.entries(operation.body)[0] ?? [];
  const schema = schemaOf(media?.schema);
  const json = JSON.stringify({ ...(schema.example ?? schema.examples?.[0]), ...changes });
  return await fetch(`${app.url}${path}`, {
    method,
    headers: {
      origin: 'https://elsewhere.example',
      ...(mediaType === undefined ? {} : { 'content-type': mediaType }),
      ...(await headersFor(operation)),
      ...headers,
    },
    ...(mediaType === undefined ? {} : { body: mediaType === 'application/json' ? json : 'x' }),
  });
}

const codeOf = async (answer: Response): Promise<string> => ((await answer.json()) as { code: string }).code;

describe('lists', () => {
  it('are read by cursor, but for a few that are short by nature', () => {
    const unpaged = lists().filter(
      (one) => !takes(one, 'query', 'limit') || !takes(one, 'query', 'cursor') || !fieldsOf(one).includes('nextCursor'),
    );
    expect(names(unpaged)).toEqual(Object.keys(WHOLE).toSorted());
    for (const list of lists().filter(({ name }) => !(name in WHOLE))) {
      expect([list.name, Object.keys(succeeds(list)[1].headers ?? {})]).toEqual([
        list.name,
        expect.arrayContaining(['Link']),
      ]);
    }
  });

  it('give each thing once, page by page, by the links that they send', async () => {
    let walked = 0;
    for (const list of lists().filter(({ name }) => !(name in WHOLE))) {
      const path = harmless(list.name)[1].replace('/nowhere/', '/akson-2020/');
      // What belongs to one endpoint is walked in its own test: there is none here.
      if (list.name.includes('{id}')) continue;
      const headers = await headersFor(list);
      const pageAt = async (address: string): Promise<{ items: unknown[]; next: string | undefined }> => {
        const answer = await fetch(`${app.url}${address}`, { headers });
        expect([address, answer.status]).toEqual([address, 200]);
        const { items } = (await answer.json()) as { items: unknown[] };
        return { items, next: /^<(.+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1] };
      };
      const whole = await pageAt(`${path}?limit=200`);
      const found: unknown[] = [];
      let pages = 0;
      for (let next: string | undefined = `${path}?limit=2`; next !== undefined && pages < 8; pages++) {
        const page = await pageAt(next);
        found.push(...page.items);
        next = page.next;
      }
      expect([list.name, found]).toEqual([list.name, whole.items.slice(0, found.length)]);
      if (pages > 1) walked += 1;
      const refused = await fetch(`${app.url}${path}?limit=0`, { headers });
      expect([list.name, refused.status]).toEqual([list.name, 400]);
    }
    expect(walked).toBeGreaterThanOrEqual(5);
  });
});

describe('deeds', () => {
  it('take an Idempotency-Key, unless they are the same when done again', () => {
    const unkeyed = posts().filter((one) => !takes(one, 'header', 'Idempotency-Key'));
    expect(names(unkeyed)).toEqual(Object.keys(UNKEYED).toSorted());
  });

  it('honour it: a key that stood for another request is refused by each', async () => {
    const refused: string[] = [];
    for (const principal of ['POST /api/v1/mail-gateways', 'POST /api/v1/own/declarations/{reference}/messages']) {
      const first = named(principal);
      const [, template] = principal.split(' ');
      const own = await fetch(`${app.url}${template?.replace('{reference}', municipality.reference)}`, {
        method: 'POST',
        headers: { ...(await headersFor(first)), 'content-type': 'application/json', 'idempotency-key': 'spent' },
        body: JSON.stringify(first.name.includes('/own/') ? { concern: 'QUESTION', text: 'Hei?' } : { name: 'front' }),
      });
      expect([principal, own.status < 300]).toEqual([principal, true]);
    }
    const keyed = posts().filter((one) => takes(one, 'header', 'Idempotency-Key'));
    for (const operation of keyed) {
      const answer = await askFor(operation, { 'idempotency-key': 'spent', 'if-match': '"v1"' });
      if (answer.status === 422 && (await codeOf(answer)) === 'IDEMPOTENCY_KEY_REUSED') refused.push(operation.name);
    }
    expect(refused.toSorted()).toEqual(names(keyed));
  });

  it('are forgotten with their keys after a week, by the day', async () => {
    const keysLeft = async (): Promise<number> =>
      (await app.dataSource.query('SELECT count(*)::int AS count FROM idempotency_key'))[0].count;
    const purges = async (): Promise<unknown[]> => await app.dataSource.query('SELECT until FROM idempotency_purge');
    const madeAt = app.clock.now();
    expect(await keysLeft()).toBe(2);
    expect(await purges()).toHaveLength(1);
    await app.moveTo(new Date(madeAt.getTime() + 7 * DAY));
    expect(await keysLeft()).toBe(2);
    await app.moveTo(new Date(madeAt.getTime() + 8 * DAY));
    expect([await keysLeft(), await purges()]).toEqual([0, []]);
  });
});

describe('entity tags', () => {
  it('are demanded of decisions, guard other changes, and are missed by none but those with a reason', () => {
    const ifMatch = (one: Operation): boolean => takes(one, 'header', 'If-Match');
    expect(names(operations.filter((one) => requires(one, 'If-Match')))).toEqual(Object.keys(DECISIONS).toSorted());
    const guarded = operations.filter((one) => ifMatch(one) && !requires(one, 'If-Match'));
    expect(names(guarded)).toEqual(Object.keys(GUARDED).toSorted());
    expect(names(changes().filter((one) => !ifMatch(one)))).toEqual(Object.keys(UNGUARDED).toSorted());
  });

  it('are given by what is changed, and their refusals are described', () => {
    for (const [name, resource] of Object.entries({ ...DECISIONS, ...GUARDED })) {
      const statuses = Object.keys(named(name).answers);
      const wanted = name in DECISIONS ? ['412', '428'] : ['412'];
      expect([name, statuses]).toEqual([name, expect.arrayContaining(wanted)]);
      const headers = Object.keys(succeeds(named(`GET ${resource}`))[1].headers ?? {});
      expect([resource, headers]).toEqual([resource, expect.arrayContaining(['ETag'])]);
    }
  });

  it('are asked for by each decision that names none, or any', async () => {
    for (const name of Object.keys(DECISIONS)) {
      for (const headers of [{}, { 'if-match': '*' }]) {
        const answer = await askFor(named(name), headers as Record<string, string>);
        expect([name, answer.status, await codeOf(answer)]).toEqual([name, 428, 'PRECONDITION_REQUIRED']);
      }
    }
  });

  it('keep each guarded change from being made on an outdated picture, and ask for nothing where none is named', async () => {
    const at = (template: string): string =>
      template.replace('{slug}', 'akson-2020').replace('{reference}', municipality.reference);
    const versionOf = async (resource: string): Promise<string | null> =>
      (await app.fetch(at(resource), { key: 'admin' })).headers.get('etag');
    for (const headers of [{}, { 'if-match': '*' }] as Record<string, string>[]) {
      const contact = named('PUT /api/v1/declarations/{reference}/contact');
      const unguarded = await askFor(contact, headers, at(contact.name.slice('PUT '.length)));
      expect([headers, unguarded.status]).toEqual([headers, 200]);
    }
    for (const [name, resource] of Object.entries(GUARDED)) {
      const path = at(name.split(' ')[1] ?? '');
      // The example's meeting has not been held yet.
      const changes = name.endsWith('/resolutions') ? { decidedOn: '2020-01-15' } : {};
      const before = await versionOf(resource);
      const headers = { 'if-match': '"v1"', 'idempotency-key': name };
      const answer = await askFor(named(name), headers, path, changes);
      expect([name, answer.status, await codeOf(answer)]).toEqual([name, 412, 'VERSION_MISMATCH']);
      expect([name, before, await versionOf(resource)]).toEqual([name, expect.stringMatching(/^"v[2-9]"$/), before]);
    }
    const granted = await app.fetch('/api/v1/extensions', {
      key: 'admin',
      method: 'POST',
      headers: { 'idempotency-key': 'stale', 'content-type': 'application/json' },
      body: JSON.stringify({
        references: [municipality.reference],
        dueOn: '2020-07-07',
        reason: 'Because.',
        versions: [{ reference: municipality.reference, version: 1 }],
      }),
    });
    expect([granted.status, await codeOf(granted)]).toEqual([412, 'VERSION_MISMATCH']);
  });
});

describe('every answer', () => {
  /** Not on every answer of their status. */
  const SOMETIMES = ['Link', 'Idempotency-Replayed'];

  it('has the headers that are described, no other site may read it, and a refusal is a problem', async () => {
    for (const operation of operations) {
      for (const shut of [false, true]) {
        const answer = await askFor(operation, {
          'if-match': '"v1"',
          'accept-language': 'nn',
          ...(shut ? { authorization: '' } : {}),
        });
        const described = Object.keys(operation.answers[String(answer.status)]?.headers ?? {});
        const missing = described.filter((name) => !SOMETIMES.includes(name) && !answer.headers.has(name));
        const granted = [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'));
        expect([operation.name, answer.status, missing, granted]).toEqual([operation.name, answer.status, [], []]);
        expect(described).toEqual(expect.arrayContaining(['RateLimit', 'RateLimit-Policy', 'X-Request-Id']));
        if (answer.ok) continue;
        const problem = (await answer.json()) as Record<string, unknown>;
        const { headers } = answer;
        expect([operation.name, headers.get('content-type'), headers.get('content-language'), problem]).toEqual([
          operation.name,
          expect.stringMatching(/^application\/problem\+json/),
          'nn',
          expect.objectContaining({ status: answer.status, code: expect.stringMatching(/^[A-Z][A-Z0-9_]+$/) }),
        ]);
        const media = Object.keys(operation.answers[String(answer.status)]?.content ?? {});
        expect([operation.name, media]).toEqual([operation.name, ['application/problem+json']]);
      }
    }
  });

  it.each([
    ['nn-NO,nb;q=0.8', 'campaigns/nowhere', 'nn', 'Kampanjen finst ikkje', /^Det er ingen slik kampanje\./],
    ['no', 'campaigns/nowhere', 'nb', 'Kampanjen finnes ikke', /^Det er ingen slik kampanje\./],
    ['en', 'campaigns/nowhere', 'en', 'Unknown campaign', /^There is no campaign «nowhere»/],
    ['de', 'campaigns/nowhere', 'en', 'Unknown campaign', /^There is no campaign «nowhere»/],
    [
      'nb',
      'campaigns/akson-2020/close',
      'nb',
      'Kampanjen er ikke i den tilstanden',
      /^Kampanjen «akson-2020» er CLOSED og kan ikke avsluttes nå\.$/,
    ],
  ])('is told in the language of %s (%s)', async (asked, path, language, title, detail) => {
    const isDeed = path.endsWith('/close');
    if (isDeed) await app.dataSource.query(`UPDATE campaign SET state = 'CLOSED' WHERE slug = 'akson-2020'`);
    const answer = await app.fetch(`/api/v1/${path}`, {
      key: 'admin',
      method: isDeed ? 'POST' : 'GET',
      headers: { 'accept-language': asked },
    });
    const problem = (await answer.json()) as Record<string, unknown>;
    expect([answer.headers.get('content-language'), answer.headers.get('vary')]).toEqual([language, 'Accept-Language']);
    expect(problem).toMatchObject({
      title,
      detail: expect.stringMatching(detail),
      code: expect.stringMatching(/^[A-Z_]+$/),
    });
  });

  it('to bad input is told in one language, faults and all, by every operation', async () => {
    let faults = 0;
    for (const operation of operations) {
      const json = operation.body['application/json'] !== undefined;
      const [method, path] = harmless(operation.name);
      const wrongPath = operation.name.split(' ')[1]?.replaceAll(/\{\w+\}/g, '%20!');
      const headers = {
        ...(await headersFor(operation)),
        'if-match': '"v1"',
        ...(json ? { 'content-type': 'application/json' } : {}),
      };
      const body = json ? { body: '{"nonsense":1}' } : {};
      for (const address of new Set([`${wrongPath}?limit=0`, `${path}?limit=0&nonsense=1`])) {
        const told = [];
        for (const language of ['en', 'nb', 'nn']) {
          const answer = await fetch(`${app.url}${address}`, {
            method,
            headers: { ...headers, 'accept-language': language, 'idempotency-key': `${address}-${language}` },
            ...body,
          });
          if (answer.status < 400) continue;
          const problem = (await answer.json()) as Problem;
          expect([address, answer.headers.get('content-language')]).toEqual([address, language]);
          told.push([problem.title, problem.detail, ...problem.errors.map(({ message }) => message)]);
          faults += problem.errors.length;
        }
        const [en = [], ...norwegian] = told;
        const left = norwegian.flatMap((words) => words.filter((word, index) => word === en[index]));
        expect([method, address, left]).toEqual([method, address, []]);
      }
    }
    expect(faults).toBeGreaterThan(300);
  });

  it('is none to a preflight of another site', async () => {
    const answer = await fetch(`${app.url}/api/v1/campaigns`, {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
    });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});
