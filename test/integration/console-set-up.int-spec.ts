import { CampaignReadModel } from '../../src/campaigns/index.js';
import { ImportRegister } from '../../src/municipalities/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import type { PageVisitor } from '../support/page-visitor.js';
import { signedInVisitor } from '../support/signed-in.js';
import { campaignOf, registerOf, SMALL_REGISTER } from '../support/small-campaign.js';

const SET_UP = '/campaigns/akson-2020/set-up';
const DRY_RUN = '/campaigns/akson-2020/dry-run';

let app: TestApp;
let reader: PageVisitor;
let handler: PageVisitor;
let approver: PageVisitor;
let admin: PageVisitor;
let csv: string;

beforeAll(async () => {
  app = await startTestApp();
  csv = registerOf(SMALL_REGISTER);
  await app.get(ImportRegister).execute(csv, 'system:test');
  reader = await signedInVisitor(app, 'reader');
  handler = await signedInVisitor(app, 'case-handler');
  approver = await signedInVisitor(app, 'approver', 'nn');
  admin = await signedInVisitor(app, 'admin', 'en');
});
afterAll(() => app.close());

const stateOf = async (): Promise<string> => (await app.get(CampaignReadModel).bySlug('akson-2020')).state;

describe('a new campaign', () => {
  it('is for administrators', async () => {
    for (const visitor of [reader, handler, approver]) expect((await visitor.open('/campaigns/new')).status).toBe(403);
  });

  it('names every fault with its line, and loses nothing', async () => {
    await admin.open('/campaigns/new');
    await admin.submit('/campaigns/new', { definition: '' });
    expect([admin.status, admin.words().includes('Paste the definition.')]).toEqual([422, true]);
    const wrong = campaignOf(csv, { code: 'æ', deadlineOn: 'never' });
    await admin.submit('/campaigns/new', { definition: wrong });
    expect(admin.status).toBe(422);
    expect(admin.words()).toContain('2 faults have to be mended');
    expect(admin.words()).toMatch(/code \(line \d+\) ?: is not a code.*deadlineOn \(line \d+\) ?: is not a date/);
    expect(admin.html).toContain('&quot;deadlineOn&quot;:&quot;never&quot;');
    await admin.submit('/campaigns/new', { definition: 'slug: [' });
    expect(admin.words()).toMatch(/line \d+ ?:/);
  });

  it('comes in as a draft, and can be changed while it is one', async () => {
    await admin.open('/campaigns/new');
    await admin.submit('/campaigns/new', { definition: campaignOf(csv).replaceAll('\n', '\r\n') });
    expect([admin.status, admin.at]).toEqual([200, `${SET_UP}?done=CREATED`]);
    expect(admin.words()).toContain('The campaign is there as a draft.');
    await admin.open('/campaigns/new');
    await admin.submit('/campaigns/new', { definition: campaignOf(csv) });
    expect(admin.words()).toContain('The draft was the same already.');
  });
});

describe('the set-up', () => {
  it('shows what municipalities will read in both forms, deadlines, plan and recipients', async () => {
    await reader.open(SET_UP);
    expect(reader.words()).toMatch(/Utkast.*1\. juli 2020.*7\. juli 2020/);
    expect(reader.words()).toContain('Bokmål');
    expect(reader.html).toContain('<section lang="nn"');
    expect(reader.words()).toContain('14, 7, 2, 1 dager før fristen');
    expect(reader.html).not.toContain(`${SET_UP}/issue`);
    expect(reader.words()).toContain('Bare godkjennere kan sende ut.');
  });
});

describe('the dry run', () => {
  it('is for case handlers', async () => {
    expect((await reader.open(DRY_RUN)).status).toBe(403);
  });

  it('counts, and shows a municipality of choice its letters and form', async () => {
    await handler.open(DRY_RUN);
    expect(handler.words()).toContain('Ingenting står i veien for utsending.');
    expect(handler.words()).toContain('AKSON-2020-0301-00000');
    await handler.open(`${DRY_RUN}?municipality=4621`);
    expect(handler.words()).toMatch(/Voss herad.*AKSON-2020-4621-00000/);
    expect(handler.html).toContain('<pre class="words" tabindex="0" lang="nn">');
    const form = await fetch(`${app.url}${DRY_RUN}/form/4621`, {
      headers: { cookie: handler.cookieHeader(), accept: 'text/html' },
    });
    expect(form.headers.get('content-disposition')).toContain('AKSON-2020-4621-00000.pdf');
    expect(
      Buffer.from(await form.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const stored: unknown[] = await app.dataSource.query('SELECT id FROM form_template');
    expect(stored).toEqual([]);
  });

  it('shows no sample of one that gets none', async () => {
    await handler.open(`${DRY_RUN}?municipality=5001`);
    expect([handler.status, handler.words().includes('Denne kommunen får ikke erklæring.')]).toEqual([422, true]);
    expect((await handler.open(`${DRY_RUN}/form/5001`)).status).toBe(404);
  });
});

describe('issuing', () => {
  it('is refused without the name, on an outdated picture, and while something stands in the way', async () => {
    await approver.open(SET_UP);
    await approver.submit(`${SET_UP}/issue`, { confirmIssue: 'akson' });
    expect([approver.status, approver.words().includes('Skriv nøyaktig akson-2020.')]).toEqual([422, true]);
    expect(approver.html).toContain('value="akson"');
    await approver.submit(`${SET_UP}/issue`, { confirmIssue: 'akson-2020', version: '7' });
    expect([approver.status, approver.words().includes('Kampanjen er endra')]).toEqual([412, true]);
    app.clock.moveTo(new Date('2020-07-02T08:00:00Z'));
    await approver.submit(`${SET_UP}/issue`, { confirmIssue: 'akson-2020' }).catch(() => undefined);
    expect(await stateOf()).toBe('DRAFT');
  });

  it('shows what it will do, is done by an approver, and shows how far it has come', async () => {
    const issuing = await startTestApp();
    try {
      await issuing.get(ImportRegister).execute(csv, 'system:test');
      const boss = await signedInVisitor(issuing, 'admin');
      await boss.open('/campaigns/new');
      await boss.submit('/campaigns/new', { definition: campaignOf(csv, { code: 'æ' }) });
      expect(boss.words()).toMatch(/code \(linje \d+\) ?: er ikke en kode: bruk A–Z/);
      await boss.submit('/campaigns/new', { definition: 'slug: [' });
      expect(boss.words()).toContain('innrykket stemmer ikke (BAD_INDENT)');
      await boss.submit('/campaigns/new', { definition: campaignOf(csv) });
      const who = await signedInVisitor(issuing, 'approver');
      await who.open(SET_UP);
      expect(who.words()).toMatch(/\d+ kommuner med [\d ]+ innbyggere får hver sin erklæring og invitasjon/);
      await who.submit(`${SET_UP}/issue`, { confirmIssue: 'akson-2020' });
      expect(who.words()).toMatch(/Utsendingen er i gang\..*0 av \d+ erklæringer er laget\./);
      await issuing.settle();
      await who.open(SET_UP);
      const recipients = SMALL_REGISTER.length - 1;
      expect(who.words()).toContain(`${recipients} av ${recipients} erklæringer er laget.`);
      expect(who.html).not.toContain(`${SET_UP}/issue`);
      expect(who.html).not.toContain(`${SET_UP}/close`);
      await boss.open('/campaigns/new');
      const later = campaignOf(csv, { extendedDeadlineOn: '2020-07-09' });
      await boss.submit('/campaigns/new', { definition: later });
      expect([boss.status, boss.words().includes('kan ikke endres')]).toEqual([422, true]);

      await boss.open(SET_UP);
      expect(boss.words()).toMatch(/[1-9]\d* planlagte påminnelser/);
      await boss.submit(`${SET_UP}/close`, { confirmClose: 'nei' });
      expect([boss.status, boss.words().includes('Skriv nøyaktig akson-2020.')]).toEqual([422, true]);
      await boss.submit(`${SET_UP}/close`, { confirmClose: 'akson-2020' });
      expect(boss.words()).toMatch(/Kampanjen er avsluttet\..*Tilstand Avsluttet/);
    } finally {
      await issuing.close();
    }
  });
});
