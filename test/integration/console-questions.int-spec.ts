import { MailboxReadModel, type TaskView } from '../../src/mailbox/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import type { PageVisitor } from '../support/page-visitor.js';
import { ReturningMunicipality } from '../support/returning-municipality.js';
import { signedInVisitor } from '../support/signed-in.js';
import { issueSmall } from '../support/small-campaign.js';

const LIST = '/campaigns/akson-2020/questions';

let app: TestApp;
let reader: PageVisitor;
let handler: PageVisitor;
let first: ReturningMunicipality;

beforeAll(async () => {
  app = await startTestApp();
  await issueSmall(app);
  first = await ReturningMunicipality.at(app, 0);
  reader = await signedInVisitor(app, 'reader');
  handler = await signedInVisitor(app, 'case-handler');
});
afterAll(() => app.close());

const tasks = async (state: 'OPEN' | 'SETTLED' = 'OPEN'): Promise<TaskView[]> =>
  await app.get(MailboxReadModel).tasks({ campaignSlug: 'akson-2020', state, limit: 100 });

async function asked(text: string, subject: string): Promise<TaskView> {
  app.clock.moveTo(new Date(app.clock.now().getTime() + 60_000));
  await first.send({ text, subject });
  await app.settle();
  const task = (await tasks()).find((one) => one.subject === subject);
  if (task === undefined) throw new Error('No task was opened.');
  return task;
}

async function strange(subject: string): Promise<TaskView> {
  app.clock.moveTo(new Date(app.clock.now().getTime() + 60_000));
  await first.send({ from: 'a@stranger.example', to: 'akson@hod.dep.no', subject, text: 'Hvem er dere?' });
  await app.settle();
  const task = (await tasks()).find((one) => one.subject === subject);
  if (task === undefined) throw new Error('No task was opened.');
  return task;
}

describe('the list of tasks', () => {
  it('says so when nothing waits', async () => {
    await reader.open(LIST);
    expect([reader.status, reader.words().includes('Ingenting venter.')]).toEqual([200, true]);
  });

  it('shows them by kind, state and declaration', async () => {
    const question = await asked('Hvem kan signere?', 'Signatur');
    const unknown = await strange('Hei fra ukjent');
    const hrefs = async (query: string): Promise<string[]> => {
      await reader.open(`${LIST}?${query}`);
      return [...reader.html.matchAll(/href="\/tasks\/([^"]+)"/g)].map(([, id = '']) => id);
    };
    expect(await hrefs('')).toEqual([question.id, unknown.id]);
    expect(await hrefs('kind=UNMATCHED_MESSAGE')).toEqual([unknown.id]);
    expect(await hrefs(`reference=${first.reference.toLowerCase()}`)).toEqual([question.id]);
    expect(await hrefs('state=SETTLED')).toEqual([]);
    expect(reader.words()).toContain('Ingen avsluttede oppgaver');
    await hrefs('reference=%C3%A6');
    expect([reader.status, reader.words().includes('Skriv hele referansen')]).toEqual([422, true]);
    expect((await reader.open(`${LIST}?kind=NONE`)).status).toBe(400);
    const [firstOfAll, ...others] = await hrefs('limit=1');
    expect([firstOfAll, others]).toEqual([question.id, []]);
    const next = /<a href="([^"]+)" rel="next"/.exec(reader.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(await hrefs(next.split('?')[1] ?? '')).toEqual([unknown.id]);
  });
});

describe('a task', () => {
  it('shows the words of the message to case handlers alone', async () => {
    const task = await asked('<script>alert(1)</script> Kan vi vente?', 'Mer tid');
    await handler.open(`/tasks/${task.id}`);
    expect(handler.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; Kan vi vente?');
    expect(handler.html).toContain(`/declarations/${first.reference}/extension`);
    await reader.open(`/tasks/${task.id}`);
    expect(reader.html).not.toContain('Kan vi vente?');
    expect(reader.html).not.toContain('/settle');
  });

  it('is answered by the letter that was shown before, once', async () => {
    const task = await asked('Hvem skriver under?', 'Underskrift');
    await handler.open(`/tasks/${task.id}`);
    await handler.submit(`/tasks/${task.id}/answer`, { answer: '', step: 'preview' });
    expect([handler.status, handler.words().includes('Skriv et svar')]).toEqual([422, true]);
    await handler.submit(`/tasks/${task.id}/answer`, {
      answer: 'Ordføreren.\r\n\r\nVennlig hilsen oss',
      step: 'preview',
    });
    expect(handler.words()).toMatch(/Slik blir brevet.*Sv: Underskrift.*Ordføreren/);
    expect(handler.html).not.toMatch(/\/portal\/[\w-]{43}/);
    expect(await first.letters('ANSWER')).toEqual([]);
    const stale = handler.html;
    await handler.submit(`/tasks/${task.id}/answer`, { answer: 'Ordføreren.', step: 'send' });
    expect(handler.words()).toContain('Svaret er på vei, og oppgaven er avsluttet.');
    expect(handler.html).not.toContain('/answer');
    await app.settle();
    expect(await first.letters('ANSWER')).toMatchObject([{ delivery: 'SENT' }]);
    handler.html = stale;
    await handler.submit(`/tasks/${task.id}/answer`, { answer: 'En gang til', step: 'send' });
    expect([handler.status, handler.words().includes('Noen andre har endret oppgaven')]).toEqual([412, true]);
    expect(await first.letters('ANSWER')).toHaveLength(1);
  });

  it('is settled with a note, and not on an outdated picture', async () => {
    const task = await asked('Til orientering', 'Orientering');
    await handler.open(`/tasks/${task.id}`);
    await handler.submit(`/tasks/${task.id}/settle`, { note: '  ' });
    expect([handler.status, handler.words().includes('Skriv hva som kom ut av det')]).toEqual([422, true]);
    await handler.submit(`/tasks/${task.id}/settle`, { note: 'Lest', version: '7' });
    expect([handler.status, handler.html.includes('value="Lest"')]).toEqual([412, true]);
    await handler.submit(`/tasks/${task.id}/settle`, { note: 'Lest' });
    expect(handler.words()).toMatch(/Oppgaven er avsluttet\..*Lest/);
    await reader.open(`${LIST}?state=SETTLED`);
    expect(reader.words()).toContain('Lest');
  });

  it('of a stranger is attached to a case and can then be answered', async () => {
    const task = await strange('Uten sak');
    await handler.open(`/tasks/${task.id}`);
    expect(handler.html).not.toContain('/answer');
    for (const [reference, words] of [
      ['tull', 'Skriv hele referansen'],
      ['AKSON-2020-9999-ZZZZZ', 'Det er ingen sak med denne referansen'],
    ] as const) {
      await handler.submit(`/tasks/${task.id}/attach`, { reference });
      expect([handler.status, handler.words().includes(words)]).toEqual([422, true]);
      expect(handler.html).toContain(`value="${reference}"`);
    }
    await handler.submit(`/tasks/${task.id}/attach`, { reference: first.reference.toLowerCase() });
    expect(handler.words()).toContain('Meldingen hører nå til saken.');
    expect(handler.html).toContain(`/tasks/${task.id}/answer`);
    await handler.submit(`/tasks/${task.id}/answer`, { answer: 'Velkommen', step: 'send' });
    // An answer goes to the registered address unless the municipality's own domain asked.
    await app.settle();
    const letters = await first.letters('ANSWER');
    expect(letters.at(-1)).toMatchObject({ recipientEmail: first.email });
    expect(await events(`message:${task.inboundMessageId}`)).toContain('MESSAGE_ATTACHED');
  });
});

async function events(subject: string): Promise<string[]> {
  const rows: { action: string }[] = await app.dataSource.query(
    'SELECT action FROM audit_event WHERE subject = $1 ORDER BY id',
    [subject],
  );
  return rows.map(({ action }) => action);
}

describe('a message', () => {
  it('shows words, header, files and checks, and is downloaded as it came', async () => {
    const file = { fileName: 'notat æ.txt', bytes: Buffer.from('et notat'), contentType: 'text/plain' };
    await first.send({ subject: 'Med vedlegg', text: 'Se vedlegg', files: [file] });
    await app.settle();
    const rows: { id: string; raw: Buffer }[] = await app.dataSource.query(
      `SELECT id, raw FROM inbound_message WHERE subject = 'Med vedlegg'`,
    );
    const { id = '', raw } = rows[0] ?? {};
    await handler.open(`/messages/${id}`);
    expect(handler.words()).toMatch(/Se vedlegg/);
    expect(handler.words()).toContain('Avsenderen er ikke kontrollert.');
    expect(handler.words()).not.toMatch(/MESSAGE_|SMTP_SINK|It brings/);
    const part = /href="(\/messages\/[^"]+\/parts\/\d+)"[^>]*>[^<]*notat/.exec(handler.html)?.[1] ?? '';
    const get = async (path: string, who: PageVisitor): Promise<Response> =>
      await fetch(`${app.url}${path}`, { headers: { cookie: who.cookieHeader(), accept: 'text/html' } });
    const downloaded = await get(part, handler);
    expect([await downloaded.text(), downloaded.headers.get('content-type')]).toEqual([
      'et notat',
      expect.stringContaining('text/plain'),
    ]);
    expect(Buffer.from(await (await get(`/messages/${id}/raw`, handler)).arrayBuffer())).toEqual(raw);
    expect((await get(`/messages/${id}/raw`, reader)).status).toBe(403);
    expect((await get(`/messages/${id}/parts/0`, reader)).status).toBe(403);
    await reader.open(`/messages/${id}`);
    expect(reader.html).not.toContain('Se vedlegg');
    expect(reader.words()).toContain(first.reference);
  });

  it('is read again for a reason, and not twice at once', async () => {
    const task = await asked('Les meg', 'Les på nytt');
    const path = `/messages/${task.inboundMessageId}`;
    await handler.open(path);
    await handler.submit(`${path}/read-again`, { reason: '' });
    expect(handler.status).toBe(422);
    await handler.submit(`${path}/read-again`, { reason: 'A limit is wider' });
    expect(handler.words()).toContain('Meldingen venter på å bli lest på nytt.');
    await handler.submit(`${path}/read-again`, { reason: 'Again' });
    expect([handler.status, handler.words().includes('venter allerede på å bli lest')]).toEqual([409, true]);
    await app.settle();
  });
});
