import { ChangeContact } from '../../src/contacts/index.js';
import { type TestApp, startTestApp } from '../support/app.js';
import type { PageVisitor } from '../support/page-visitor.js';
import { plainPdf } from '../support/plain-pdf.js';
import { signedInVisitor } from '../support/signed-in.js';
import { issueSmall, type SmallCampaign } from '../support/small-campaign.js';

let app: TestApp;
let campaign: SmallCampaign;
let handler: PageVisitor;
let approver: PageVisitor;
const reference = (number: string): string => campaign.references[number] ?? '';
const page = (number: string, action = ''): string =>
  `/declarations/${reference(number)}${action === '' ? '' : `/${action}`}`;

beforeAll(async () => {
  app = await startTestApp();
  campaign = await issueSmall(app);
  await app.moveTo('2020-06-25T10:00:00+02:00');
  handler = await signedInVisitor(app, 'case-handler');
  approver = await signedInVisitor(app, 'approver', 'en');
});
afterAll(() => app?.close());

async function events(number: string, action: string): Promise<{ actor: string; data: object }[]> {
  return await app.dataSource.query(
    'SELECT actor, data FROM audit_event WHERE subject = $1 AND action = $2 ORDER BY id',
    [`declaration:${reference(number)}`, action],
  );
}

/** Fills in an action's form and looks at its preview. */
async function previewed(who: PageVisitor, number: string, action: string, typed: Record<string, string>) {
  await who.open(page(number, action));
  expect(who.status).toBe(200);
  await who.submit(page(number, `${action}/preview`), typed);
  return who;
}

describe('the page of one declaration', () => {
  it('shows the four axes, the plan, the letters and what has happened, in the reader’s language', async () => {
    await handler.open(page('4621'));
    const words = handler.words();
    expect(words).toMatch(/Svar Ikke svart Frist Utløper snart: 1\. juli 2020 Brev \d sendt Kampanje Pågår/);
    expect(words).toMatch(/Kommunens egen side Lenke nr\. 1, ikke åpnet ennå/);
    expect(words).toMatch(/1 1\. juli 2020 \(gjelder nå\) Opprinnelig/);
    expect(words).toMatch(/1 dag før 30\. juni 2020 kl\. 09:00 Kommer/);
    expect(words).toContain('Erklæringen ble sendt ut');
    expect(words).toContain('Kommunen har ikke levert noe ennå.');
    expect(handler.html).toMatch(/<a class="ds-link" href="\/letters\/[0-9a-f-]{36}">Invitasjon<\/a>/);
    await approver.open(page('4621'));
    expect(approver.words()).toMatch(/Return No answer Deadline Due soon: 1 July 2020/);
    expect(approver.html).toContain('lang="en"');
  });

  it('offers what the role allows, and tells a reader that there is nothing', async () => {
    const links = ({ html }: PageVisitor): string[] =>
      [...html.matchAll(/href="\/declarations\/[^"/]+\/([a-z]+)"/g)].map(([, name]) => name ?? '');
    await handler.open(page('4621'));
    expect(links(handler)).toEqual(['form', 'extension', 'resolution', 'contact', 'return']);
    await approver.open(page('4621'));
    expect(links(approver)).toContain('withdrawal');
    const reader = await signedInVisitor(app, 'reader', 'nn');
    await reader.open(page('4621'));
    expect(links(reader)).toEqual(['form']);
    expect(reader.words()).toContain('Du kan lese saka, men ikkje endre henne.');
    for (const action of ['extension', 'undo', 'resolution', 'contact', 'return', 'withdrawal']) {
      expect((await reader.open(page('4621', action))).status).toBe(403);
    }
    expect((await handler.open(page('4621', 'withdrawal'))).status).toBe(403);
    expect((await handler.open('/declarations/AKSON-2020-9999-XXXXX')).status).toBe(404);
  });

  it('hands out the form as it was issued', async () => {
    const path = page('4621', 'form');
    const own = await fetch(`${app.url}${path}`, { headers: { cookie: handler.cookieHeader(), accept: 'text/html' } });
    const issued = await app.fetch(`/api/v1${path}`, { key: 'reader' });
    expect(own.headers.get('content-disposition')).toContain('attachment');
    expect(Buffer.from(await own.arrayBuffer()).equals(Buffer.from(await issued.arrayBuffer()))).toBe(true);
  });
});

describe('extending a deadline', () => {
  it('keeps what was typed when something is wrong, and says what', async () => {
    await previewed(handler, '0301', 'extension', { dueOn: '', reason: ' Kommunestyret møtes 6. juli ' });
    expect(handler.status).toBe(422);
    expect(handler.words()).toContain('Velg en dag for den nye fristen.');
    expect(handler.html).toContain('value=" Kommunestyret møtes 6. juli "');
    await previewed(handler, '0301', 'extension', { dueOn: '2020-06-30', reason: 'møte' });
    expect(handler.status).toBe(422);
    expect(handler.words()).toContain('Fristen er alt så sen som dette. Velg en senere dag.');
    expect(handler.html).toContain('value="2020-06-30"');
    expect(await events('0301', 'DEADLINE_EXTENDED')).toEqual([]);
  });

  it('shows which reminders go and come and the letter, and does just that, once', async () => {
    await previewed(handler, '0301', 'extension', { dueOn: '2020-07-07', reason: 'Kommunestyret møtes 6. juli' });
    expect(handler.status).toBe(200);
    const words = handler.words();
    expect(words).toContain('Fristen går fra 1. juli 2020 til 7. juli 2020.');
    expect(words).toMatch(/Påminnelser som ikke blir sendt 29\. juni 2020 kl\. 09:00 \(2 dager før\)/);
    expect(words).toMatch(/Nye påminnelser 3\. juli 2020 kl\. 09:00 \(2 dager før\) 6\. juli 2020/);
    expect(words).toMatch(/Påminnelser som står 30\. juni 2020 kl\. 09:00/);
    expect(words).toMatch(/Dette brevet går til Oslo kommune .*Kommunestyret møtes 6\. juli/);
    expect(await events('0301', 'DEADLINE_EXTENDED')).toEqual([]);

    const confirmation = handler.html;
    await handler.submit(page('0301', 'extension'));
    expect([handler.status, handler.at]).toEqual([200, `${page('0301')}?done=extension`]);
    expect(handler.words()).toContain('Fristen er utsatt.');
    expect(handler.words()).toMatch(/2 7\. juli 2020 \(gjelder nå\) Utsatt .* Kommunestyret møtes 6\. juli/);
    // The same button again.
    handler.html = confirmation;
    await handler.submit(page('0301', 'extension'));
    expect(handler.at).toBe(`${page('0301')}?done=extension`);
    const [granted, ...others] = await events('0301', 'DEADLINE_EXTENDED');
    expect(others).toEqual([]);
    expect(granted?.actor).toMatch(/^person:case-handler-.*@departement\.example$/);
  });

  it('decided on an outdated picture changes nothing, and shows what happened meanwhile', async () => {
    await previewed(handler, '4601', 'extension', { dueOn: '2020-07-07', reason: 'Møte 6. juli' });
    const mine = handler.html;
    await app.get(ChangeContact).execute(reference('4601'), 'ny@bergen.example', 'de ringte', 'key:caseHandler');
    handler.html = mine;
    await handler.submit(page('4601', 'extension'));
    expect(handler.status).toBe(412);
    const words = handler.words();
    expect(words).toContain('Saken er endret siden du så på den');
    expect(words).toMatch(/Adressen ble endret \(de ringte\), Nøkkelen caseHandler/);
    expect(handler.html).toContain('value="Møte 6. juli"');
    expect(await events('4601', 'DEADLINE_EXTENDED')).toEqual([]);
    // It still holds: the new page is on the new picture.
    await handler.submit(page('4601', 'extension'));
    expect(handler.at).toBe(`${page('4601')}?done=extension`);
    expect(await events('4601', 'DEADLINE_EXTENDED')).toHaveLength(1);
  });

  it('is undone with its own preview, and then there is nothing to undo', async () => {
    await previewed(handler, '0301', 'undo', { reason: 'Gitt ved en feil' });
    expect(handler.words()).toContain('Fristen går fra 7. juli 2020 til 1. juli 2020.');
    await handler.submit(page('0301', 'undo'));
    expect(handler.words()).toContain('Utsettelsen er trukket tilbake.');
    await previewed(handler, '0301', 'undo', { reason: 'Igjen' });
    expect([handler.status, handler.words()]).toEqual([
      422,
      expect.stringContaining('Det er ingen utsettelse å trekke tilbake.'),
    ]);
  });
});

describe("the link to the municipality's page", () => {
  it('is sent anew, or ended with a reason, and the page says so', async () => {
    await handler.open(page('4601'));
    await handler.submit(page('4601', 'portal-link/renew'));
    expect(handler.words()).toContain('En ny lenke er på vei i brev.');
    expect(handler.words()).toContain('Lenke nr. 2');
    await handler.submit(page('4601', 'portal-link/revoke'), { reason: ' ' });
    expect(handler.words()).toContain('Skriv hvorfor lenken sperres.');
    await handler.submit(page('4601', 'portal-link/revoke'), { reason: 'Brevet er videresendt' });
    expect(handler.words()).toContain('Lenken er sperret.');
    expect(await events('4601', 'PORTAL_LINK_REVOKED')).toMatchObject([{ data: { reason: 'Brevet er videresendt' } }]);
  });
});

describe('the other actions', () => {
  it('record a resolution after showing what it replaces', async () => {
    const typed = { outcome: 'POSTPONED', decidedOn: '2020-06-24', caseNumber: 'PS 20/43' };
    await previewed(handler, '4640', 'resolution', { ...typed, decidedOn: '2020-06-26' });
    expect([handler.status, handler.words()]).toEqual([
      422,
      expect.stringContaining('Møtet kan ikke ligge frem i tid'),
    ]);
    expect(handler.html).toMatch(/value="POSTPONED" required checked/);
    await previewed(handler, '4640', 'resolution', typed);
    await handler.submit(page('4640', 'resolution'));
    expect(handler.words()).toMatch(/Vedtaket er registrert.*Utsatt 24\. juni 2020 PS 20\/43/);
    await previewed(handler, '4640', 'resolution', { ...typed, outcome: 'ADOPTED', decidedOn: '2020-06-25' });
    expect(handler.words()).toContain('Det tidligere, «Utsatt» fra 24. juni 2020, står i historikken.');
  });

  it('change the contact after showing which letters follow', async () => {
    await previewed(handler, '4640', 'contact', { email: 'ikke en adresse', reason: 'de ringte' });
    expect([handler.status, handler.words()]).toEqual([422, expect.stringContaining('Skriv en e-postadresse')]);
    expect(handler.html).toContain('value="ikke en adresse"');
    await previewed(handler, '4640', 'contact', { email: 'ny@sogndal.example', reason: 'de ringte' });
    expect(handler.words()).toMatch(/Brevene går til ny@sogndal\.example i stedet for .*Brev som følger med Ingen\./);
    await handler.submit(page('4640', 'contact'));
    expect(handler.words()).toMatch(/Adressen er endret.*Brevene går til ny@sogndal\.example/);
    expect(await events('4640', 'CONTACT_CHANGED')).toHaveLength(1);
  });

  it('withdraw a municipality, whose letter keeps its lines', async () => {
    const typed = { by: 'municipality', note: 'Kommunestyret har sagt nei.\r\nDe ber om ro.', reason: 'phone call' };
    await previewed(approver, '5401', 'withdrawal', typed);
    expect(approver.words()).toMatch(/Reminders that will not be sent .*29 June 2020/);
    expect(approver.words()).toMatch(/This letter goes to Tromsø kommune .*Kommunestyret har sagt nei\./);
    const fields = [...approver.html.matchAll(/<textarea hidden name="note">\n([\s\S]*?)<\/textarea>/g)];
    expect(fields).toHaveLength(1);
    await approver.submit(page('5401', 'withdrawal'), { note: typed.note });
    expect(approver.words()).toMatch(
      /The municipality is withdrawn from the campaign\..*Withdrawn from the campaign 25 June/,
    );
    await approver.open(page('5401', 'extension'));
    await approver.submit(page('5401', 'extension/preview'), { dueOn: '2020-07-07', reason: 'x' });
    expect(approver.words()).toContain('The municipality is withdrawn from the campaign.');
  });

  it('hand in a document that came by post, once', async () => {
    await handler.open(page('4621', 'return'));
    const { fields } = handler.form(page('4621', 'return'));
    const send = async (change: Record<string, string> = {}): Promise<Response> => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...fields, ...change })) form.append(name, value);
      form.append('file', new Blob([plainPdf()], { type: 'application/pdf' }), 'Skannet brev.pdf');
      return await fetch(`${app.url}${page('4621', 'return')}`, {
        method: 'POST',
        body: form,
        redirect: 'manual',
        headers: { cookie: handler.cookieHeader(), accept: 'text/html' },
      });
    };
    expect((await send({ csrf: 'A'.repeat(43) })).status).toBe(403);
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual(
      [1, 2].map(() => [303, `${page('4621')}?done=return`]),
    );
    const returned = await app.dataSource.query(
      'SELECT channel, file_name AS "fileName", handed_in_by AS by FROM return',
    );
    expect(returned).toEqual([
      { channel: 'CONSOLE', fileName: 'Skannet brev.pdf', by: expect.stringMatching(/^person:case-handler-/) },
    ]);
    await handler.open(page('4621', 'return'));
    await handler.submit(page('4621', 'return'), {}, { 'content-type': 'multipart/form-data; boundary=x' });
    expect([handler.status, handler.words()]).toEqual([
      422,
      expect.stringMatching(/Velg et dokument|kom ikke helt frem/),
    ]);
  });
});
