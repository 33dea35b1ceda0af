import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser, visit } from '../support/browser.js';
import { budgetFaults } from '../support/page-budget.js';

const ORIGIN = 'http://budget.example';

describeInBrowser('the budget that every page is held to', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });

  /** Opened, with what its script did before it was loaded. */
  async function open(script: string, style = ''): Promise<Page> {
    const { page } = await visit(browser, ORIGIN);
    let drawn = (): void => {};
    const isDrawn = new Promise<void>((resolve) => (drawn = resolve));
    await page.exposeFunction('drawn', () => drawn());
    await page.route(`${ORIGIN}/**`, async (route) => {
      if (route.request().url().endsWith('/style.css'))
        return await route.fulfill({ contentType: 'text/css', body: style });
      // The page is loaded once this has come, which is after its script has moved what it moves.
      if (route.request().url().endsWith('/last.svg')) {
        await isDrawn;
        return await route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' });
      }
      const body = `<link rel="stylesheet" href="/style.css"><h1>Words</h1><p>${'More words. '.repeat(50)}</p>
        <script>
          const frames = (count, then) => requestAnimationFrame(() => (count === 0 ? then() : frames(count - 1, then)));
          frames(3, () => { ${script}; frames(3, () => drawn()); });
        </script><img src="/last.svg" width="1" height="1" alt="">`;
      return await route.fulfill({ contentType: 'text/html', body });
    });
    await page.goto('/');
    await page.waitForFunction(`performance.getEntriesByName('settled').length > 0`);
    return page;
  }
  const PUSH = `document.body.prepend(Object.assign(document.createElement('pre'), { textContent: '\\n'.repeat(20) }))`;

  it('is kept by a page that stands still', async () => {
    expect(await budgetFaults(await open(''))).toEqual([]);
  });

  it('is broken by lines that move while the page loads, and not by what is done there later', async () => {
    expect(await budgetFaults(await open(PUSH))).toEqual([expect.stringMatching(/^moves by 0\.\d+ while it loads: /)]);
    const page = await open('');
    await page.evaluate(`new Promise((resolve) => {
      ${PUSH};
      requestAnimationFrame(() => requestAnimationFrame(resolve));
    })`);
    expect(await budgetFaults(page)).toEqual([]);
  });

  it('is broken by what weighs too much', async () => {
    const style = Array.from({ length: 200_000 }, (_, i) => String.fromCharCode(97 + ((i * 7919) % 26))).join('');
    expect(await budgetFaults(await open('', `/*${style}*/`))).toEqual([
      expect.stringMatching(/^weighs 20\d{4} bytes/),
    ]);
  });
});
