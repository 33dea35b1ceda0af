import type { Browser, BrowserContext } from 'playwright-core';
import { HandInReturn, ReturnReadModel, type ReturnView } from '../../src/returns/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  accessibilityFaults,
  describeInBrowser,
  launchBrowser,
  sidewaysOverflow,
  visit,
  type Visitor,
} from '../support/browser.js';
import { logInAs } from '../support/logged-in-person.js';
import { minutesPdf, scanPdf, writtenOver } from '../support/returned-files.js';
import { ReturningMunicipality } from '../support/returning-municipality.js';
import { issueSmall, type SmallCampaign } from '../support/small-campaign.js';

const QUEUE = '/campaigns/akson-2020/review';

describeInBrowser('an approver at the review queue', () => {
  let app: TestApp;
  let campaign: SmallCampaign;
  let browser: Browser;
  let token: string;
  /** In the order of their arrival: a form with a sentence added, a scan, minutes. */
  const returns: ReturnView[] = [];

  beforeAll(async () => {
    app = await startTestApp();
    campaign = await issueSmall(app);
    app.clock.moveTo(new Date('2020-05-04T10:00:00Z'));
    browser = await launchBrowser();
    ({ token } = await logInAs(app, 'kari.nordmann@departement.example', ['approver']));
    const oslo = await ReturningMunicipality.at(app, 0);
    await handIn('0301', await writtenOver(await oslo.form()));
    await handIn('4601', scanPdf(1, 1));
    await handIn('4621', minutesPdf('Saksutskrift'));
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  async function handIn(number: string, bytes: Uint8Array): Promise<void> {
    const { id } = await app.get(HandInReturn).execute({
      reference: campaign.references[number] ?? '',
      channel: 'REST',
      fileName: `Intensjonserklæring-${number}-underskrevet-og-skannet.pdf`,
      bytes: Buffer.from(bytes),
      actor: 'key:integration',
    });
    await app.settle();
    app.clock.moveTo(new Date(app.clock.now().getTime() + 60_000));
    returns.push(await app.get(ReturnReadModel).byId(id));
  }

  async function approver(options: Parameters<typeof visit>[2]): Promise<Visitor> {
    const visitor = await visit(browser, app.url, options);
    await logIn(visitor.context);
    return visitor;
  }

  async function logIn(context: BrowserContext): Promise<void> {
    await context.addCookies([{ name: 'tilslutning-session', value: token, url: app.url }]);
  }

  it('finds every page whole and accessible, wide and on a phone, light and dark', async () => {
    const [written = { id: '' }] = returns;
    const paths = [
      QUEUE,
      `${QUEUE}?search=Kautokeino`,
      `/returns/${written.id}`,
      ...['accept', 'reject', 'better-copy', 'attach', 'set-aside'].map(
        (path) => `/returns/${written.id}/decisions/${path}`,
      ),
    ];
    for (const options of [{ width: 1280 }, { width: 320, dark: true }]) {
      const { page, context, trouble } = await approver(options);
      for (const path of paths) {
        await page.goto(path);
        expect([path, await accessibilityFaults(page)]).toEqual([path, []]);
        expect([path, await sidewaysOverflow(page)]).toEqual([path, 0]);
      }
      await page.getByRole('button', { name: 'Se hva som skjer' }).click();
      await context.close();
      expect(trouble).toEqual([]);
    }
  }, 120_000);
});
