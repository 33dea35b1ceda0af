import { AuditEventReadModel } from '../../src/audit/index.js';
import { ManagePeople, systemActor } from '../../src/identity/index.js';
import { SendAgain } from '../../src/letters/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import type { PageVisitor } from '../support/page-visitor.js';
import { MAILBOX, ReturningMunicipality } from '../support/returning-municipality.js';
import { minutesPdf } from '../support/returned-files.js';
import { signedInVisitor } from '../support/signed-in.js';
import { issueSmall } from '../support/small-campaign.js';

let app: TestApp;
let reader: PageVisitor;
let admin: PageVisitor;
let reference: string;

beforeAll(async () => {
  app = await startTestApp();
  const { references } = await issueSmall(app, { numbers: ['0301', '5001'] });
  reference = references['0301'] ?? '';
  await happenToNoCase();
  reader = await signedInVisitor(app, 'reader');
  admin = await signedInVisitor(app, 'admin');
});
afterAll(() => app.close());

/** A document of a stranger, which is tied to no case, and a letter that is sent again. */
async function happenToNoCase(): Promise<void> {
  const municipality = await ReturningMunicipality.at(app, 0);
  await municipality.send({
    from: 'en@fremmed.example',
    to: MAILBOX,
    subject: 'Vedlagt',
    files: [{ fileName: 'a.pdf', bytes: Buffer.from(minutesPdf('Vedtak')) }],
  });
  await app.settle();
  const [letter] = await municipality.letters('INVITATION');
  await app.dataSource.query(`UPDATE letter SET state = 'FAILED' WHERE id = $1`, [letter!.id]);
  await app.get(SendAgain).execute(letter!.id, 'Prøv igjen.', 'person:kari@departement.example');
  await app.settle();
}

const count = async (condition: string): Promise<number> =>
  (
    (await app.dataSource.query(`SELECT count(*)::integer AS n FROM audit_event WHERE ${condition}`)) as [{ n: number }]
  )[0].n;
const shown = (): number => (reader.html.match(/<time /g) ?? []).length;

describe('the events of the audit log', () => {
  it('come the latest first, each once, in words, and lead to what they are about', async () => {
    await reader.open('/audit?limit=4');
    const seen: string[] = [];
    for (;;) {
      seen.push(...[...reader.html.matchAll(/<time datetime="([^"]+)"/g)].map(([, at]) => at ?? ''));
      const next = /<a href="([^"]+)" rel="next"/.exec(reader.html)?.[1];
      if (next === undefined) break;
      await reader.open(next.replaceAll('&amp;', '&'));
    }
    expect(seen).toHaveLength(await count('true'));
    expect(seen).toEqual(seen.toSorted().toReversed());
    await reader.open('/audit');
    expect(reader.words()).toMatch(/Erklæringen ble sendt ut .*Tjenesten \(issuing\)/);
    expect(reader.html).toContain(`href="/declarations/${reference}"`);
  });

  it.each<[string, string]>([
    ['action=LETTER_SENT', `action = 'LETTER_SENT'`],
    ['actor=system:issuing', `actor = 'system:issuing'`],
    ['from=2020-04-24&to=2020-04-24', `at >= '2020-04-23T22:00Z' AND at < '2020-04-24T22:00Z'`],
    ['to=2020-04-23', `at < '2020-04-23T22:00Z'`],
    [
      'campaign=akson-2020',
      `subject LIKE 'declaration:AKSON-2020-%' OR subject = 'campaign:akson-2020' OR subject ~ '^(message|return|letter):'`,
    ],
    ['campaign=akson-2020&action=MESSAGE_STORED', `action = 'MESSAGE_STORED'`],
    ['campaign=akson-2020&action=RETURN_RECEIVED', `action = 'RETURN_RECEIVED'`],
    ['campaign=akson-2020&action=LETTER_SENT_AGAIN', `action = 'LETTER_SENT_AGAIN'`],
    ['campaign=akson-2021', 'false'],
    ['campaign=akson-2020&action=CAMPAIGN_ISSUED', `action = 'CAMPAIGN_ISSUED'`],
    ['subject=akson-2020', `subject = 'campaign:akson-2020'`],
    ['actor=&action=&campaign=&subject=&from=&to=', 'true'],
    ['subject=%00', 'true'],
  ])('are narrowed by %s', async (query, condition) => {
    await reader.open(`/audit?limit=200&${query}`);
    expect([reader.status, shown()]).toEqual([200, await count(condition)]);
    expect(reader.words().includes('hører ikke til noen kampanje')).toBe(query.includes('campaign=akson'));
    if (shown() === 0) expect(reader.words()).toContain('Ingen hendelser svarer til dette utvalget.');
  });

  it('lead to letters and the campaign, and to people where the reader may see them', async () => {
    const [letter] = (await app.dataSource.query(
      `SELECT id FROM letter WHERE message_id = (
         SELECT substring(subject from 8) FROM audit_event WHERE action = 'LETTER_SENT_AGAIN')`,
    )) as [{ id: string }];
    const { person } = await app
      .get(ManagePeople)
      .invite(
        { name: 'Ola Vik', email: 'ola@departement.example', roles: ['reader'], language: 'nb' },
        systemActor('test'),
      );
    const hrefs = async (page: PageVisitor, query: string): Promise<string[]> => {
      await page.open(`/audit?${query}`);
      const list = page.html.slice(page.html.indexOf('<ol class="events">'));
      return [...list.matchAll(/href="([^"?]+)"/g)].map(([, href]) => href ?? '');
    };
    expect(await hrefs(reader, 'action=LETTER_SENT_AGAIN')).toEqual([`/letters/${letter.id}`, '/campaigns/akson-2020']);
    expect(await hrefs(reader, 'action=MESSAGE_STORED')).toContain('/campaigns/akson-2020');
    expect(await hrefs(reader, `action=LETTER_SENT&subject=${reference}`)).toContain(`/letters/${letter.id}`);
    expect(await hrefs(admin, 'action=PERSON_CREATED')).toContain(`/users/${person.id}`);
    expect((await hrefs(reader, 'action=PERSON_CREATED')).filter((href) => href.startsWith('/users'))).toEqual([]);
    for (const page of [`/letters/${letter.id}`, `/users/${person.id}`])
      expect((await admin.open(page)).status).toBe(200);
  });

  it('are found by a reference in whatever case, and given out as CSV', async () => {
    const query = `subject=${reference.toLowerCase()}`;
    await reader.open(`/audit?${query}`);
    const events = await count(`subject = 'declaration:${reference}'`);
    expect(shown()).toBe(events);
    await reader.open(`/audit/events.csv?${query}`);
    const lines = reader.html.trimEnd().split('\r\n');
    expect(lines[0]).toBe('at,actor,action,subject,data,position,hash');
    expect(lines).toHaveLength(1 + events);
  });

  it.each([
    ['from=2020-06-31', 'Skriv en dag som finnes'],
    ['from=2020-06-30&to=2020-06-29', 'Den siste dagen er før den første.'],
  ])('says what is wrong with %s and keeps what was typed', async (query, words) => {
    await reader.open(`/audit?${query}&actor=kari@x.example`);
    expect(reader.status).toBe(422);
    expect(reader.words()).toContain(words);
    expect(reader.html).toContain('value="kari@x.example"');
  });
});

describe('the check of the chain', () => {
  const check = async (): Promise<string> => {
    await admin.open('/audit');
    await admin.submit('/audit/check');
    expect(admin.words()).toMatch(/Kontrollen er i gang: \d+ hendelser så langt/);
    await app.settle();
    await reader.open('/audit');
    return reader.words();
  };

  it('is for administrators to ask for, and for readers to see', async () => {
    await reader.open('/audit');
    expect(reader.words()).toContain('Kjeden er ikke kontrollert her ennå.');
    expect(reader.html).not.toContain('action="/audit/check"');
    const words = await check();
    const events = await count('true');
    expect(words).toContain(`Kjeden henger sammen: ${String(events)} hendelser er kontrollert`);
    const last = await app.get(AuditEventReadModel).atPosition(events);
    expect(words).toContain(last?.hash);
  });

  it('is one, however often it is asked for', async () => {
    await Promise.all([admin.open('/audit'), reader.open('/audit')]);
    const { action, fields } = admin.form('/audit/check');
    const send = (): Promise<Response> =>
      fetch(`${app.url}${action}`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        redirect: 'manual',
        headers: { cookie: admin.cookieHeader() },
      });
    expect((await Promise.all([send(), send()])).map(({ status }) => status)).toEqual([303, 303]);
    const waiting = await app.dataSource.query(`SELECT id FROM audit_check WHERE state = 'WAITING'`);
    expect(waiting).toHaveLength(1);
    await app.settle();
  });

  it.each<[string, string, string, string]>([
    [
      'a changed event',
      `UPDATE audit_event SET actor = 'key:nobody' WHERE position = 3`,
      `UPDATE audit_event SET actor = (SELECT actor FROM kept) WHERE position = 3`,
      'Hendelse 3 er endret etter at den ble lagt i kjeden. De 2 første hendelsene henger sammen.',
    ],
    [
      'a removed event',
      'DELETE FROM audit_event WHERE position = 3',
      'INSERT INTO audit_event SELECT * FROM kept',
      'Hendelse 3 mangler: den som følger etter hendelse 2',
    ],
  ])('names %s, and says what to do', async (_what, breakIt, mendIt, words) => {
    await app.dataSource.query('CREATE TABLE kept AS SELECT * FROM audit_event WHERE position = 3');
    await app.dataSource.query(breakIt);
    const broken = await check();
    expect(broken).toContain(words);
    expect(broken).toContain('Endre ingenting i databasen');
    await app.dataSource.query(mendIt);
    expect(await check()).toContain('Kjeden henger sammen');
    await app.dataSource.query('DROP TABLE kept');
  });

  it('names an end that was cut off and a chain that was written anew, by what an earlier check found', async () => {
    const events = await count('true');
    await app.dataSource.query('DELETE FROM audit_event WHERE position > $1', [events - 1]);
    expect(await check()).toContain(`Kjeden slutter ved hendelse ${String(events - 1)}`);
    await app.dataSource.query(
      `UPDATE audit_event SET position = NULL, previous_hash = NULL, hash = NULL, data = '{}' WHERE position > 1`,
    );
    await app.dataSource.query(
      `UPDATE audit_check SET events = $1 WHERE id = (SELECT max(id) FROM audit_check WHERE state = 'FITS')`,
      [events - 1],
    );
    expect(await check()).toContain(`Hendelse ${String(events - 1)} har en annen hash enn en tidligere kontroll fant`);
  });
});
