import { parseCsv } from '../../src/platform/csv/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { issueSmall } from '../support/small-campaign.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const get = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  await fetch(`${app.url}${path}`, { headers });

describe('the overview before anything is issued', () => {
  it('is a page that says so, in the language of the reader', async () => {
    expect(await (await get('/')).text()).toContain('<h1>Ingen kampanje ennå</h1>');
    expect(await (await get('/?language=nn')).text()).toContain('<h1>Ingen kampanje enno</h1>');
    expect(await (await get('/', { 'accept-language': 'en-GB' })).text()).toContain('<h1>No campaign yet</h1>');
  });

  it.each(['/overview.json', '/overview.csv'])('%s is a problem with a code of its own', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'NOTHING_ISSUED' });
  });
});

describe('the overview of a campaign', () => {
  beforeAll(async () => {
    await issueSmall(app);
    const declaration = async (number: string): Promise<string> => {
      const rows: { id: string }[] = await app.dataSource.query(
        'SELECT id FROM declaration WHERE municipality_number = $1',
        [number],
      );
      return rows[0]?.id ?? '';
    };
    app.clock.moveTo(new Date('2020-05-04T10:00:00Z'));
    await app.dataSource.query(
      `INSERT INTO return_state_change (declaration_id, at, state, method) VALUES ($1, $2, 'ACCEPTED', 'PADES')`,
      [await declaration('0301'), '2020-05-04T09:30:00Z'],
    );
    await app.dataSource.query(
      `INSERT INTO resolution (id, declaration_id, outcome, decided_on, recorded_at, recorded_by)
       VALUES (gen_random_uuid(), $1, 'ADOPTED', '2020-05-02', '2020-05-03T08:00:00Z', 'system:test')`,
      [await declaration('4601')],
    );
  });

  it('shows shares, chart, map and table with base and time', async () => {
    const page = (await (await get('/?language=nb')).text()).replaceAll('\u00A0', ' ');
    expect(page).toContain('Status 4. mai 2020 kl. 12:00.');
    expect(page).toContain('5 kommuner');
    expect(page.match(/<circle [^>]*><title>/g)).toHaveLength(5);
    expect(page).toMatch(/<g class="place accepted"><circle [^>]*><title>Oslo[^<]*Signert<\/title>/);
    expect(page).toMatch(/<g class="place adopted_not_received"><circle [^>]*><title>Bergen[^<]*<\/title>/);
    expect(page).toMatch(/<th scope="row">Oslo[^<]*<\/th><td>Oslo<\/td>.*Signert.*4\. mai 2020/);
    expect(page.match(/<tr><td>\d{4}<\/td>/g)).toHaveLength(5);
  });

  it('is open data under a licence, as JSON and CSV with one meaning', async () => {
    const answer = await get('/overview.json');
    const data = (await answer.json()) as {
      report: { asOf: string; accepted: { population: number } };
      municipalities: { number: string; population: number; status: string; since: string | null }[];
    };
    expect(data).toMatchObject({ schemaVersion: 1, licence: { name: 'NLOD 2.0' }, campaign: { slug: 'akson-2020' } });
    expect(data.report.asOf).toBe('2020-05-04T12:00:00+02:00');
    const oslo = data.municipalities.find(({ number }) => number === '0301');
    expect(oslo).toMatchObject({ status: 'ACCEPTED', since: '2020-05-04T11:30:00+02:00' });
    expect(data.report.accepted.population).toBe(oslo?.population);
    expect(data.municipalities.find(({ number }) => number === '4640')).toMatchObject({
      status: 'SILENT',
      since: null,
    });
    const [header, ...records] = parseCsv(await (await get('/overview.csv')).text(), {
      maxRecords: 100,
      maxFieldLength: 100,
    }).map(({ fields }) => fields);
    expect(header).toEqual(['number', 'name', 'county', 'population', 'status', 'since', 'as_of']);
    expect(
      records.map(([number, , , population, status, since]) => [number, Number(population), status, since]),
    ).toEqual(
      data.municipalities.map(({ number, population, status, since }) => [number, population, status, since ?? '']),
    );
  });

  it('names no address and no person', async () => {
    for (const path of ['/', '/overview.json', '/overview.csv']) {
      expect(await (await get(path)).text()).not.toMatch(/@|ordfører\b|mayor/i);
    }
  });

  it.each(['/?language=nb', '/overview.json', '/overview.csv'])(
    '%s may be kept, and is not sent twice',
    async (path) => {
      const first = await get(path);
      expect(first.headers.get('cache-control')).toBe('public, max-age=60, stale-while-revalidate=3600');
      const tag = first.headers.get('etag') ?? '';
      expect((await get(path, { 'if-none-match': tag, 'cache-control': 'max-age=0' })).status).toBe(304);
      expect((await get(path, { 'if-none-match': '"other"', 'cache-control': 'max-age=0' })).status).toBe(200);
      expect(first.headers.get('vary') ?? '').not.toContain('Accept-Language');
      expect(first.headers.get('set-cookie')).toBeNull();
    },
  );

  it('tells caches that the address without a language answers each reader in theirs', async () => {
    expect((await get('/')).headers.get('vary')).toContain('Accept-Language');
  });

  it('tells a change at once, though nobody else asked meanwhile', async () => {
    const before = await (await get('/?language=nb')).text();
    const [row] = (await app.dataSource.query(
      `SELECT reference FROM declaration WHERE municipality_number = '4640'`,
    )) as { reference: string }[];
    const answer = await app.fetch(`/api/v1/declarations/${row?.reference ?? ''}/resolutions`, {
      key: 'caseHandler',
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'overview-1' },
      body: JSON.stringify({ outcome: 'ADOPTED', decidedOn: '2020-05-03' }),
    });
    expect(answer.status).toBe(201);
    const after = await (await get('/?language=nb')).text();
    expect(after).not.toBe(before);
    expect(after).toMatch(/<g class="place adopted_not_received">.*<title>Sogndal.*<\/g>/);
  });

  it('shows one county by itself, and says which there is none of', async () => {
    const page = await (await get('/?language=nb&county=Vestland')).text();
    expect(page).toMatch(/<h2 id="municipalities">Kommuner: Vestland<\/h2>/);
    expect(page.match(/<tr><td>46\d\d<\/td>/g)).toHaveLength(page.match(/<tr><td>\d{4}<\/td>/g)?.length ?? -1);
    const unknown = await get('/?county=Atlantis');
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ code: 'COUNTY_UNKNOWN' });
  });
});
