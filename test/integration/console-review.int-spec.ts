import { CreateApiKey, type PersonRole } from '../../src/identity/index.js';
import { HandInReturn, ReturnReadModel, ReviewReturn, type ReturnView } from '../../src/returns/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { logInAs } from '../support/logged-in-person.js';
import { PageVisitor } from '../support/page-visitor.js';
import { encryptedPdf, minutesPdf, scanPdf } from '../support/returned-files.js';
import { issueSmall, type SmallCampaign } from '../support/small-campaign.js';

const QUEUE = '/campaigns/akson-2020/review';
const OSLO = '0301';
const BERGEN = '4601';
const VOSS = '4621';

let app: TestApp;
let campaign: SmallCampaign;
let seed = 0;

beforeAll(async () => {
  app = await startTestApp();
  campaign = await issueSmall(app);
  app.clock.moveTo(new Date('2020-05-04T10:00:00Z'));
});
afterAll(() => app?.close());
/** Each test begins with an empty queue. */
afterEach(async () => {
  const waiting = await app
    .get(ReturnReadModel)
    .list({ campaignSlug: campaign.slug, state: 'NEEDS_REVIEW', limit: 50 });
  for (const { id, version } of waiting) {
    await app.get(ReviewReturn).execute({
      returnId: id,
      expectedVersion: version,
      actor: 'key:clean-up',
      decision: 'REJECT',
      reason: 'End of the test.',
      rejectionReasons: [{ code: 'WRONG_FORM' }],
    });
  }
});

async function visitor(role: PersonRole, email = `${role}-${seed++}@departement.example`): Promise<PageVisitor> {
  const { token } = await logInAs(app, email, [role]);
  const browser = new PageVisitor(app.url);
  browser.cookie('tilslutning-session', token);
  return browser;
}

/** What comes in waits for a person; a minute goes by. */
async function handIn(
  number: string,
  bytes: Uint8Array = scanPdf(seed++, 1),
  { actor = 'key:integration', fileName = 'skann.pdf' } = {},
): Promise<ReturnView> {
  const reference = campaign.references[number] ?? '';
  const { id } = await app
    .get(HandInReturn)
    .execute({ reference, channel: 'REST', fileName, bytes: Buffer.from(bytes), actor });
  await app.settle();
  app.clock.moveTo(new Date(app.clock.now().getTime() + 60_000));
  return await app.get(ReturnReadModel).byId(id);
}

const reread = (returned: ReturnView): Promise<ReturnView> => app.get(ReturnReadModel).byId(returned.id);
const decisionOf = (returned: ReturnView, path: string): string => `/returns/${returned.id}/decisions/${path}`;

describe('the queue', () => {
  it('has words when nothing waits', async () => {
    const page = await (await visitor('reader')).open(QUEUE);
    expect(page.status).toBe(200);
    expect(page.words()).toContain('Ingenting venter. Alt som er kommet inn, er avgjort.');
  });

  it('shows the oldest first with why, how long and the share, narrowed by what stands in the address', async () => {
    const oslo = await handIn(OSLO);
    const voss = await handIn(VOSS, minutesPdf(`Vedtak ${seed++}`), { fileName: 'vedtak.pdf' });
    app.clock.moveTo(new Date('2020-05-07T10:00:00Z'));
    const page = await (await visitor('reader')).open(QUEUE);
    const rows = page.html.split('<tr>').slice(2);
    expect(rows.map((row) => /href="\/returns\/([^"]+)"/.exec(row)?.[1])).toEqual([oslo.id, voss.id]);
    expect(page.words()).toMatch(
      /2 svar venter .* Oslo kommune skann\.pdf 64,09\s% 4\. mai 2020 kl\. 12:0\d 3 dager Dokumentet er skannet: et menneske må se signaturen\. Ingen sidekode kunne leses\./,
    );
    await page.open(`${QUEUE}?only=UNBOUND_DOCUMENT&channel=REST&search=VED`);
    expect(page.html).toContain(`/returns/${voss.id}?only=UNBOUND_DOCUMENT`);
    expect(page.html).not.toContain(oslo.id);
    expect(page.html).toMatch(/<option value="UNBOUND_DOCUMENT" selected>/);
    await page.open(`${QUEUE}?search=Kautokeino`);
    expect(page.words()).toContain('Ingenting som venter, passer til utvalget.');
    await page.open(`${QUEUE}?limit=1`);
    const more = /<a class="ds-link" href="([^"]+)">Neste side/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    await page.open(more);
    expect(page.html).toContain(voss.id);
    expect(page.html).not.toContain(oslo.id);
    expect((await page.open(`${QUEUE}?cursor=nonsense`)).status).toBe(400);
    expect((await page.open('/campaigns/no-such/review')).status).toBe(404);
  });
});

describe('one return', () => {
  it('is told in plain words, with pictures, report and file that run nowhere', async () => {
    const returned = await handIn(OSLO);
    const page = await (await visitor('approver')).open(`/returns/${returned.id}`);
    expect(page.status).toBe(200);
    const words = page.words();
    expect(words).toContain('Svar: Oslo kommune');
    expect(words).toContain('Dokumentet er skannet: et menneske må se signaturen.');
    expect(words).toContain('Sidekoder: Ikke alle sidene har en lesbar kode fra samme skjema.');
    expect(words).toContain('Siden har ingen lesbar sidekode og er ikke holdt opp mot skjemaet.');
    expect(page.html).toContain(
      `<img src="/returns/${returned.id}/pages/1/returned" alt="Side 1 av filen slik den kom tilbake"`,
    );

    const fetched = async (path: string): Promise<Response> =>
      await fetch(`${app.url}/returns/${returned.id}/${path}`, { headers: { cookie: page.cookieHeader() } });
    const file = await fetched('file');
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-disposition': 'attachment; filename=skann.pdf',
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(Buffer.from(await file.arrayBuffer())).toEqual((await app.get(ReturnReadModel).file(returned.id)).bytes);
    const picture = await fetched('pages/1/returned');
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(
      Buffer.from(await picture.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    // Not compared, for nothing says which page it is; but the reader can, with the page that was issued.
    expect(page.html).toContain(`<img src="/returns/${returned.id}/pages/1/issued"`);
    expect((await fetched('pages/1/issued')).headers.get('content-type')).toBe('image/png');
    expect((await fetched('pages/1/differences')).status).toBe(404);
    const report = await fetched('verification.json');
    expect(report.headers.get('content-disposition')).toContain('attachment');
    expect(await report.json()).toMatchObject({ binding: { tier: 'D' } });
  });

  it('explains what cannot be drawn, and says what in English and nynorsk too', async () => {
    const returned = await handIn(BERGEN, encryptedPdf());
    const { token } = await logInAs(app, `english-${seed++}@departement.example`, ['case-handler'], 'en');
    const page = new PageVisitor(app.url);
    page.cookie('tilslutning-session', token);
    await page.open(`/returns/${returned.id}`);
    expect(page.words()).toContain('The file is neither a picture nor a PDF that opens');
    expect(page.words()).toContain('The file is protected by a password.');
    const nynorsk = await logInAs(app, `nynorsk-${seed++}@departement.example`, ['reader'], 'nn');
    page.cookie('tilslutning-session', nynorsk.token);
    await page.open(`/returns/${returned.id}`);
    expect(page.words()).toContain('Fila er verna med passord.');
    expect(page.words()).toContain('Filer og bilete av sidene er berre for saksbehandlarar.');
  });

  it('offers decisions to approvers, files to case handlers, and neither to readers', async () => {
    const returned = await handIn(OSLO);
    const reader = await (await visitor('reader')).open(`/returns/${returned.id}`);
    expect(reader.words()).toContain('Bare de som har rollen godkjenner, avgjør svar.');
    expect(reader.html).not.toMatch(/\/decisions\/|<img|\/file"/);
    const handler = await (await visitor('case-handler')).open(`/returns/${returned.id}`);
    expect(handler.html).toContain('/file"');
    expect(handler.html).not.toContain('/decisions/');
    expect((await handler.open(decisionOf(returned, 'accept'))).status).toBe(403);
  });

  it('is for four eyes: not for who handed it in, nor for whose key did', async () => {
    const email = `kari-${seed++}@departement.example`;
    const kari = await visitor('approver', email);
    const actor = { kind: 'person', id: email, name: email, roles: ['admin'] } as const;
    await app.get(CreateApiKey).execute({ name: 'karis-key', roles: ['case-handler'], expiresAt: null }, actor);
    const returned = await handIn(OSLO, undefined, { actor: 'key:karis-key' });
    await kari.open(`/returns/${returned.id}`);
    expect(kari.words()).toContain('Du, eller en nøkkel du har laget, leverte dette svaret. En annen må avgjøre det.');
    expect(kari.html).not.toContain('/decisions/');
    expect((await kari.open(decisionOf(returned, 'accept'))).at).toBe(`/returns/${returned.id}`);
    // Nor by a form of her own making.
    const other = await handIn(BERGEN);
    const { fields } = (await kari.open(decisionOf(other, 'accept'))).form(decisionOf(other, 'accept'));
    const forged = await fetch(`${app.url}${decisionOf(returned, 'accept')}`, {
      method: 'POST',
      headers: {
        cookie: kari.cookieHeader(),
        accept: 'text/html',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        ...fields,
        version: String(returned.version),
        reason: 'Mine.',
        step: 'decide',
      }).toString(),
    });
    expect(forged.status).toBe(403);
    expect(await forged.text()).toContain('Avgjørelsen din er ikke utført.');
    expect(await reread(returned)).toEqual(returned);
  });
});

describe('a decision', () => {
  it('is previewed with its letter, confirmed, and leads to the next return', async () => {
    const first = await handIn(OSLO);
    const second = await handIn(BERGEN);
    const page = await (await visitor('approver')).open(decisionOf(first, 'reject'));
    const typed = {
      reason: 'Ingen underskrift.',
      rejectionReasons: ['UNSIGNED', 'OTHER'],
      explanation: 'Ordføreren må\nsignere.',
    };
    await page.submit(decisionOf(first, 'reject'), { ...typed, step: 'preview' });
    expect(page.words()).toContain('Bekreft avgjørelsen');
    expect(page.words()).toContain('Vi finner ingen signatur i skjemaet.');
    expect(page.words()).toContain('Ordføreren må signere.');
    expect(await reread(first)).toEqual(first);
    // Back to the form, and nothing is lost.
    await page.submit(decisionOf(first, 'reject'), { rejectionReasons: typed.rejectionReasons, step: 'edit' });
    expect(page.html).toContain('Ordføreren må\nsignere.</textarea>');
    expect(page.html).toMatch(/value="UNSIGNED" checked/);

    await page.submit(decisionOf(first, 'reject'), { ...typed, step: 'preview' });
    await page.submit(decisionOf(first, 'reject'), { rejectionReasons: typed.rejectionReasons, step: 'decide' });
    expect(page.at).toBe(`/returns/${second.id}?decided=${first.id}`);
    expect(page.words()).toContain('Avvist: Oslo kommune. Dette er det neste som venter.');
    expect(await reread(first)).toMatchObject({ state: 'REJECTED', reasons: ['UNSIGNED', 'OTHER'] });

    await page.open(decisionOf(second, 'accept'));
    await page.submit(decisionOf(second, 'accept'), {
      reason: 'Sammenlignet side for side.',
      note: '',
      step: 'preview',
    });
    await page.submit(decisionOf(second, 'accept'), { step: 'decide' });
    expect(page.at).toBe(`${QUEUE}?decided=${second.id}`);
    expect(page.words()).toContain('Godkjent: Bergen kommune. Ingenting mer venter på deg.');
    await page.open(`/returns/${second.id}`);
    expect(page.words()).toMatch(/Godkjent av approver-\d+@departement\.example: Sammenlignet side for side\./);
    expect(page.html).not.toContain('/decisions/');
  });

  it('asks for a better copy, sets aside, and attaches to a case that is searched for', async () => {
    const illegible = await handIn(VOSS);
    const page = await (await visitor('approver')).open(decisionOf(illegible, 'better-copy'));
    expect(page.words()).toContain('Kommunen får brev på nynorsk.');
    await page.submit(decisionOf(illegible, 'better-copy'), {
      reason: 'Uleselig.',
      note: 'Side 1 er svart.',
      step: 'preview',
    });
    expect(page.words()).toContain('Det skanna skjemaet er for utydeleg til å lesast.');
    await page.submit(decisionOf(illegible, 'better-copy'), { step: 'decide' });
    expect(await reread(illegible)).toMatchObject({ state: 'REJECTED', reasons: ['ILLEGIBLE_SCAN', 'OTHER'] });

    const misplaced = await handIn(OSLO);
    await page.open(decisionOf(misplaced, 'attach'));
    await page.submit(decisionOf(misplaced, 'attach'), { q: 'sogn', reason: 'Etter telefon.', step: 'edit' });
    expect(page.html).toContain('value="Etter telefon."');
    const target = campaign.references['4640'] ?? '';
    expect(page.html).toContain(`value="${target}"`);
    await page.submit(decisionOf(misplaced, 'attach'), { chosen: target, reason: 'Etter telefon.', step: 'preview' });
    expect(page.words()).toContain('Ingen får brev nå.');
    await page.submit(decisionOf(misplaced, 'attach'), { step: 'decide' });
    await app.settle();
    expect(await reread(misplaced)).toMatchObject({ reference: target, state: 'NEEDS_REVIEW' });

    const minutes = await handIn('4640', minutesPdf(`Referat ${seed++}`));
    await page.open(decisionOf(minutes, 'set-aside'));
    await page.submit(decisionOf(minutes, 'set-aside'), { reason: 'Et referat.', step: 'preview' });
    await page.submit(decisionOf(minutes, 'set-aside'), { step: 'decide' });
    expect(await reread(minutes)).toMatchObject({ state: 'SUPERSEDED', reasons: ['SET_ASIDE'] });
  });

  it.each<[path: string, typed: Record<string, string>, field: string, words: string]>([
    ['accept', { reason: ' ' }, 'reason', 'Skriv en begrunnelse.'],
    ['accept', { reason: 'x'.repeat(1001) }, 'reason', 'høyst 1000 tegn'],
    ['accept', { reason: 'x', note: 'y'.repeat(2001) }, 'note', 'høyst 2000 tegn'],
    ['accept', { reason: 'x\u0007' }, 'reason', 'tegn som ikke kan brukes'],
    ['reject', { reason: 'x' }, 'rejectionReasons', 'Velg minst én grunn'],
    ['reject', { reason: 'x', rejectionReasons: 'OTHER' }, 'explanation', 'Forklar kommunen hva som er galt'],
    ['attach', { reason: 'x' }, 'reference', 'Velg en sak, eller skriv referansen.'],
    ['attach', { reason: 'x', reference: 'tull' }, 'reference', 'Det finnes ingen sak med denne referansen.'],
    ['attach', { reason: 'x', reference: 'AKSON-2020-0301-XXXXX' }, 'reference', 'Det finnes ingen sak'],
    ['set-aside', { reason: 'x' }, 'form', 'Dette er alt kommunen har sendt'],
  ])('%s is not made of what has to be mended (%#), and says so', async (path, typed, field, words) => {
    const returned = await handIn('5401');
    const page = await (await visitor('approver')).open(decisionOf(returned, path));
    await page.submit(decisionOf(returned, path), { ...typed, step: 'decide' });
    expect(page.status).toBe(422);
    const summary = /<ds-error-summary[\s\S]*?<\/ds-error-summary>/.exec(page.html)?.[0] ?? '';
    expect(summary).toContain(words);
    if (field !== 'form') expect(page.html).toContain(`id="${field}"`);
    if (typed['note'] !== undefined) expect(page.html).toContain(typed['note']);
    expect(await reread(returned)).toEqual(returned);
  });

  it('on what somebody else has decided meanwhile says what happened and decides nothing', async () => {
    const returned = await handIn(OSLO);
    const slow = await (await visitor('approver')).open(decisionOf(returned, 'reject'));
    await slow.submit(decisionOf(returned, 'reject'), {
      reason: 'Feil skjema.',
      rejectionReasons: 'WRONG_FORM',
      step: 'preview',
    });
    await app.get(ReviewReturn).execute({
      returnId: returned.id,
      expectedVersion: returned.version,
      actor: 'person:ola@departement.example',
      decision: 'ACCEPT',
      reason: 'Jeg ser signaturen.',
      note: null,
    });
    const accepted = await reread(returned);
    await slow.submit(decisionOf(returned, 'reject'), { rejectionReasons: 'WRONG_FORM', step: 'decide' });
    expect(slow.status).toBe(412);
    expect(slow.words()).toContain('Godkjent av ola@departement.example: Jeg ser signaturen.');
    expect(slow.words()).toContain('Avgjørelsen din er ikke utført. Dette skrev du: Feil skjema.');
    expect(await reread(returned)).toEqual(accepted);
  });

  it('on what was attached meanwhile shows the form anew, with what was typed', async () => {
    const returned = await handIn(OSLO);
    const slow = await (await visitor('approver')).open(decisionOf(returned, 'accept'));
    const attach = { decision: 'ATTACH', reason: 'Til Bergen.', reference: campaign.references[BERGEN] ?? '' } as const;
    await app
      .get(ReviewReturn)
      .execute({ returnId: returned.id, expectedVersion: returned.version, actor: 'key:ola', ...attach });
    await app.settle();
    await slow.submit(decisionOf(returned, 'accept'), { reason: 'Signert.', step: 'decide' });
    expect(slow.status).toBe(412);
    expect(slow.words()).toContain('Flyttet til annen sak av nøkkelen ola: Til Bergen.');
    expect(slow.html).toContain('value="Signert."');
    expect(await reread(returned)).toMatchObject({ state: 'NEEDS_REVIEW', reference: attach.reference });
  });
});
