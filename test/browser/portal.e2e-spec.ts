import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  accessibilityFaults,
  arrives,
  describeInBrowser,
  faultsOf,
  launchBrowser,
  sidewaysOverflow,
  visit,
} from '../support/browser.js';
import { ReturningMunicipality } from '../support/returning-municipality.js';
import { issueSmall, SMALL_REGISTER } from '../support/small-campaign.js';
import { createTestCa, type TestCa } from '../support/test-ca.js';

/** Voss herad writes nynorsk. Numbers in order, without Trondheim's, which gets a copy only. */
const VOSS = [...SMALL_REGISTER]
  .filter((number) => number !== '5001')
  .toSorted()
  .indexOf('4621');
const BERGEN = [...SMALL_REGISTER]
  .filter((number) => number !== '5001')
  .toSorted()
  .indexOf('4601');

const LARGE = Buffer.alloc(3 * 1024 * 1024);

describeInBrowser('a municipal office on its page', () => {
  let app: TestApp;
  let ca: TestCa;
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    ca = await createTestCa();
    app = await startTestApp({ trustAnchors: [ca.intermediate], maxReturnBytes: 2 * 1024 * 1024 });
    await issueSmall(app);
    app.clock.moveTo(new Date('2020-05-04T10:00:00Z'));
    browser = await launchBrowser();
    folder = await mkdtemp(join(tmpdir(), 'portal-'));
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await rm(folder, { recursive: true });
  });

  async function linkOf(municipality: ReturningMunicipality): Promise<string> {
    const { email } = await municipality.invitation();
    const link = email.text?.match(/\/portal\/[A-Za-z0-9_-]{43}/)?.[0];
    if (link === undefined) throw new Error('The invitation has no link.');
    return link;
  }

  async function fileOf(bytes: Uint8Array, name: string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  }

  it('goes from letter to receipt in nynorsk, on a phone, without JavaScript', async () => {
    const voss = await ReturningMunicipality.at(app, VOSS);
    const link = await linkOf(voss);
    const { page, context, trouble } = await visit(browser, app.url, { width: 320, javaScript: false });
    await page.goto(link);
    await arrives(page, () => page.getByRole('button', { name: 'Opne saka' }).click());
    expect(new URL(page.url()).pathname).toBe('/portal');
    expect(await page.locator('h1').textContent()).toBe('Voss herad');
    expect(await page.locator('html').getAttribute('lang')).toBe('nn');
    expect(await page.content()).not.toContain(link.slice(-43));
    expect(await sidewaysOverflow(page)).toBe(0);

    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Last ned skjemaet (PDF)' }).click();
    const form = await readFile(await (await download).path());
    expect(form.equals(await voss.issued())).toBe(true);

    await page.getByLabel('Filer').setInputFiles(await fileOf(LARGE, 'stor.pdf'));
    await page.getByRole('button', { name: 'Lever', exact: true }).click();
    expect(await page.locator('ds-error-summary').textContent()).toContain('Ei fil er større enn 2 MB');
    trouble.splice(0);
    await page.getByLabel('Filer').setInputFiles(await fileOf(await voss.signed(ca), 'Erklæring frå Voss.pdf'));
    await arrives(page, () => page.getByRole('button', { name: 'Lever', exact: true }).click());
    expect(await page.locator('tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/Erklæring frå Voss\.pdf.*Godkjend\./s),
    ]);
    expect(await page.locator('pre.words').textContent()).toContain('Erklæring frå Voss.pdf');
    await app.settle();
    await page.reload();
    const receipt = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Last ned kvitteringa (PDF)' }).first().click();
    expect((await readFile(await (await receipt).path())).subarray(0, 5).toString()).toBe('%PDF-');

    await page.getByLabel('Slutte seg til', { exact: true }).check();
    await page.getByLabel('Møtedato').fill('2020-05-03');
    await arrives(page, () => page.getByRole('button', { name: 'Registrer vedtaket' }).click());
    expect(await page.getByRole('status').textContent()).toBe('Vedtaket er registrert.');
    expect((await voss.declaration()).resolution).toMatchObject({ outcome: 'ADOPTED', decidedOn: '2020-05-03' });

    await page.getByLabel('Ønske om utsett frist').check();
    await page.getByLabel('Melding. Skriv grunngivinga om de ber om utsett frist.').fill('Vi treng ei veke til.');
    await arrives(page, () => page.getByRole('button', { name: 'Send', exact: true }).click());
    expect(await page.getByRole('status').textContent()).toBe('Vi har fått meldinga.');

    await arrives(page, () => page.getByRole('button', { name: 'Lukk sida' }).click());
    await page.waitForURL('**/portal/closed');
    await page.goto('/portal');
    expect(new URL(page.url()).pathname).toBe('/portal/closed');
    expect(trouble).toEqual([]);
    await context.close();
  });

  it('is told what is wrong beside the field, and loses nothing', async () => {
    const bergen = await ReturningMunicipality.at(app, BERGEN);
    const visitor = await visit(browser, app.url);
    const { page, context } = visitor;
    await page.goto(await linkOf(bergen));
    expect(await faultsOf(visitor)).toEqual([]);
    await arrives(page, () => page.getByRole('button', { name: 'Åpne saken' }).click());
    expect(await faultsOf(visitor)).toEqual([]);

    // Files are sent by the page's script, which puts what comes back in its place: no other page arrives.
    await page.getByLabel('Filer').setInputFiles(await fileOf(Buffer.from('no PDF at all'), 'notat.pdf'));
    await page.getByRole('button', { name: 'Lever', exact: true }).click();
    await page.getByText('Kan ikke godkjennes.').waitFor();
    expect(await page.locator('pre.words').textContent()).toContain('Filen er ikke en PDF.');

    await page.getByLabel('Utsette saken').check();
    await page.getByLabel('Møtedato').fill('2021-05-03');
    await page.getByLabel('Saksnummer (kan stå tomt)').fill('2020/17');
    await arrives(page, () => page.getByRole('button', { name: 'Registrer vedtaket' }).click());
    expect(await page.locator('ds-error-summary').textContent()).toContain('Møtet kan ikke ligge frem i tid.');
    expect(await page.getByLabel('Saksnummer (kan stå tomt)').inputValue()).toBe('2020/17');
    expect(await page.getByLabel('Utsette saken').isChecked()).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect((await bergen.declaration()).resolution).toBeNull();
    await context.close();
  });

  it('drops several files, sees how far they have come, and is told at once of one that is too large', async () => {
    const oslo = await ReturningMunicipality.at(app, 0);
    const visitor = await visit(browser, app.url, { dark: true });
    const { page, context } = visitor;
    await page.goto(await linkOf(oslo));
    await page.getByRole('button', { name: 'Åpne saken' }).click();
    await page.waitForURL('**/portal');
    const message = page.getByLabel('Melding. Skriv begrunnelsen hvis dere ber om utsatt frist.');
    await message.fill('Vi trenger en uke til.');
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`));

    await page.getByLabel('Filer').setInputFiles(await fileOf(LARGE, 'stor.pdf'));
    expect(await page.getByRole('alert').textContent()).toMatch(/^En fil er større enn 2 MB.*\(stor\.pdf\)$/);
    expect(await faultsOf(visitor)).toEqual([]);
    await page.getByRole('button', { name: 'Lever', exact: true }).click();
    expect(await page.getByLabel('Filer').evaluate('document.activeElement.id')).toBe('files');
    expect(sent).toEqual([]);

    const form = page.locator('form[data-choose-files]');
    const signed = Buffer.from(await oslo.signed(ca)).toString('base64');
    await form.evaluate(`(form => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob('${signed}'), (c) => c.charCodeAt(0))], 'signert.pdf'));
      transfer.items.add(new File(['Et notat.'], 'notat.pdf'));
      const drag = (kind) => form.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      drag('dragover');
      const dragging = form.hasAttribute('data-dragging');
      drag('drop');
      if (!dragging || form.hasAttribute('data-dragging')) throw new Error('It does not show where files may be dropped.');
    })(document.querySelector('form[data-choose-files]'))`);
    expect(await page.getByRole('list', { name: 'Dette er valgt' }).allInnerTexts()).toEqual([
      'signert.pdf\nnotat.pdf',
    ]);
    expect(await page.getByRole('alert').count()).toBe(0);

    let goOn = (): void => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    await page.route('**/portal/returns', async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Lever', exact: true }).click();
    await page.getByRole('progressbar', { name: 'Lever' }).waitFor();
    expect(await page.getByRole('button', { name: 'Lever', exact: true }).isDisabled()).toBe(true);
    expect(await faultsOf(visitor)).toEqual([]);
    goOn();
    await page.getByRole('cell', { name: 'Godkjent.' }).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(2);
    expect(await message.inputValue()).toBe('Vi trenger en uke til.');
    expect(await faultsOf(visitor)).toEqual([]);
    await context.close();
  });

  it('is told that a link has ended, and asks for a new one, in nynorsk', async () => {
    const visitor = await visit(browser, app.url, { locale: 'nn-NO', width: 320 });
    const { page, context, trouble } = visitor;
    await page.goto(`/portal/${'A'.repeat(43)}`);
    expect(trouble.splice(0)).toEqual([expect.stringContaining('404')]);
    expect(await page.locator('h1').textContent()).toBe('Lenkja verkar ikkje lenger');
    expect(await faultsOf(visitor)).toEqual([]);
    await page.getByRole('link', { name: 'Be om ei ny lenkje' }).click();
    await page.waitForURL('**/portal/new-link?**');
    expect(await faultsOf(visitor)).toEqual([]);
    const asked = page.getByLabel('Kommune, referanse eller registrert e-postadresse');
    await asked.fill('  ');
    await page.getByRole('button', { name: 'Send ny lenkje' }).click();
    await page.locator('ds-error-summary').waitFor();
    expect(trouble.splice(0)).toEqual([expect.stringContaining('422')]);
    expect(await faultsOf(visitor)).toEqual([]);
    await asked.fill('Voss');
    await page.getByRole('button', { name: 'Send ny lenkje' }).click();
    await page.waitForURL('**/portal/new-link/asked?**');
    expect(await page.locator('h1').textContent()).toBe('Takk');
    expect(await faultsOf(visitor)).toEqual([]);
    await context.close();
  });
});
