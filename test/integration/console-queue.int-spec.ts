import { MailTransport } from '../../src/platform/mail/index.js';
import { JobRunner } from '../../src/platform/jobs/index.js';
import { WORK_KINDS } from '../../src/console/queue/texts/queue-texts.js';
import { startTestApp, type TestApp } from '../support/app.js';
import type { PageVisitor } from '../support/page-visitor.js';
import { signedInVisitor } from '../support/signed-in.js';
import { issueSmall } from '../support/small-campaign.js';

let app: TestApp;
let admin: PageVisitor;
/** While set, the mail server takes nothing. */
let isDown = true;

beforeAll(async () => {
  app = await startTestApp();
  const transport = app.get(MailTransport);
  const send = transport.send.bind(transport);
  transport.send = async (mail) => {
    if (isDown) throw new Error('connect ECONNREFUSED <relay>');
    return await send(mail);
  };
  await issueSmall(app, { numbers: ['0301', '5001'] });
  admin = await signedInVisitor(app, 'admin');
});
afterAll(() => app.close());

describe("the queue's page", () => {
  it('has words for every kind of work', () => {
    expect(app.get(JobRunner).kinds()).toEqual(WORK_KINDS.toSorted());
  });

  it('says what was tried in vain, with the error, and when it is tried again', async () => {
    await admin.open('/queue');
    expect(admin.status).toBe(200);
    const failing = await app.get(JobRunner).failing(100);
    expect(failing.length).toBeGreaterThan(1);
    expect(admin.words()).toContain('connect ECONNREFUSED <relay>');
    expect(admin.words()).toContain('Ingenting er forsinket.');
    expect(admin.html.match(/action="\/queue\/again"/g)).toHaveLength(failing.length);
    expect(admin.html).toContain(`href="/letters/${failing[0]?.id ?? ''}"`);
    expect(admin.words()).toMatch(/Sende brev 0 0 0 \d+ – 24\. april 2020 kl\. 09:00/);
  });

  it('has it tried again at once, once, and the audit log says who did', async () => {
    isDown = false;
    const id = (await app.get(JobRunner).failing(1))[0]?.id ?? '';
    const wanted = { kind: 'send-letter', id };
    await admin.submit('/queue/again', wanted);
    expect(admin.words()).toContain('Det prøves igjen nå.');
    await admin.submit('/queue/again', wanted);
    expect(admin.words()).toContain('Ingenting er endret.');
    await app.settle();
    const events = await app.dataSource.query(
      `SELECT actor LIKE 'person:admin-%' AS "isAdmin", data ->> 'attempts' AS attempts FROM audit_event
       WHERE action = 'WORK_TRIED_AGAIN' AND subject = $1`,
      [`work:send-letter-${id}`],
    );
    expect(events).toEqual([{ isAdmin: true, attempts: '1' }]);
    expect(await app.dataSource.query('SELECT state FROM letter WHERE id = $1', [id])).toEqual([{ state: 'SENT' }]);
  });

  it.each([
    ['send-letter', 'x'],
    ['send-letter', '7'],
    ['check-audit-chain', '00000000-0000-0000-0000-000000000000'],
    ['send-nothing', '7'],
    ['', ''],
  ])('changes nothing for %s «%s»', async (kind, id) => {
    await admin.open('/queue');
    await admin.submit('/queue/again', { kind, id });
    expect([admin.status, admin.words()]).toEqual([200, expect.stringContaining('Ingenting er endret.')]);
  });

  it('says what is late, and how to find out why', async () => {
    await app.dataSource.query(`UPDATE letter SET due_at = '2020-04-24T06:54:00Z' WHERE state = 'PLANNED'`);
    await admin.open('/queue');
    expect(admin.words()).toMatch(/[1-9]\d* skulle vært gjort for mer enn fem minutter siden\. Se etter at en prosess/);
    expect(admin.words()).toContain('Køen går over PostgreSQL.');
  });
});
