import type { Browser, BrowserContext } from 'playwright-core';
import { HandInReturn, ReturnReadModel, type ReturnView } from '../../src/returns/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  accessibilityFaults,
  arrives,
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

/** A refused form is answered by 422, which the browser notes as an error of its own. */
const REFUSED = /status of 422/;
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
  });
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
      await page.getByLabel('Begrunnelse').fill('Sendt inn ved en feil.');
      await arrives(page, () => page.getByRole('button', { name: 'Se hva som skjer' }).click());
      expect(await page.locator('main').innerText()).toContain('Dette er alt kommunen har sendt');
      expect(await accessibilityFaults(page)).toEqual([]);
      await context.close();
      expect(trouble.filter((line) => !REFUSED.test(line))).toEqual([]);
    }
  });

  it('sees page beside page, and goes by keys to a decision that still has to be confirmed', async () => {
    const { page, context, trouble } = await approver({});
    await page.goto(`/returns/${returns[0]?.id ?? ''}`);
    const pictures = page.locator('.side-by-side').first().locator('img');
    expect(await pictures.count()).toBe(2);
    await pictures.last().scrollIntoViewIfNeeded();
    await pictures
      .last()
      .evaluate(async (picture) => await (picture as unknown as { decode(): Promise<void> }).decode());
    await page.getByText('Hurtigtaster', { exact: true }).click();
    await page.getByText('Ingenting avgjøres uten at du bekrefter det.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Bruk hurtigtaster').uncheck();
    await page.locator('h1').click();
    await page.keyboard.press('r');
    expect(new URL(page.url()).pathname).toBe(`/returns/${returns[0]?.id ?? ''}`);
    await page.getByLabel('Bruk hurtigtaster').check();
    await page.locator('h1').click();
    await arrives(page, () => page.keyboard.press('r'));
    await page.waitForURL('**/decisions/reject');
    // Typed into a field it is a letter, and nothing else.
    await page.getByLabel('Begrunnelse').fill('');
    await page.getByLabel('Begrunnelse').pressSequentially('ranke');
    expect(await page.getByLabel('Begrunnelse').inputValue()).toBe('ranke');
    await arrives(page, () => page.getByRole('button', { name: 'Se hva som skjer' }).click());
    await page.getByText('Noe må rettes').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Dokumentet er endret etter signeringen').check();
    await arrives(page, () => page.getByRole('button', { name: 'Se hva som skjer' }).click());
    await page.getByText('Brevet som sendes').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('a');
    expect((await app.get(ReturnReadModel).byId(returns[0]?.id ?? '')).state).toBe('NEEDS_REVIEW');
    await arrives(page, () => page.getByRole('button', { name: 'Bekreft' }).click());
    await page.waitForURL(`**/returns/${returns[1]?.id ?? ''}?decided=*`);
    expect(await page.getByRole('status').textContent()).toContain(
      'Avvist: Oslo kommune. Dette er det neste som venter.',
    );
    // A scan whose pages nobody could tell stands beside those that were issued too.
    expect(await pictures.count()).toBe(2);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(trouble.filter((line) => !REFUSED.test(line))).toEqual([]);
    await context.close();
  });

  it('decides without JavaScript, on a phone', async () => {
    const { page, context, trouble } = await approver({ width: 320, javaScript: false });
    await page.goto(QUEUE);
    await arrives(page, () => page.getByRole('link', { name: 'Begynn med det eldste' }).click());
    expect(await page.locator('details.keys').isVisible()).toBe(false);
    await arrives(page, () => page.getByRole('link', { name: 'Flytt til annen sak' }).click());
    await page.getByLabel('Finn saken').fill('sogn');
    await arrives(page, () => page.getByRole('button', { name: 'Søk' }).click());
    await page.getByLabel(/Sogndal/).check();
    await page.getByLabel('Begrunnelse').fill('Etter telefon.');
    await arrives(page, () => page.getByRole('button', { name: 'Se hva som skjer' }).click());
    expect(await sidewaysOverflow(page)).toBe(0);
    await arrives(page, () => page.getByRole('button', { name: 'Bekreft' }).click());
    await page.waitForURL(`**/returns/${returns[2]?.id ?? ''}?decided=*`);
    await arrives(page, () => page.getByRole('link', { name: 'Godkjenn' }).click());
    await page.getByLabel('Begrunnelse').fill('Vedtaket er tilslutningen.');
    await arrives(page, () => page.getByRole('button', { name: 'Se hva som skjer' }).click());
    await arrives(page, () => page.getByRole('button', { name: 'Bekreft' }).click());
    expect(await page.getByRole('status').textContent()).toContain('Godkjent: Voss herad.');
    expect(await sidewaysOverflow(page)).toBe(0);
    expect(trouble).toEqual([]);
    await context.close();
  });
});
