import type { Browser, Page } from 'playwright-core';
import { codeAt, OneTimeLinks } from '../../src/identity/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { arrives, describeInBrowser, faultsOf, launchBrowser, visit } from '../support/browser.js';

const EMAIL = 'kari@departement.example';
const PASSWORD = 'tre blå fjell i nord';

describeInBrowser('people who log in', () => {
  let app: TestApp;
  let browser: Browser;
  beforeAll(async () => {
    app = await startTestApp();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  const path = (page: Page): string => new URL(page.url()).pathname;
  const send = async (page: Page, name: string): Promise<void> => {
    await arrives(page, () => page.getByRole('button', { name, exact: true }).click());
  };

  it('become administrator, set up codes, invite, make keys, log out and in again: every page without a fault', async () => {
    const visitor = await visit(browser, app.url);
    const { page } = visitor;
    const look = async (): Promise<void> => expect(await faultsOf(visitor)).toEqual([]);
    await page.goto('/log-in');
    await look();
    await page.getByLabel('E-postadresse').fill('ingen@departement.example');
    await page.getByLabel('Passord').fill('et annet passord');
    await send(page, 'Logg inn');
    expect(await page.locator('main').innerText()).toContain('E-postadressen eller passordet er ikke riktig');
    visitor.trouble.splice(0); // The browser tells the console of the status 422.
    await look();

    const link = new URL((await app.get(OneTimeLinks).atFirstStart())?.url ?? '');
    await page.goto(`${link.pathname}${link.search}`);
    expect(page.url()).not.toContain('link=');
    await look();
    await page.getByLabel('Navn').fill('Kari Dahl');
    await page.getByLabel('E-postadresse').fill(EMAIL);
    await page.getByLabel('Nytt passord', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Nytt passord én gang til').fill(PASSWORD);
    await arrives(page, () => page.keyboard.press('Enter'));
    await page.waitForURL('**/log-in/second-factor');
    await look();
    const secret = ((await page.locator('code').first().textContent()) ?? '').replaceAll(' ', '');
    await page.getByRole('textbox', { name: 'Kode' }).fill(codeAt(secret, app.clock.now()));
    await arrives(page, () => page.keyboard.press('Enter'));
    await page.waitForURL('**/account/recovery-codes');
    await look();

    for (const at of ['/account', '/users', '/keys']) {
      await page.goto(at);
      expect(path(page)).toBe(at);
      await look();
    }
    await page.goto('/keys');
    await page.getByLabel('Navn').fill('arkivet');
    await page.getByLabel('Arkiv').check();
    await arrives(page, () => page.keyboard.press('Enter'));
    expect(await page.locator('main').innerText()).toContain('arkivet');
    await look();
    await page.goto('/users');
    await page.getByLabel('Navn').fill('Mathias Kárášjohka-Karasjok');
    await page.getByLabel('E-postadresse').fill('mathias.et.svart.langt.navn@departement.example');
    await arrives(page, () => page.getByLabel('E-postadresse').press('Enter'));
    await page.waitForURL('**/users/*');
    await look();

    await send(page, 'Logg ut');
    expect(path(page)).toBe('/logged-out');
    await look();
    await page.goto('/users');
    expect(path(page)).toBe('/log-in');
    await page.getByLabel('E-postadresse').fill(EMAIL);
    await page.getByLabel('Passord').fill(PASSWORD);
    await arrives(page, () => page.keyboard.press('Enter'));
    await page.waitForURL('**/log-in/code**');
    await look();
    app.clock.moveTo(new Date(app.clock.now().getTime() + 60_000));
    await page.getByRole('textbox', { name: 'Kode' }).fill(codeAt(secret, app.clock.now()));
    await arrives(page, () => page.keyboard.press('Enter'));
    await page.waitForURL('**/users');
    await visitor.context.close();
  });

  it('are told that a link has ended, and that a page is not there', async () => {
    const visitor = await visit(browser, app.url, { dark: true });
    await visitor.page.goto(`/invitation?link=${'x'.repeat(43)}`);
    visitor.trouble.splice(0); // The browser tells the console of the status.
    expect(await faultsOf(visitor)).toEqual([]);
    await visitor.page.goto('/log-in?language=en');
    expect(await faultsOf(visitor)).toEqual([]);
    await visitor.context.close();
  });
});
