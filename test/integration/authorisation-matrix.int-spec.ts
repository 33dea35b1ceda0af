import { readMatrix, rowOf, type MatrixRow } from '../support/authorisation-matrix.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { startMaskinporten, type MaskinportenIssuer } from '../support/maskinporten-issuer.js';
import { linkOf, matrixCallers, type Caller } from '../support/matrix-callers.js';
import { PageVisitor } from '../support/page-visitor.js';
import { plainPdf } from '../support/plain-pdf.js';
import { ReturningMunicipality } from '../support/returning-municipality.js';
import { runningRoutes, type RunningRoute } from '../support/running-routes.js';
import { issueSmall } from '../support/small-campaign.js';

const NOBODY = '5f0c2f0e-3d6b-5a52-9d0f-6a3f8d1f3b10';

let app: TestApp;
let issuer: MaskinportenIssuer;
let routes: readonly RunningRoute[];
let callers: readonly Caller[];
let first: ReturningMunicipality;
let second: ReturningMunicipality;
const matrix = readMatrix();

beforeAll(async () => {
  const clock = { now: (): Date => app.clock.now() };
  issuer = await startMaskinporten(() => clock.now());
  app = await startTestApp({ maskinporten: issuer.options });
  await issueSmall(app, { numbers: ['0301', '4621', '5001'] });
  [first, second] = [await ReturningMunicipality.at(app, 0), await ReturningMunicipality.at(app, 1)];
  routes = runningRoutes(app);
  callers = await matrixCallers(app, issuer);
});

afterAll(async () => {
  await app?.close();
  await issuer?.stop();
});

const nameOf = ({ method, path }: RunningRoute): string => `${method} ${path}`;

/** What parameters stand for: reads ask for what is there, changes for what is not, so that none comes about. */
function filled({ method, path }: RunningRoute): string {
  const isRead = method === 'GET';
  const values: Readonly<Record<string, string>> = {
    slug: isRead ? 'akson-2020' : 'nowhere',
    reference: isRead ? first.reference : 'AKSON-2020-9999-ZZZZZ',
    number: '0301',
    kind: 'RETURN',
    page: '1',
    index: '0',
    name: 'frame.css',
    secret: 'A'.repeat(43),
  };
  return path.replaceAll(/[:*](\w+)/g, (_, name: string) => values[name] ?? NOBODY);
}

type Outcome = 'admitted' | 'refused' | 'failed';

async function ask(route: RunningRoute, caller: Caller): Promise<{ outcome: Outcome; told: string }> {
  const isApi = route.path.startsWith('/api/');
  const answer = await fetch(`${app.url}${filled(route)}`, {
    method: route.method === 'ANY' ? 'GET' : route.method,
    redirect: 'manual',
    headers: { accept: isApi ? 'application/json' : 'text/html', ...(await caller.headers(route)) },
  });
  const location = answer.headers.get('location');
  const body = await answer.text();
  const told = `${answer.status}${location === null ? '' : ` to ${location}`} ${body.slice(0, 200)}`;
  return { outcome: outcomeOf(route, answer, location), told };
}

function outcomeOf({ path }: RunningRoute, { status, headers }: Response, location: string | null): Outcome {
  // The log-in's pages are for everybody, refuse by rules of their own, and lead to one another.
  if (/^\/(log-in|log-out|invitation)\b/.test(path)) return status === 500 ? 'failed' : 'admitted';
  if (status >= 500) return 'failed';
  if (status === 401 || status === 403) return 'refused';
  if (location === null || !/^\/(log-in|portal\/closed)(\?|\/|$)/.test(location)) return 'admitted';
  // Whoever closes a municipality's page is led there too, and loses the cookie.
  return headers.getSetCookie().some((line) => line.startsWith('tilslutning-portal=;')) ? 'admitted' : 'refused';
}

/** Those of the callers who meet with something else. */
async function unlike(expected: Outcome, route: RunningRoute, among: readonly Caller[]): Promise<string[]> {
  const answers = await Promise.all(
    among.map(async (caller) => {
      const { outcome, told } = await ask(route, caller);
      return outcome === expected ? [] : [`${nameOf(route)} for ${caller.name}: ${outcome} (${told})`];
    }),
  );
  return answers.flat();
}

/** How many changes the audit log holds, besides the opening of links by which some of the callers come. */
async function written(): Promise<number> {
  const rows: { count: number }[] = await app.dataSource.query(
    `SELECT count(*)::int AS count FROM audit_event WHERE action <> 'PORTAL_OPENED'`,
  );
  return rows[0]?.count ?? 0;
}

describe('the matrix', () => {
  it('has a line for every route that the application answers, and no line for one that it does not', () => {
    const unnamed = routes.filter((route) => rowOf(matrix, route) === undefined).map(nameOf);
    // A new route needs a line in the block of docs/threat-model.md.
    expect(unnamed).toEqual([]);
    const used = new Set(routes.map((route) => rowOf(matrix, route)?.route));
    expect(matrix.map(({ route }) => route).filter((route) => !used.has(route))).toEqual([]);
  });

  it('is read by the most precise line', () => {
    const rows = ['ANY /a/**', 'GET /a/**', 'GET /a/b', 'ANY /a/b/**'].map((route): MatrixRow => ({
      route,
      openTo: ['admin'],
    }));
    const read = (method: string, path: string): string | undefined => rowOf(rows, { method, path })?.route;
    expect(read('GET', '/a/b')).toBe('GET /a/b');
    expect(read('POST', '/a/b')).toBe('ANY /a/b/**');
    expect(read('GET', '/a/bc')).toBe('GET /a/**');
    expect(read('GET', '/a/b/c')).toBe('ANY /a/b/**');
    expect(read('GET', '/ab')).toBeUndefined();
  });
});

describe('every route', () => {
  it('refuses everybody but those for whom it is, and does nothing for them', async () => {
    const before = await written();
    const wrong: string[] = [];
    let asked = 0;
    for (const route of routes) {
      const openTo = rowOf(matrix, route)?.openTo ?? [];
      if (openTo.includes('anyone')) continue;
      const others = callers.filter((one) => !one.isAmong(openTo, route));
      wrong.push(...(await unlike('refused', route, others)));
      asked += others.length;
    }
    expect(wrong).toEqual([]);
    expect(await written()).toBe(before);
    expect(asked).toBeGreaterThan(1500);
  });

  it('admits all those for whom it is', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      const openTo = rowOf(matrix, route)?.openTo ?? [];
      const isForAll = openTo.includes('anyone');
      const admitted = callers.filter((one) => one.isAmong(openTo, route) || (isForAll && one.name === 'nobody'));
      if (admitted.length === 0 && !openTo.includes('signature')) wrong.push(`${nameOf(route)} admits nobody`);
      wrong.push(...(await unlike('admitted', route, admitted)));
    }
    expect(wrong).toEqual([]);
  });
});

describe("another municipality's case", () => {
  it('is not there for its systems, whatever they ask', async () => {
    const json = (value: object): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(JSON.stringify(value)));
    const bodies: Readonly<Record<string, { readonly mediaType: string; readonly body: Uint8Array<ArrayBuffer> }>> = {
      returns: { mediaType: 'application/pdf', body: Uint8Array.from(plainPdf()) },
      resolutions: { mediaType: 'application/json', body: json({ outcome: 'ADOPTED', decidedOn: '2020-04-23' }) },
      messages: { mediaType: 'application/json', body: json({ concern: 'QUESTION', text: 'Hei?' }) },
    };
    const [own, foreign] = [first, second].map(({ organizationNumber }) => issuer.token(organizationNumber));
    const before = await written();
    const cases = routes.filter((route) => route.path.includes(':') && rowOf(matrix, route)?.openTo.includes('token'));
    expect(cases.length).toBeGreaterThanOrEqual(3);
    for (const route of cases) {
      const sent = route.method === 'GET' ? undefined : bodies[route.path.split('/').at(-1) ?? ''];
      if (route.method !== 'GET' && sent === undefined) throw new Error(`Say here what ${nameOf(route)} takes.`);
      const to = async (token: string | undefined): Promise<Response> =>
        await fetch(`${app.url}${route.path.replace(':reference', first.reference)}`, {
          method: route.method,
          headers: {
            authorization: `Bearer ${token}`,
            ...(sent === undefined ? {} : { 'content-type': sent.mediaType }),
          },
          ...(sent === undefined ? {} : { body: sent.body }),
        });
      const refused = await to(await foreign);
      expect([nameOf(route), refused.status]).toEqual([nameOf(route), 404]);
      expect(await refused.text()).not.toContain(first.organizationNumber);
      expect(await written()).toBe(before);
    }
    for (const route of cases.filter(({ method }) => method === 'GET')) {
      const path = route.path.replace(':reference', first.reference);
      const answer = await fetch(`${app.url}${path}`, { headers: { authorization: `Bearer ${await own}` } });
      expect([path, answer.status]).toEqual([path, 200]);
    }
  });

  it('shows nothing to a browser that opened a link', async () => {
    const visitor = await new PageVisitor(app.url).open(await linkOf(second));
    await visitor.submit(await linkOf(second));
    expect(visitor.html).toContain(second.reference);
    expect(visitor.html).not.toContain(first.reference);
    const rows: { id: string; reference: string }[] = await app.dataSource.query(
      'SELECT letter.id, reference FROM letter JOIN declaration ON declaration.id = letter.declaration_id',
    );
    const letterOf = ({ reference }: ReturningMunicipality): string =>
      rows.find((row) => row.reference === reference)?.id ?? '';
    await visitor.open(`/portal/letters/${letterOf(second)}`);
    expect(visitor.status).toBe(200);
    for (const rest of ['', '/receipt']) {
      await visitor.open(`/portal/letters/${letterOf(first)}${rest}`);
      expect([rest, visitor.status]).toEqual([rest, 404]);
    }
  });
});
