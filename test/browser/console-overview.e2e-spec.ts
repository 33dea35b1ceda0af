import type { Browser } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.js';
import { accessibilityFaults, arrives, describeInBrowser, faultsOf, launchBrowser, visit } from '../support/browser.js';
import { signIn } from '../support/signed-in.js';

const CAMPAIGN = '/campaigns/akson-2020';
const LIST = `${CAMPAIGN}/declarations`;

describeInBrowser('an operator on the overview and among the municipalities', () => {
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

  const operator = async (options: Parameters<typeof visit>[2] = {}, language: 'nb' | 'nn' | 'en' = 'nb') => {
    const visitor = await visit(browser, app.url, options);
    const { cookie } = await signIn(app, 'admin', language);
    await visitor.context.addCookies([{ ...cookie, url: app.url }]);
    return visitor;
  };

  it('finds nothing in the way while there is no campaign', async () => {
    const visitor = await operator({ width: 320 });
    const { page, context } = visitor;
    await page.goto('/start');
    expect(await faultsOf(visitor)).toEqual([]);
    await context.close();
  });

  describe('of the whole campaign', () => {
    beforeAll(() => app.issueAkson());

    it.each([
      ['wide', { width: 1280 }, 'nb'],
      ['as narrow as a small phone', { width: 320 }, 'nn'],
      ['dark, in English', { dark: true }, 'en'],
    ] as const)('finds nothing in the way: %s', async (_, options, language) => {
      const visitor = await operator(options, language);
      const { page, context } = visitor;
      for (const path of [
        '/campaigns',
        CAMPAIGN,
        LIST,
        `${LIST}?status=SILENT&county=46&sort=name&order=desc`,
        `${LIST}?q=ingen-heter-dette`,
        '/audit',
        '/queue',
      ]) {
        await page.goto(path);
        expect(await faultsOf(visitor)).toEqual([]);
      }
      await page.goto(`${LIST}?status=ASLEEP`);
      expect(await accessibilityFaults(page)).toEqual([]);
      await context.close();
    });

    it('filters, sorts and chooses with the keyboard only', async () => {
      const { page, context } = await operator();
      await page.goto(LIST);
      expect(await page.locator('tbody tr').count()).toBe(100);
      await page.locator('#q').focus();
      await page.keyboard.type('karasjohka');
      await arrives(page, () => page.keyboard.press('Enter'));
      await page.waitForURL(/q=karasjohka/);
      expect(await page.locator('tbody tr').count()).toBe(1);
      expect(await page.locator('.cartogram .place:not(.outside) title').count()).toBe(1);
      await page.goto(`${LIST}?county=54`);
      await page.locator('thead a', { hasText: 'Innbyggere' }).focus();
      await arrives(page, () => page.keyboard.press('Enter'));
      await page.waitForURL(/sort=population/);
      expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('ascending');
      for (const box of [0, 1]) {
        await page.locator('tbody input[type=checkbox]').nth(box).focus();
        await page.keyboard.press('Space');
      }
      await arrives(page, () => page.keyboard.press('Enter'));
      await page.waitForURL(/\/extensions\?reference=AKSON-2020-54\d\d-\w+&reference=AKSON-2020-54\d\d-\w+$/);
      await context.close();
    });
  });
});
