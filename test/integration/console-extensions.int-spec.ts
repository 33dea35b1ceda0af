import { readFileSync } from 'node:fs';
import { WithdrawDeclaration } from '../../src/withdrawals/index.js';
import { packageFile } from '../../src/platform/config/index.js';
import { type TestApp, startTestApp } from '../support/app.js';
import { capturedOfKind } from '../support/captured-mail.js';
import type { PageVisitor } from '../support/page-visitor.js';
import { signedInVisitor } from '../support/signed-in.js';
import { issueSmall, type SmallCampaign } from '../support/small-campaign.js';

const PAGE = '/campaigns/akson-2020/extensions';
/** Fifty-two municipalities of Rogaland and Vestland, and Trondheim, which only gets a copy. */
const NUMBERS = readFileSync(packageFile('data', 'municipalities-2020.csv'), 'utf8')
  .split(/\r?\n/)
  .map((line) => line.slice(0, 4))
  .filter((number) => /^(11|46)\d\d$/.test(number))
  .slice(0, 52);

let app: TestApp;
let campaign: SmallCampaign;
let handler: PageVisitor;
beforeAll(async () => {
  app = await startTestApp();
  campaign = await issueSmall(app, { numbers: [...NUMBERS, '5001'] });
  await app.moveTo('2020-06-29T10:00:00+02:00');
  handler = await signedInVisitor(app, 'case-handler');
});
afterAll(() => app?.close());

const reference = (index: number): string => campaign.references[NUMBERS[index] ?? ''] ?? '';
const listIn = ({ html }: PageVisitor): string =>
  (/<textarea class="ds-input" id="list"[^>]*>\n([\s\S]*?)<\/textarea>/.exec(html)?.[1] ?? '').trim();
/** The confirming form, with the fields that there are several of. */
const confirm = (who: PageVisitor): Promise<PageVisitor> =>
  who.submit(PAGE, {
    list: listIn(who),
    decided: [...who.html.matchAll(/name="decided" value="([^"]+)"/g)].map(([, one]) => one ?? ''),
  });
async function versions(): Promise<Record<string, number>> {
  const rows: { version: number; count: number }[] = await app.dataSource.query(
    'SELECT deadline_version AS version, count(*)::integer AS count FROM declaration GROUP BY 1 ORDER BY 1',
  );
  return Object.fromEntries(rows.map(({ version, count }) => [version, count]));
}

describe('an extension for many', () => {
  it('is filled in by references, by filters, and with all who have not answered', async () => {
    await handler.open(`${PAGE}?reference=${reference(0)}&reference=${reference(1)}`);
    expect(listIn(handler).split('\n')).toEqual([0, 1].map((index) => expect.stringMatching(`^${NUMBERS[index]} .+`)));
    await handler.open(`${PAGE}?county=11&sort=name`);
    const rogaland = NUMBERS.filter((number) => number.startsWith('11'));
    expect(listIn(handler).split('\n')).toHaveLength(rogaland.length);
    await handler.open(`${PAGE}?unanswered=yes`);
    expect(listIn(handler).split('\n')).toHaveLength(52);
    await handler.open(PAGE);
    expect(listIn(handler)).toBe('');
    expect(handler.words()).toContain('Fyll inn alle som ikke har svart (52)');
  });

  it('names each wrong line and keeps what was typed', async () => {
    await handler.submit(`${PAGE}/preview`, { list: 'Narnia\n\n9999', dueOn: '', reason: 'Ferie' });
    expect(handler.status).toBe(422);
    expect(handler.words()).toContain('Linje 1: «Narnia» er ingen kommune i kampanjen.');
    expect(handler.words()).toContain('Linje 3: «9999» er ingen kommune i kampanjen.');
    expect(handler.words()).toContain('Velg en dag for den nye fristen.');
    expect(listIn(handler)).toBe('Narnia\n\n9999');
    expect(handler.html).toContain('value="Ferie"');
  });

  it('extends fifty at once, says who cannot be and why, and tells each', async () => {
    const withdrawal = { by: 'ministry', reason: 'x', note: null, actor: 'key:approver' } as const;
    await app.get(WithdrawDeclaration).execute({ ...withdrawal, reference: reference(0) });
    await app.dataSource.query(`UPDATE declaration SET return_state = 'ACCEPTED' WHERE reference = $1`, [reference(1)]);
    await handler.open(PAGE);
    await handler.submit(`${PAGE}/preview`, {
      list: NUMBERS.join('\n'),
      dueOn: '2020-07-07',
      reason: 'Kommunestyret møtes 6. juli',
    });
    expect(handler.status).toBe(200);
    const words = handler.words();
    expect(words).toContain('50 kommuner får fristen 7. juli 2020.');
    expect(words).toContain('I alt går 50 påminnelser bort, 100 kommer til, og 0 står.');
    expect(words).toContain('2 kommuner kan ikke få utsatt frist');
    expect(words).toMatch(/Kommunen er tatt ut av kampanjen\..*Erklæringen er alt godkjent\./);
    expect(words).toMatch(/Brevet på bokmål.*Kommunestyret møtes 6\. juli.*Brevet på nynorsk/);
    expect(await versions()).toEqual({ 1: 52 });
    const shown = handler.html;
    await confirm(handler);
    expect(handler.at).toBe(`${PAGE}?granted=50`);
    expect(handler.words()).toContain('Fristen er utsatt for 50 kommuner.');
    expect(await versions()).toEqual({ 1: 2, 2: 50 });
    handler.html = shown;
    await confirm(handler);
    expect(handler.at).toBe(`${PAGE}?granted=50`);
    expect(await versions()).toEqual({ 1: 2, 2: 50 });
    await app.settle();
    expect(await capturedOfKind(app, 'extension-notice')).toHaveLength(50);
  });

  it('decided on an outdated picture extends nobody, and shows what happened to whom', async () => {
    await handler.open(PAGE);
    const typed = { list: `${NUMBERS[2]}\n${NUMBERS[3]}`, dueOn: '2020-07-09', reason: 'Enda et møte' };
    await handler.submit(`${PAGE}/preview`, typed);
    const withdrawal = { by: 'ministry', reason: 'de ringte', note: null, actor: 'key:approver' } as const;
    await app.get(WithdrawDeclaration).execute({ ...withdrawal, reference: reference(2) });
    await confirm(handler);
    expect(handler.status).toBe(412);
    expect(handler.words()).toContain('Noen av sakene er endret siden du så på dem');
    expect(handler.words()).toContain(`${reference(2)} , 29. juni 2020`);
    expect(listIn(handler)).toBe(typed.list);
    expect(handler.words()).toContain('1 kommuner får fristen 9. juli 2020.');
    expect(await versions()).toEqual({ 1: 2, 2: 50 });
    await confirm(handler);
    expect(await versions()).toEqual({ 1: 2, 2: 49, 3: 1 });
  });

  it('says so when nobody can have that deadline', async () => {
    await handler.open(PAGE);
    await handler.submit(`${PAGE}/preview`, { list: NUMBERS[4] ?? '', dueOn: '2020-07-01', reason: 'x' });
    expect(handler.status).toBe(422);
    expect(handler.words()).toContain('Ingen av kommunene kan få denne fristen.');
    expect(handler.html).not.toContain('name="decided"');
  });
});

describe('the extensions granted', () => {
  it('are listed latest first, page by page, for readers too', async () => {
    const reader = await signedInVisitor(app, 'reader', 'en');
    await reader.open(PAGE);
    expect(reader.words()).toContain('You may see the extensions, but not grant them.');
    expect(reader.html).not.toContain('<textarea');
    const rows = (): number => reader.html.match(/<th scope="row">/g)?.length ?? 0;
    expect(rows()).toBe(50);
    expect(reader.words()).toMatch(/Extensions granted .*? 7 July 2020 9 July 2020 Enda et møte/);
    const older = /href="([^"]+)" rel="next"/.exec(reader.html)?.[1] ?? '';
    await reader.open(older.replaceAll('&amp;', '&'));
    expect(rows()).toBe(1);
    expect(reader.words()).toContain('To the latest');
  });
});
