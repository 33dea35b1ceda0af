import { ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { capturedMail } from '../support/captured-mail.js';
import { ReturningMunicipality } from '../support/returning-municipality.js';
import { issueSmall } from '../support/small-campaign.js';

let app: TestApp;
let api: ApiClient;
let oslo: ReturningMunicipality;
let bergen: ReturningMunicipality;
let voss: ReturningMunicipality;

beforeAll(async () => {
  app = await startTestApp();
  api = await ApiClient.connect(app);
  await issueSmall(app);
  [oslo, bergen, voss] = (await Promise.all([0, 1, 2].map((index) => ReturningMunicipality.at(app, index)))) as [
    ReturningMunicipality,
    ReturningMunicipality,
    ReturningMunicipality,
  ];
  await app.moveTo('2020-05-04T10:00:00Z');
});
afterAll(() => app.close());

const call = async (path: string, init: RequestInit = {}): Promise<Response> =>
  await fetch(`${app.url}${path}`, { redirect: 'manual', ...init });
const cookieOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

function linkIn(text: string | undefined): string {
  const link = text?.match(/\/portal\/[A-Za-z0-9_-]{43}/)?.[0];
  if (link === undefined) throw new Error('The letter has no link.');
  return link;
}

const firstLink = async (municipality: ReturningMunicipality): Promise<string> =>
  linkIn((await municipality.invitation()).email.text);

/** The letters with a new link, oldest first: to whom, and the link. */
async function newLinks(municipality: ReturningMunicipality): Promise<{ to: string | undefined; link: string }[]> {
  const mails = await capturedMail(app, 'message_id LIKE $1', [`${municipality.caseToken}.new-link.%`]);
  return mails.map(({ email }) => ({ to: email.to?.[0]?.address, link: linkIn(email.text) }));
}

/** The cookie of a browser that has pressed the link's button; null: it opened nothing. */
async function opened(link: string): Promise<string | null> {
  const pressed = await call(link, { method: 'POST' });
  return pressed.status === 303 ? cookieOf(pressed) : null;
}

const isOpen = async (cookie: string): Promise<boolean> =>
  (await call('/portal', { headers: { cookie } })).status === 200;

/** What somebody is told who asks for a new link, and after how much work of the database. */
async function ask(asked: string): Promise<{ status: number; location: string | null; page: string }> {
  const form = await call('/portal/new-link?language=nn');
  const csrf = /name="csrf" value="([^"]+)"/.exec(await form.text())?.[1] ?? '';
  const answer = await call('/portal/new-link?language=nn', {
    method: 'POST',
    headers: { cookie: cookieOf(form) },
    body: new URLSearchParams({ csrf, asked }),
  });
  const location = answer.headers.get('location');
  const page = location === null ? await answer.text() : await (await call(location)).text();
  return { status: answer.status, location, page };
}

/** Past the time in which one address may ask only so often. */
const laterOn = async (): Promise<void> => await app.moveTo(new Date(app.clock.now().getTime() + 11 * 60_000));

it('a new link is asked for by name, number, reference or address, and goes to the registered address alone', async () => {
  const link = await firstLink(voss);
  const session = await opened(link);
  expect(await isOpen(session ?? '')).toBe(true);
  const strange = await ask('Andeby');
  const known = await ask('  voss ');
  expect(known).toEqual(strange);
  expect([known.status, known.location]).toEqual([303, '/portal/new-link/asked?language=nn']);
  await app.settle();
  const [sent, ...others] = await newLinks(voss);
  expect(others).toEqual([]);
  expect(sent?.to).toBe((await voss.declaration()).recipientEmail);

  // Until the new one is opened, which looking at it is not, whoever asked has ended nothing.
  expect((await call(sent!.link)).status).toBe(200);
  expect(await isOpen((await opened(link)) ?? '')).toBe(true);
  expect(await isOpen(session ?? '')).toBe(true);
  const offered = `/api/v1/declarations/${voss.reference}/portal-link`;
  expect(await api.get(offered)).toMatchObject({
    body: { renewedAt: null, offeredAt: app.clock.now().toISOString() },
  });
  expect(await isOpen((await opened(sent!.link)) ?? '')).toBe(true);
  expect(await isOpen((await opened(sent!.link)) ?? '')).toBe(true);
  expect(await opened(link)).toBeNull();
  expect(await isOpen(session ?? '')).toBe(false);
  expect(await api.get(offered)).toMatchObject({
    body: { renewedAt: app.clock.now().toISOString(), offeredAt: null },
  });
  const ended = await call(link);
  expect(ended.status).toBe(404);
  expect(await ended.text()).toContain('/portal/new-link?language=nb');

  // Once a day, however it is asked for; what was asked does not stay.
  for (const again of [voss.number, voss.reference.toLowerCase()]) await ask(again);
  await app.settle();
  expect(await newLinks(voss)).toHaveLength(1);
  await app.moveTo('2020-05-05T10:00:00Z');
  await ask((await voss.declaration()).recipientEmail.toUpperCase());
  await app.settle();
  const [, second] = await newLinks(voss);
  expect(await app.dataSource.query('SELECT asked FROM portal_link_request')).toEqual([]);

  // Asked once more while it lies unopened, the same link goes out again, and other letters bring it too.
  await app.moveTo('2020-05-06T10:00:00Z');
  await ask('Voss herad');
  await voss.send({ subject: 'Spørsmål', text: 'Når er fristen?' });
  await app.settle();
  const [, , third, ...more] = await newLinks(voss);
  expect([third?.link, more]).toEqual([second?.link, []]);
  const [answer] = await capturedMail(app, 'message_id LIKE $1', [`${voss.caseToken}.question-received.%`]);
  expect(linkIn(answer?.email.text)).toBe(second?.link);
  expect(await isOpen((await opened(sent!.link)) ?? '')).toBe(true);

  // In wrong hands, the one as the other.
  await api.post(`${offered}/revoke`, { key: 'caseHandler', json: { reason: 'Sendt til avisen.' } });
  expect(await opened(sent!.link)).toBeNull();
  expect(await opened(third!.link)).toBeNull();
});

it('asking takes a form of its own page and something to ask for, and may not be done without end', async () => {
  await laterOn();
  const foreign = await call('/portal/new-link', { method: 'POST', body: new URLSearchParams({ asked: 'Oslo' }) });
  expect(foreign.status).toBe(403);
  const form = await call('/portal/new-link');
  const bare = {
    'x-csrf-token': /name="csrf" value="([^"]+)"/.exec(await form.text())?.[1] ?? '',
    cookie: cookieOf(form),
  };
  expect((await call('/portal/new-link', { method: 'POST', headers: bare })).status).toBe(422);
  const empty = await ask('  ');
  expect([empty.status, empty.page.includes('Skriv kva for ein kommune det gjeld.')]).toEqual([422, true]);
  const statuses: number[] = [];
  for (let time = 1; time <= 6; time++) statuses.push((await ask(`Andeby ${time}`)).status);
  expect(statuses).toEqual([303, 303, 303, 303, 303, 429]);
  await laterOn();
  expect((await ask('Andeby')).status).toBe(303);
  await app.settle();
  expect(await newLinks(oslo)).toEqual([]);
});

it('an operator ends a link that is in wrong hands, and the next letter brings one that works', async () => {
  const link = await firstLink(bergen);
  const session = await opened(link);
  const path = `/api/v1/declarations/${bergen.reference}/portal-link`;
  const revoked = await api.post(`${path}/revoke`, { key: 'caseHandler', json: { reason: 'Sendt til avisen.' } });
  expect(revoked).toMatchObject({ status: 200, body: { reference: bergen.reference, renewedAt: null } });
  expect(await opened(link)).toBeNull();
  expect(await isOpen(session ?? '')).toBe(false);
  await app.settle();
  expect(await newLinks(bergen)).toEqual([]);
  await bergen.send({ subject: 'Spørsmål', text: 'Når er fristen?' });
  await app.settle();
  const [answer] = await capturedMail(app, 'message_id LIKE $1', [`${bergen.caseToken}.question-received.%`]);
  expect(await opened(linkIn(answer?.email.text))).not.toBeNull();
  const renewed = await api.post(`${path}/renew`, { key: 'caseHandler' });
  expect(renewed).toMatchObject({ status: 200, body: { renewedAt: app.clock.now().toISOString() } });
  await app.settle();
  expect(await opened(linkIn(answer?.email.text))).toBeNull();
  const [sent] = await newLinks(bergen);
  expect(await opened(sent!.link)).not.toBeNull();
  const events = await app.dataSource.query(
    `SELECT action, data FROM audit_event WHERE subject = $1 AND action LIKE 'PORTAL_LINK%' ORDER BY id`,
    [`declaration:${bergen.reference}`],
  );
  expect(events).toEqual([
    { action: 'PORTAL_LINK_REVOKED', data: { linkVersion: 1, reason: 'Sendt til avisen.' } },
    { action: 'PORTAL_LINK_RENEWED', data: { linkVersion: 3 } },
  ]);
});

it('a link ends some weeks after the last deadline, what it opened with it, and is renewed for a while', async () => {
  const link = await firstLink(oslo);
  // The campaign's extended deadline is 7 July, and six weeks later is 18 August in Oslo.
  app.clock.moveTo(new Date('2020-08-18T21:59:00Z'));
  expect(await api.get(`/api/v1/declarations/${oslo.reference}/portal-link`)).toMatchObject({
    body: { expiresAt: '2020-08-18T21:59:59.999Z' },
  });
  const session = (await opened(link)) ?? '';
  expect(await isOpen(session)).toBe(true);
  app.clock.moveTo(new Date('2020-08-18T22:00:00Z'));
  expect(await isOpen(session)).toBe(false);
  const ended = await call(link);
  expect(ended.status).toBe(410);
  expect(await ended.text()).toMatch(/Lenken gjaldt til og med 18\. august 2020\..*Be om en ny lenke/s);
  await ask(oslo.reference);
  await app.settle();
  const [sent] = await newLinks(oslo);
  expect(await opened(link)).toBeNull();
  expect(await isOpen(session)).toBe(false);
  app.clock.moveTo(new Date('2020-09-02T21:59:00Z'));
  expect(await opened(sent!.link)).not.toBeNull();
  app.clock.moveTo(new Date('2020-09-02T22:00:00Z'));
  expect(await opened(sent!.link)).toBeNull();
});
