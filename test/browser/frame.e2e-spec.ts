import type { Browser } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.js';
import { arrives, describeInBrowser, faultsOf, launchBrowser, sidewaysOverflow, visit } from '../support/browser.js';

describeInBrowser('the frame of every page', () => {
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

  it.each([
    ['wide', { width: 1280 }],
    ['as narrow as a small phone', { width: 320 }],
    ['dark', { dark: true }],
  ])('is accessible and complete: %s', async (_, options) => {
    const visitor = await visit(browser, app.url, options);
    const { page, context } = visitor;
    await page.goto('/accessibility?language=nn');
    expect(await page.locator('h1').textContent()).toBe('Tilgjenge');
    expect(await faultsOf(visitor)).toEqual([]);
    await context.close();
  });

  it('is the same page without JavaScript', async () => {
    const { page, context, trouble } = await visit(browser, app.url, { javaScript: false });
    await page.goto('/accessibility?language=nn');
    expect(await page.locator('h1').textContent()).toBe('Tilgjenge');
    expect(await sidewaysOverflow(page)).toBe(0);
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('speaks the language that the browser asks for until another is chosen', async () => {
    const { page, context } = await visit(browser, app.url, { locale: 'en-GB' });
    await page.goto('/accessibility');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await arrives(page, () => page.getByRole('link', { name: 'Bokmål' }).click());
    expect(await page.locator('h1').textContent()).toBe('Tilgjengelighet');
    await context.close();
  });

  it('lets the keyboard skip to the content', async () => {
    const { page, context } = await visit(browser, app.url);
    await page.goto('/accessibility');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Hopp til innholdet');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await context.close();
  });
});
