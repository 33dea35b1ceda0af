import { ChangeContact } from '../../src/contacts/index.js';
import { GrantExtension } from '../../src/extensions/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { ReturningMunicipality } from '../support/returning-municipality.js';
import { issueSmall } from '../support/small-campaign.js';

let app: TestApp;
let first: ReturningMunicipality;
let second: ReturningMunicipality;
beforeAll(async () => {
  app = await startTestApp();
  await issueSmall(app);
  first = await ReturningMunicipality.at(app, 0);
  second = await ReturningMunicipality.at(app, 1);
});
afterAll(() => app.close());

async function linkOf(municipality: ReturningMunicipality): Promise<string> {
  const { email } = await municipality.invitation();
  return email.text?.match(/\/portal\/[A-Za-z0-9_-]{43}/)?.[0] ?? '';
}

interface Opened {
  readonly cookie: string;
  readonly csrf: string;
}

const call = async (path: string, init: RequestInit = {}): Promise<Response> =>
  await fetch(`${app.url}${path}`, { redirect: 'manual', ...init });
const cookieOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

async function open(municipality: ReturningMunicipality): Promise<Opened> {
  const pressed = await call(await linkOf(municipality), { method: 'POST' });
  const page = await call('/portal', { headers: { cookie: cookieOf(pressed) } });
  const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  return { csrf, cookie: [cookieOf(pressed), cookieOf(page)].join('; ') };
}

const resolution = (csrf: string): URLSearchParams =>
  new URLSearchParams({ csrf, outcome: 'ADOPTED', decidedOn: '2020-04-23' });

describe('a municipality’s page', () => {
  it.each([
    ['GET', '/portal'],
    ['GET', '/portal/form'],
    ['POST', '/portal/returns'],
    ['POST', '/portal/resolution'],
    ['POST', '/portal/messages'],
    ['POST', '/portal/close'],
    ['GET', '/portal/letters/00000000-0000-4000-8000-000000000000'],
    ['GET', '/portal/letters/00000000-0000-4000-8000-000000000000/receipt'],
  ])('%s %s shows nothing to a browser that has opened no link', async (method, path) => {
    for (const cookie of ['', 'tilslutning-portal=x', `tilslutning-portal=${'A'.repeat(43)}`]) {
      const answer = await call(path, { method, headers: { cookie } });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/portal/closed']);
    }
  });

  it('takes no form that did not come from it', async () => {
    const { cookie, csrf } = await open(first);
    const other = await open(second);
    for (const token of ['', 'x', other.csrf]) {
      const answer = await call('/portal/resolution', { method: 'POST', body: resolution(token), headers: { cookie } });
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'FORM_REFUSED']);
    }
    const foreign = await call('/portal/resolution', {
      method: 'POST',
      body: resolution(csrf),
      headers: { cookie, 'sec-fetch-site': 'cross-site' },
    });
    expect(foreign.status).toBe(403);
    const upload = new FormData();
    upload.set('files', new Blob(['%PDF-']), 'a.pdf');
    expect((await call('/portal/returns', { method: 'POST', body: upload, headers: { cookie } })).status).toBe(403);
    expect(await first.returns()).toEqual([]);
    expect((await first.declaration()).resolution).toBeNull();
    const own = await call('/portal/resolution', { method: 'POST', body: resolution(csrf), headers: { cookie } });
    expect([own.status, own.headers.get('location')]).toEqual([303, '/portal?saved=resolution#resolution']);
    expect((await first.declaration()).resolution).toMatchObject({ outcome: 'ADOPTED' });
  });

  it('shows no letter of another municipality', async () => {
    const { cookie } = await open(first);
    const [own] = await first.letters('INVITATION');
    const [foreign] = await second.letters('INVITATION');
    expect((await call(`/portal/letters/${own!.id}`, { headers: { cookie } })).status).toBe(200);
    for (const path of ['', '/receipt']) {
      expect((await call(`/portal/letters/${foreign!.id}${path}`, { headers: { cookie } })).status).toBe(404);
    }
  });

  it('takes a message, which is answered and put before an operator like any other', async () => {
    const { cookie, csrf } = await open(second);
    const write = async (fields: Record<string, string>): Promise<Response> =>
      await call('/portal/messages', {
        method: 'POST',
        body: new URLSearchParams({ csrf, ...fields }),
        headers: { cookie },
      });
    const wrongs: Record<string, string>[] = [
      {},
      { concern: 'EXTENSION', message: ' ' },
      { concern: 'X', message: 'Hei' },
    ];
    for (const wrong of wrongs) {
      expect((await write(wrong)).status).toBe(422);
    }
    const kept = await write({ concern: 'EXTENSION', message: 'x'.repeat(4001) });
    expect(await kept.text()).toContain('x'.repeat(4001));
    const message = 'Kommunestyret møtes først 3. juli. <b>Kan vi få en uke til?</b>';
    const sent = await write({ concern: 'EXTENSION', message });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/portal?saved=message#write']);
    await app.settle();
    const [stored, ...others] = await app.dataSource.query(
      `SELECT source, classification, convert_from(raw, 'UTF8') AS raw, task.kind, task.closed_at AS "closedAt"
       FROM inbound_message JOIN task ON task.inbound_message_id = inbound_message.id`,
    );
    expect(others).toEqual([]);
    expect(stored).toMatchObject({ source: 'PORTAL', classification: 'QUESTION', kind: 'QUESTION', closedAt: null });
    expect(stored.raw).toContain('Kommunestyret m=C3=B8tes');
    expect(stored.raw).toContain(second.replyAddress);
    expect(await second.letters('QUESTION_RECEIVED')).toHaveLength(1);
  });

  it('tells what has happened, and nothing of who in the ministry did it, why, or to which address', async () => {
    const { reference } = first;
    const [actor, reason] = ['person:kari@departementet.example', 'Intern begrunnelse.'];
    await app.get(GrantExtension).execute({ references: [reference], dueOn: '2020-07-07', reason, actor });
    await app.get(ChangeContact).execute(reference, 'ny@kommunen.example', reason, actor);
    await app.settle();
    app.clock.moveTo(new Date(app.clock.now().getTime() + 60_000));
    await first.send({ subject: 'Hemmelig emne', text: 'Når er fristen?', from: 'kari@privat.example' });
    await app.settle();
    const { cookie } = await open(first);
    const page = await (await call('/portal', { headers: { cookie } })).text();
    const timeline = /<ol class="timeline"[\s\S]*?<\/ol>/.exec(page)?.[0] ?? '';
    const told = [...timeline.matchAll(/<p>(?:<a [^>]*>)?([^<]+)/g)].map(([, words]) => words);
    expect(told).toEqual([
      'Brev fra departementet: Spørsmål mottatt',
      'Vi fikk et spørsmål',
      'Brev fra departementet: Ny frist',
      'E-postadressen som brevene går til, ble endret',
      'Fristen ble utsatt til 7. juli 2020',
      'Kommunen registrerte vedtaket: Slutte seg til, 23. april 2020',
      'Brev fra departementet: Invitasjon',
      'Saken ble opprettet, og skjemaet ble laget',
    ]);
    expect(timeline).toMatch(/<span class="when">\d+\. \S+ 2020 kl\. \d\d:\d\d<\/span>/);
    expect(page).not.toMatch(/departementet\.example|Intern begrunnelse|kommunen\.example|privat\.example|Hemmelig/);
  });

  it('is opened by no other page, and by no link that is not in force', async () => {
    const link = await linkOf(first);
    const cross = await call(link, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } });
    expect([cross.status, cross.headers.get('set-cookie')]).toEqual([404, null]);
    expect((await call(`/portal/${'A'.repeat(43)}`, { method: 'POST' })).status).toBe(404);
  });

  it('closes when it is closed, after a working day, and when the link is renewed', async () => {
    const closed = await open(second);
    await call('/portal/close', {
      method: 'POST',
      body: new URLSearchParams({ csrf: closed.csrf }),
      headers: { cookie: closed.cookie },
    });
    const forgotten = await open(second);
    const renewed = await open(first);
    await app.dataSource.query('UPDATE declaration SET portal_link_version = 2 WHERE reference = $1', [
      first.reference,
    ]);
    const status = async ({ cookie }: Opened): Promise<number> =>
      (await call('/portal', { headers: { cookie } })).status;
    expect(await Promise.all([closed, forgotten, renewed].map(status))).toEqual([303, 200, 303]);
    app.clock.moveTo(new Date(app.clock.now().getTime() + 8 * 3_600_000));
    expect(await status(forgotten)).toBe(303);
  });

  it('gives the form out, noted once a day whoever asks how often, and given out even where it cannot be noted', async () => {
    const { cookie } = await open(second);
    const fetched = async (count: number, as = cookie, method = 'GET'): Promise<number[]> =>
      await Promise.all(
        Array.from({ length: count }, async () => {
          const answer = await call('/portal/form', { method, headers: { cookie: as } });
          await answer.arrayBuffer();
          return answer.status;
        }),
      );
    const noted = async (): Promise<unknown> =>
      await app.dataSource.query(
        `SELECT actor, data ->> 'firstOfDay' AS day FROM audit_event WHERE action = 'FORM_DOWNLOADED' AND subject = $1
         ORDER BY id`,
        [`declaration:${second.reference}`],
      );
    const actor = `municipality:${(await second.declaration()).municipalityNumber}`;
    const day = app.clock.now().toISOString().slice(0, 10);
    await app.dataSource.query('ALTER TABLE audit_event RENAME TO audit_event_away');
    try {
      expect(await fetched(1)).toEqual([200]);
    } finally {
      await app.dataSource.query('ALTER TABLE audit_event_away RENAME TO audit_event');
    }
    expect(await fetched(1, cookie, 'HEAD')).toEqual([200]);
    expect(await fetched(1, '')).toEqual([303]);
    expect(await noted()).toEqual([]);
    expect(await fetched(4)).toEqual([200, 200, 200, 200]);
    expect(await fetched(1)).toEqual([200]);
    expect(await noted()).toEqual([{ actor, day }]);
    app.clock.moveTo(new Date(app.clock.now().getTime() + 24 * 3_600_000));
    expect(await fetched(1, (await open(second)).cookie)).toEqual([200]);
    expect(await noted()).toHaveLength(2);
    const page = await (await call('/portal', { headers: { cookie: (await open(second)).cookie } })).text();
    expect(page.match(/Skjemaet (ble lastet ned|vart lasta ned) fr/g)).toHaveLength(2);
  });

  it('keeps the secret out of the database and the audit log', async () => {
    const secret = (await linkOf(second)).slice(-43);
    const { cookie } = await open(second);
    const token = /tilslutning-portal=([^;]+)/.exec(cookie)?.[1] ?? '';
    expect(token).toHaveLength(43);
    const rows = await app.dataSource.query(
      `SELECT count(*)::integer AS found FROM (
         SELECT to_jsonb(portal_session)::text AS row FROM portal_session
         UNION ALL SELECT to_jsonb(audit_event)::text FROM audit_event) AS kept
       WHERE row LIKE '%' || $1 || '%' OR row LIKE '%' || $2 || '%'`,
      [secret, token],
    );
    expect(rows[0].found).toBe(0);
  });
});
