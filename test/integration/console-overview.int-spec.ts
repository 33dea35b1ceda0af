import { parseCsv } from '../../src/platform/csv/index.js';
import { RecordResolution } from '../../src/declarations/index.js';
import { ShareReports } from '../../src/reporting/index.js';
import { WithdrawDeclaration } from '../../src/withdrawals/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import type { PageVisitor } from '../support/page-visitor.js';
import { signedInVisitor } from '../support/signed-in.js';
import { issueSmall } from '../support/small-campaign.js';

const SLUG = 'akson-2020';
const LIST = `/campaigns/${SLUG}/declarations`;
/** Oslo, Lesja, Bergen, Voss, Sogndal, Tromsø, Karasjok, Nesseby. */
const NUMBERS = ['0301', '3432', '4601', '4621', '4640', '5401', '5437', '5442', '5001'];

let app: TestApp;
let reader: PageVisitor;
let handler: PageVisitor;
let references: Readonly<Record<string, string>>;

/** The numbers in the table, in its order. */
const shown = (page: PageVisitor): string[] =>
  [...page.html.matchAll(/<tr>(?:<td><input[^>]*>)?<td>(\d{4})<th/g)].map(([, number = '']) => number);
const list = async (search = '', page = reader): Promise<string[]> => shown(await page.open(`${LIST}${search}`));
const reference = (number: string): string => references[number] ?? '';

async function returnState(number: string, state: string): Promise<void> {
  await app.dataSource.query(
    `WITH changed AS (
       UPDATE declaration SET return_state = $2, changed_at = $3 WHERE municipality_number = $1 RETURNING id
     ) INSERT INTO return_state_change (declaration_id, at, state, method) SELECT id, $3, $2, NULL FROM changed`,
    [number, state, app.clock.now().toISOString()],
  );
}

async function resolve(number: string, outcome: 'ADOPTED' | 'DECLINED' | 'POSTPONED'): Promise<void> {
  await app.get(RecordResolution).execute({
    reference: reference(number),
    outcome,
    decidedOn: '2020-05-20',
    caseNumber: null,
    actor: 'key:test',
  });
}

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

describe('before there is any campaign', () => {
  it('says how to begin, to those who may', async () => {
    const admin = await signedInVisitor(app, 'admin', 'en');
    await admin.open('/start');
    expect(admin.at).toBe('/campaigns');
    expect(admin.words()).toContain('There is no campaign yet. Begin by making one');
    expect(admin.html).toContain('href="/campaigns/new"');
    await (await signedInVisitor(app, 'reader', 'nn')).open('/campaigns').then((page) => {
      expect(page.words()).toContain('Ein administrator kan lage ein');
      expect(page.html).not.toContain('href="/campaigns/new"');
    });
  });
});

describe('a campaign half-way', () => {
  beforeAll(async () => {
    ({ references } = await issueSmall(app, { numbers: NUMBERS }));
    app.clock.moveTo(new Date('2020-05-25T10:00:00+02:00'));
    await returnState('0301', 'ACCEPTED');
    await resolve('4601', 'ADOPTED');
    await resolve('4621', 'DECLINED');
    await resolve('5401', 'POSTPONED');
    app.clock.moveTo(new Date('2020-05-26T10:00:00+02:00'));
    await returnState('5437', 'NEEDS_REVIEW');
    await app.get(WithdrawDeclaration).execute({
      reference: reference('5442'),
      by: 'municipality',
      reason: '=cmd',
      note: null,
      actor: 'key:test',
    });
    [reader, handler] = [await signedInVisitor(app, 'reader'), await signedInVisitor(app, 'case-handler')];
    await app.settle();
    await app.dataSource.query(`UPDATE letter SET state = 'HELD' WHERE declaration_id =
      (SELECT id FROM declaration WHERE municipality_number = '3432')`);
    await app.dataSource.query(`UPDATE letter SET state = 'BOUNCED_HARD' WHERE kind = 'INVITATION' AND declaration_id =
      (SELECT id FROM declaration WHERE municipality_number = '4640')`);
  });

  it('is where a log-in leads, while it is the only one', async () => {
    await reader.open('/start');
    expect(reader.at).toBe(`/campaigns/${SLUG}`);
    await reader.open('/campaigns');
    expect(reader.words()).toMatch(/Én kampanje.*Pågår/);
  });

  it('counts on its overview what is behind each figure', async () => {
    await handler.open(`/campaigns/${SLUG}`);
    const figures = [
      ...handler.html.matchAll(/<a[^>]*href="([^"]+)"[^>]*>(?:(?!<\/a>)[\s\S])*?<data value="(\d+)">/g),
    ].map(([, href = '', rows = '']) => ({ href: href.replaceAll('&amp;', '&'), rows: Number(rows) }));
    expect(figures.length).toBeGreaterThan(20);
    const lists = figures.filter(({ href }) => href.startsWith(LIST));
    expect(lists.length).toBe(12);
    for (const { href, rows } of lists) {
      expect([href, shown(await reader.open(href)).length]).toEqual([href, rows]);
    }
    expect(lists.map(({ rows }) => rows)).toEqual([1, 1, 2, 7, 0, 0, 1, 1, 1, 2, 1, 2]);
    const letters = Object.fromEntries(figures.map(({ href, rows }) => [href.split('?')[1], rows]));
    expect(letters).toMatchObject({ 'delivery=HELD': 1, 'delivery=BOUNCED_HARD': 1, 'delivery=FAILED': 0 });
    for (const { href } of figures) expect(href).toMatch(new RegExp(`^/campaigns/${SLUG}/`));
  });

  it('shows the exact share, what is missing, and the chart', async () => {
    const report = await app.get(ShareReports).at(SLUG, app.clock.now());
    await reader.open(`/campaigns/${SLUG}`);
    const words = reader.words().replaceAll(/\s/g, ' ');
    expect(words).toContain(report.categories.ACCEPTED.share.replace('.', ','));
    expect(words).toContain(report.threshold.reached ? 'Nådd' : 'mangler');
    expect(reader.html).toContain('class="share-chart"');
    expect(reader.html).not.toMatch(/ style="|<script>/);
  });

  it('has the categories of the report', async () => {
    const reported = await app.get(ShareReports).declarations(SLUG, app.clock.now());
    for (const category of new Set(reported.map((one) => one.category))) {
      const numbers = reported.filter((one) => one.category === category).map((one) => one.municipalityNumber);
      expect([category, await list(`?status=${category}`)]).toEqual([category, numbers]);
    }
  });

  it.each<[string, readonly string[]]>([
    ['', ['0301', '3432', '4601', '4621', '4640', '5401', '5437', '5442']],
    ['?status=ACCEPTED&status=IN_REVIEW', ['0301', '5437']],
    ['?returnState=NEEDS_REVIEW', ['5437']],
    ['?returnState=ACCEPTED&returnState=NEEDS_REVIEW', ['0301', '5437']],
    ['?resolution=POSTPONED', ['5401']],
    ['?resolution=NONE&returnState=NONE', ['3432', '4640', '5442']],
    ['?deadline=OVERDUE', []],
    ['?deadline=OPEN&deadline=DUE_SOON&county=46', ['4601', '4621', '4640']],
    ['?dueOn=2020-07-01&county=03', ['0301']],
    ['?dueOn=2020-07-02', []],
    ['?delivery=HELD', ['3432']],
    ['?delivery=HELD&delivery=BOUNCED_HARD', ['3432', '4640']],
    ['?arrival=LATE', []],
    ['?healthRegion=Helse+Nord', ['5401', '5437', '5442']],
    ['?language=nn&county=46', ['4621', '4640']],
    ['?q=karasjohka', ['5437']],
    ['?q=K%C3%A5rasjok', ['5437']],
    ['?q=tromso', ['5401']],
    ['?q=4601', ['4601']],
    ['?q=%25', []],
    ['?q=&county=&status=', ['0301', '3432', '4601', '4621', '4640', '5401', '5437', '5442']],
    ['?sort=name&order=asc', ['4601', '5437', '3432', '0301', '4640', '5401', '5442', '4621']],
    ['?sort=population&order=desc&county=54', ['5401', '5437', '5442']],
    ['?sort=changed&order=desc&status=IN_REVIEW&status=ACCEPTED', ['5437', '0301']],
    ['?sort=deadline&county=46', ['4601', '4621', '4640']],
  ])('lists %s', async (search, numbers) => {
    expect(await list(search)).toEqual(numbers);
    expect(reader.status).toBe(200);
  });

  it('finds by the reference', async () => {
    expect(await list(`?q=${reference('5437')}`)).toEqual(['5437']);
  });

  it('tells the share of what it lists, draws it, and keeps the form', async () => {
    await reader.open(`${LIST}?county=46&language=nn&status=DECLINED&status=SILENT`);
    expect(reader.words().replaceAll(/\s/g, ' ')).toMatch(/2 av 8 kommuner, med \d+ \d+ innbyggere: \d,\d\d % av/);
    expect(reader.html.match(/<circle [^>]*><title>/g)).toHaveLength(8);
    const [outside] = /<g class="place outside">.*?<\/g>/.exec(reader.html) ?? [];
    expect(outside?.match(/<circle /g)).toHaveLength(6);
    expect(reader.html).toMatch(/value="46" selected/);
    expect(reader.html).toMatch(/value="DECLINED" checked/);
    expect(reader.html).toContain('<details class="more-filters" open>');
    expect(reader.html).toMatch(/href="\/declarations\/AKSON-2020-4621-/);
  });

  it.each([
    ['?status=ASLEEP', '«Status» kan ikke være «ASLEEP»'],
    ['?status=ACCEPTED&status=ASLEEP', '«Status» kan ikke være «ACCEPTED, ASLEEP»'],
    ['?dueOn=2020-02-30', '«Fristdato» kan ikke være «2020-02-30»'],
    ['?county=Oslo', '«Fylke» kan ikke være «Oslo»'],
    ['?sort=size', '«Sortering» kan ikke være «size»'],
    ['?cursor=x', '«Side» kan ikke være «x»'],
    ['?language=en', '«Målform» kan ikke være «en»'],
    ['?q=%00', '«Søk» kan ikke være'],
  ])('refuses %s in words, and lists nothing', async (search, words) => {
    expect(await list(search)).toEqual([]);
    expect(reader.status).toBe(400);
    expect(reader.words()).toContain(words);
    expect(reader.html).toContain('<form class="filters"');
    const csv = await fetch(`${app.url}${LIST}.csv${search}`, { headers: { cookie: reader.cookieHeader() } });
    expect([csv.status, await csv.text()]).toEqual([400, expect.stringContaining(words)]);
  });

  it('escapes what was typed', async () => {
    await reader.open(`${LIST}?county=${encodeURIComponent('"><script>1</script>')}`);
    expect(reader.html).not.toContain('<script>1');
  });

  it('gives the same rows as CSV', async () => {
    for (const search of ['', '?county=54&sort=name&order=desc', '?q=ingen']) {
      const rows = await list(search);
      const csv = await fetch(`${app.url}${LIST}.csv${search}`, { headers: { cookie: reader.cookieHeader() } });
      expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(csv.headers.get('content-disposition')).toBe('attachment; filename="akson-2020.csv"');
      const [header, ...records] = parseCsv(await csv.text(), { maxRecords: 100, maxFieldLength: 100 });
      expect(header?.fields.slice(0, 7)).toEqual([
        'number',
        'name',
        'county',
        'population',
        'reference',
        'status',
        'return_state',
      ]);
      expect(records.map(({ fields }) => fields[0])).toEqual(rows);
    }
  });

  it('leads those who may to extensions, with the same filters', async () => {
    await handler.open(`${LIST}?county=46`);
    expect(handler.html).toContain(`href="/campaigns/${SLUG}/extensions?county=46"`);
    expect(handler.html).toContain(`action="/campaigns/${SLUG}/extensions"`);
    expect(handler.html.match(/name="reference" value="AKSON-2020-46/g)).toHaveLength(3);
    await reader.open(`${LIST}?county=46`);
    expect(reader.html).not.toContain(`/extensions?county=46`);
  });

  it('offers the same lists over REST, with stable pages', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const search = `?sort=name&order=desc&limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const answer = await app.fetch(`/api/v1${LIST}${search}`);
      const body = (await answer.json()) as { items: { municipalityNumber: string }[]; nextCursor: string | null };
      seen.push(...body.items.map(({ municipalityNumber }) => municipalityNumber));
      cursor = body.nextCursor ?? '';
    } while (cursor !== '');
    expect(seen).toEqual(await list('?sort=name&order=desc'));
    const first = await app.fetch(`/api/v1${LIST}?limit=1&sort=population`);
    const { nextCursor } = (await first.json()) as { nextCursor: string };
    const mixed = await app.fetch(`/api/v1${LIST}?limit=1&cursor=${nextCursor}`);
    expect([mixed.status, await mixed.json()]).toMatchObject([400, { errors: [{ where: 'query.cursor' }] }]);
  });

  it('turns pages that hold each municipality once, whatever changes meanwhile', async () => {
    await app.dataSource.query(
      `INSERT INTO municipality (number, name, county_number, county_name, health_region, population, organization_number,
         email, language_form, sami_admin_area, website, longitude, latitude)
       SELECT (9000 + n)::text, 'K' || n, '90', 'Prøve', health_region, n, (800000000 + n)::text, email, language_form,
         false, website, longitude, latitude
       FROM (SELECT * FROM municipality WHERE number = '0301') AS one, generate_series(1, 250) AS n`,
    );
    await app.dataSource.query(
      `INSERT INTO declaration (id, campaign_id, municipality_number, reference, case_token, portal_link_hash,
         portal_link_version, language, recipient_name, recipient_email, organization_number, population, issued_at,
         deadline_version, return_state, due_on, changed_at, name_order, search_text)
       SELECT md5('d' || n)::uuid, campaign_id, (9000 + n)::text, 'R' || n, 'T' || n, 'H' || n, 1, language, 'K' || n,
         recipient_email, (800000000 + n)::text, n % 7, issued_at, 1, 'NONE', due_on, issued_at, 'k', 'zzz'
       FROM (SELECT * FROM declaration LIMIT 1) AS one, generate_series(1, 250) AS n`,
    );
    await app.dataSource.query(
      `INSERT INTO deadline (declaration_id, version, kind, due_on, starts_at, granted_by)
       SELECT id, 1, 'ORIGINAL', due_on, issued_at, 'a' FROM declaration WHERE municipality_number >= '9000'`,
    );
    const seen: string[] = [];
    let href: string | undefined = `${LIST}?q=zzz&sort=population&order=desc`;
    while (href !== undefined) {
      await reader.open(href);
      seen.push(...shown(reader));
      // Somebody behind the page moves to its front: nobody is lost by that.
      await app.dataSource.query(`UPDATE declaration SET population = 9 WHERE municipality_number = $1`, [seen.at(-1)]);
      href = /href="([^"]+)" rel="next"/.exec(reader.html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen).toHaveLength(250);
    expect(new Set(seen).size).toBe(250);
    const csv = await fetch(`${app.url}${LIST}.csv?q=zzz`, { headers: { cookie: reader.cookieHeader() } });
    expect((await csv.text()).trim().split('\r\n')).toHaveLength(251);
  });

  it('is for those who have logged in', async () => {
    for (const path of ['/start', '/campaigns', `/campaigns/${SLUG}`, LIST, `${LIST}.csv`]) {
      const answer = await fetch(`${app.url}${path}`, { redirect: 'manual', headers: { accept: 'text/html' } });
      expect([path, answer.headers.get('location')]).toEqual([path, `/log-in?to=${encodeURIComponent(path)}`]);
    }
    expect((await reader.open('/campaigns/nowhere')).status).toBe(404);
    expect((await reader.open('/campaigns/nowhere/declarations')).status).toBe(404);
  });
});
