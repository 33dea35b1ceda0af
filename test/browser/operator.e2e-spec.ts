import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { codeAt, OneTimeLinks } from '../../src/identity/index.js';
import { ImportRegister } from '../../src/municipalities/index.js';
import { packageFile } from '../../src/platform/config/index.js';
import { HandInReturn } from '../../src/returns/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { arrives, describeInBrowser, faultsOf, launchBrowser, visit, type Visitor } from '../support/browser.js';
import { minutesPdf } from '../support/returned-files.js';
import { ReturningMunicipality } from '../support/returning-municipality.js';
import { linksOn, walkLinks } from '../support/walk-links.js';

const PASSWORD = 'tre blå fjell i nord';
const SLUG = 'akson-2020';
/** What links must lead an administrator to, from section to section and onwards. */
const KINDS = [
  '/account /account/second-factor /users /users/* /keys /campaigns /campaigns/new /campaigns/akson-*',
  '/campaigns/akson-*/declarations /campaigns/akson-*/extensions /campaigns/akson-*/letters /campaigns/akson-*/questions',
  '/campaigns/akson-*/review /campaigns/akson-*/set-up /campaigns/akson-*/dry-run',
  '/declarations/* /declarations/*/contact /declarations/*/extension /declarations/*/resolution /declarations/*/return',
  '/declarations/*/undo /declarations/*/withdrawal /letters/* /messages/* /returns/* /tasks/*',
  '/audit /queue /campaigns/akson-*/reports /captured-letters /captured-letters/*',
].flatMap((line) => line.split(' '));

describeInBrowser('an operator', () => {
  let app: TestApp;
  let browser: Browser;
  let visitor: Visitor;
  let page: Page;
  /** What the authenticator holds. */
  let secret = '';
  beforeAll(async () => {
    app = await startTestApp();
    await app.get(ImportRegister).execute(readData('municipalities-2020.csv'), 'system:test');
    browser = await launchBrowser();
    visitor = await visit(browser, app.url);
    page = visitor.page;
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  const look = async (): Promise<void> => expect(await faultsOf(visitor)).toEqual([]);
  const words = async (): Promise<string> => (await page.locator('main').innerText()).replaceAll('\u00A0', ' ');
  const send = async (name: string | RegExp): Promise<void> => {
    await arrives(page, () =>
      page
        .locator('main')
        .getByRole('button', { name, exact: typeof name === 'string' })
        .click(),
    );
  };

  it('logs in and finds out how to begin', async () => {
    const link = new URL((await app.get(OneTimeLinks).atFirstStart())?.url ?? '');
    await page.goto(`${link.pathname}${link.search}`);
    await page.getByLabel('Navn').fill('Kari Dahl');
    await page.getByLabel('E-postadresse').fill('kari@departement.example');
    await page.getByLabel('Nytt passord', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Nytt passord én gang til').fill(PASSWORD);
    await arrives(page, () => page.keyboard.press('Enter'));
    await page.waitForURL('**/log-in/second-factor**');
    secret = ((await page.locator('code').first().textContent()) ?? '').replaceAll(' ', '');
    await page.getByRole('textbox', { name: 'Kode' }).fill(codeAt(secret, app.clock.now()));
    await arrives(page, () => page.keyboard.press('Enter'));
    await page.waitForURL('**/account/recovery-codes');
    await arrives(page, () => page.getByRole('link', { name: 'Kampanjer', exact: true }).click());
    await page.waitForURL('**/campaigns');
    await look();
    await arrives(page, () => page.locator('main').getByRole('link', { name: 'Lag en kampanje' }).click());
    await page.waitForURL('**/campaigns/new');
    await look();
  });

  it('sets up a campaign whose faults are named, looks at what would go out, and issues it', async () => {
    const definition = readData('campaigns', 'akson-2020.yaml');
    await page.getByLabel('Definisjonen').fill(definition.replace(/^deadlineOn:.*$/mu, 'deadlineOn: tirsdag'));
    await send('Legg inn');
    expect(await words()).toContain('deadlineOn');
    expect(await page.getByLabel('Definisjonen').inputValue()).toContain('deadlineOn: tirsdag');
    forgetStatus(visitor);
    await look();
    await page.getByLabel('Definisjonen').fill(definition);
    await send('Legg inn');
    await page.waitForURL(`**/campaigns/${SLUG}/set-up**`);
    await look();
    await arrives(page, () => page.locator(`main a[href^="/campaigns/${SLUG}/dry-run"]`).first().click());
    expect(await words()).toMatch(/291/);
    await page.goto(`/campaigns/${SLUG}/dry-run?municipality=5437`);
    expect(await words()).toContain('Kárášjohka-Karasjok');
    await look();
    await page.goto(`/campaigns/${SLUG}/set-up`);
    await page.getByLabel(`Skriv ${SLUG} for å bekrefte`).fill('akson');
    await send('Send ut kampanjen');
    expect(await words()).toContain(`Skriv nøyaktig ${SLUG}.`);
    forgetStatus(visitor);
    await page.getByLabel(`Skriv ${SLUG} for å bekrefte`).fill(SLUG);
    await send('Send ut kampanjen');
    await app.settle();
    await page.goto(`/campaigns/${SLUG}/set-up`);
    expect(await words()).toContain('291 av 291 erklæringer er laget.');
    await look();
  });

  it('gives fifty municipalities more time at once', async () => {
    await app.moveTo('2020-06-20T10:00:00Z');
    // Two months later nobody is logged in any more; who comes back is where they wanted to go.
    await page.goto(`/campaigns/${SLUG}/declarations`);
    await page.getByLabel('E-postadresse').fill('kari@departement.example');
    await page.getByLabel('Passord').fill(PASSWORD);
    await arrives(page, () => page.keyboard.press('Enter'));
    await page.waitForURL('**/log-in/code**');
    await page.getByRole('textbox', { name: 'Kode' }).fill(codeAt(secret, app.clock.now()));
    await arrives(page, () => page.keyboard.press('Enter'));
    await page.waitForURL(`**/campaigns/${SLUG}/declarations`);
    await look();
    const boxes = page.locator('tbody input[type="checkbox"]');
    const count = await boxes.count();
    expect(count).toBeGreaterThanOrEqual(50);
    for (let index = 0; index < 50; index++) await boxes.nth(index).check();
    await send(/utsett/i);
    await page.waitForURL(`**/campaigns/${SLUG}/extensions**`);
    await look();
    await page.locator('#dueOn').fill('2020-07-07');
    await page.locator('#reason').fill('Kommunestyret møtes 6. juli');
    await arrives(page, () => page.locator('main form button[type="submit"]').first().click());
    expect(await words()).toMatch(/50 kommuner/);
    await look();
    await arrives(page, () => page.locator('main form button[type="submit"]').last().click());
    await look();
    await app.settle();
    const [{ extended, told }] = (await app.dataSource.query(
      `SELECT (SELECT count(*)::integer FROM declaration WHERE due_on = '2020-07-07') AS extended,
         (SELECT count(*)::integer FROM letter WHERE kind = 'EXTENSION_NOTICE' AND state = 'SENT') AS told`,
    )) as [{ extended: number; told: number }];
    expect({ extended, told }).toEqual({ extended: 50, told: 50 });
  });

  it('decides ten reviews, the next one opening by itself', async () => {
    const rows = (await app.dataSource.query(
      'SELECT reference FROM declaration ORDER BY population DESC LIMIT 10',
    )) as { reference: string }[];
    for (const [index, { reference }] of rows.entries()) {
      await app.get(HandInReturn).execute({
        reference,
        channel: 'REST',
        fileName: `vedtak-${String(index)}.pdf`,
        bytes: Buffer.from(minutesPdf(`Vedtak ${String(index)}`)),
        actor: 'key:integration',
      });
    }
    await app.settle();
    await page.goto(`/campaigns/${SLUG}/review`);
    await look();
    await arrives(page, () => page.locator('tbody a').first().click());
    const seen = new Set<string>();
    for (let decided = 0; decided < 10; decided++) {
      await page.waitForURL('**/returns/*');
      seen.add(new URL(page.url()).pathname);
      if (decided === 0) await look();
      await arrives(page, () => page.keyboard.press(decided % 2 === 0 ? 'a' : 'k'));
      await page.waitForURL('**/decisions/**');
      if (decided < 2) await look();
      await page.getByLabel('Begrunnelse').fill(`Sett gjennom, nummer ${String(decided)}`);
      await arrives(page, () => page.locator('button[value="preview"]').click());
      if (decided < 2) await look();
      await arrives(page, () => page.locator('button[value="decide"]').click());
      await page.waitForURL(decided === 9 ? `**/campaigns/${SLUG}/review**` : '**/returns/*');
    }
    expect(seen.size).toBe(10);
    expect(await words()).toContain('Ingenting venter');
    await look();
  });

  it('opens every page that links lead to, from section to section and onwards', async () => {
    const writer = await ReturningMunicipality.at(app, 1);
    await writer.send({ subject: 'Hvem skal skrive under?', text: 'Kan ordføreren skrive under alene?' });
    await app.settle();
    await page.goto(`/campaigns/${SLUG}`);
    forgetStatus(visitor);
    const starts = ['/account', ...(await linksOn(page, 'header nav a'))];
    const { kinds, faults } = await walkLinks(visitor, starts);
    expect(faults).toEqual([]);
    expect(kinds).toEqual(expect.arrayContaining(KINDS));
  });
});

/** The browser tells its console of each status above 399; the pages that have one are meant here. */
function forgetStatus({ trouble }: Visitor): void {
  trouble.splice(0, trouble.length, ...trouble.filter((line) => !line.includes('status of 4')));
}

function readData(...parts: readonly string[]): string {
  return readFileSync(packageFile('data', ...parts), 'utf8');
}
