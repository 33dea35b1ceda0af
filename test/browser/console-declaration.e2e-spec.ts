import type { Browser, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  accessibilityFaults,
  arrives,
  describeInBrowser,
  launchBrowser,
  sidewaysOverflow,
  visit,
} from '../support/browser.js';
import { signIn } from '../support/signed-in.js';
import { issueSmall, type SmallCampaign } from '../support/small-campaign.js';

/** Refused forms are answered by 422 and 412, which the browser notes as errors of its own. */
const REFUSED = /status of (422|412)/;

describeInBrowser('an operator on one declaration and on extensions', () => {
  let app: TestApp;
  let campaign: SmallCampaign;
  let browser: Browser;
  beforeAll(async () => {
    app = await startTestApp();
    campaign = await issueSmall(app);
    await app.moveTo('2020-06-25T10:00:00+02:00');
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it.each([
    ['at a desk', { width: 1280, dark: false }, '4621'],
    ['on a phone in the dark', { width: 320, dark: true }, '0301'],
  ])('finds its way %s, and so does everybody', async (_where, options, number) => {
    const { cookie } = await signIn(app, 'approver', number === '4621' ? 'nn' : 'nb');
    const { page, context, trouble } = await visit(browser, app.url, options);
    await context.addCookies([{ ...cookie, url: app.url }]);
    const look = async (): Promise<void> => {
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await sidewaysOverflow(page)).toBe(0);
    };
    const reference = campaign.references[number] ?? '';
    await page.goto(`/declarations/${reference}`);
    await look();
    for (const action of ['extension', 'undo', 'resolution', 'contact', 'withdrawal', 'return']) {
      await page.goto(`/declarations/${reference}/${action}`);
      await look();
    }
    await page.goto(`/declarations/${reference}/extension`);
    await preview(page);
    await look();
    await fill(page, { dueOn: '2020-07-07', reason: 'Kommunestyret møtes 6. juli' });
    await preview(page);
    await look();
    await arrives(page, () => page.locator(`form[action$="/extension"] button`).click());
    expect(await page.getByRole('status').textContent()).toMatch(/^Fristen er uts(att|ett)\.$/);
    await look();

    await page.goto('/campaigns/akson-2020/extensions?unanswered=yes');
    await look();
    await fill(page, { dueOn: '2020-07-07', reason: 'Ferie' });
    await preview(page);
    await look();
    expect(trouble.filter((line) => !REFUSED.test(line))).toEqual([]);
    await context.close();
  });

  it('extends, and undoes it, without JavaScript', async () => {
    const { cookie } = await signIn(app, 'case-handler', 'en');
    const { page, context } = await visit(browser, app.url, { javaScript: false });
    await context.addCookies([{ ...cookie, url: app.url }]);
    const reference = campaign.references['4640'] ?? '';
    await page.goto(`/declarations/${reference}`);
    await arrives(page, () => page.getByRole('link', { name: 'Extend the deadline' }).click());
    await fill(page, { dueOn: '2020-07-07', reason: 'Council meeting' });
    await preview(page);
    await arrives(page, () => page.locator(`form[action$="/extension"] button`).click());
    expect(await page.getByRole('status').textContent()).toBe('The deadline is extended.');
    await arrives(page, () => page.getByRole('link', { name: 'Undo the extension' }).click());
    await fill(page, { reason: 'By mistake' });
    await preview(page);
    await arrives(page, () => page.locator(`form[action$="/undo"] button`).click());
    expect(await page.getByRole('status').textContent()).toBe('The extension is undone.');
    await context.close();
  });
});

async function fill(page: Page, typed: Readonly<Record<string, string>>): Promise<void> {
  for (const [field, value] of Object.entries(typed)) await page.locator(`#${field}`).fill(value);
}

async function preview(page: Page): Promise<void> {
  await arrives(page, () => page.locator('form[action$="/preview"] button').click());
}
