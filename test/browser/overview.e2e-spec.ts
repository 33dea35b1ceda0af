import type { Browser } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.js';
import { describeInBrowser, faultsOf, launchBrowser, visit } from '../support/browser.js';

describeInBrowser('a visitor on the overview', () => {
  let app: TestApp;
  let browser: Browser;
  beforeAll(async () => {
    app = await startTestApp();
    await app.issueAkson();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  it.each([
    ['wide', { width: 1280 }],
    ['as narrow as a small phone', { width: 320 }],
    ['dark, in English', { dark: true, locale: 'en-GB' }],
  ])('finds nothing in the way: %s', async (_, options) => {
    const visitor = await visit(browser, app.url, options);
    const { page, context } = visitor;
    await page.goto('/');
    expect(await page.locator('.cartogram .place title').count()).toBe(291);
    expect(await page.locator('tbody tr').count()).toBe(291);
    expect(await faultsOf(visitor)).toEqual([]);
    await context.close();
  });

  it('reads it with the keyboard only', async () => {
    const { page, context } = await visit(browser, app.url);
    await page.goto('/');
    const stops: string[] = [];
    for (let press = 0; press < 12; press++) {
      await page.keyboard.press('Tab');
      stops.push(await page.evaluate<string>('document.activeElement.textContent.trim().slice(0, 30)'));
    }
    expect(stops[0]).toBe('Hopp til innholdet');
    expect(stops).toEqual(expect.arrayContaining(['Tilslutning', 'Nynorsk', 'English', 'JSON', 'CSV', 'API']));
    await context.close();
  });
});
