import { MailboxHealth, MailboxReadModel, SettleTask, type TaskView } from '../../src/mailbox/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { mailboxPart, MINISTRY } from '../support/imap-mailbox.js';
import { issueSmall } from '../support/small-campaign.js';

const ALARM_MS = 600_000;

let app: TestApp;

beforeAll(async () => {
  const server = { host: '127.0.0.1', port: 1, protection: 'NONE', user: MINISTRY } as const;
  const imap = {
    server: { ...server, login: { kind: 'PASSWORD', password: 'x' } as const },
    address: MINISTRY,
    folder: 'INBOX',
    archiveFolder: 'Archive',
    reviewFolder: 'Review',
    since: null,
    pollMs: 90_000,
  };
  app = await startTestApp({ mailbox: mailboxPart(imap, false, ALARM_MS) });
  await issueSmall(app, { numbers: ['0301', '5001'] });
  await app.dataSource.query('INSERT INTO mailbox_watch (mailbox, started_at, fetched_at) VALUES ($1, $2, $2)', [
    MINISTRY,
    app.clock.now().toISOString(),
  ]);
});
afterAll(async () => {
  await app?.close();
});

const look = (): Promise<void> => app.get(MailboxHealth).look();
const pass = (milliseconds: number): void => app.clock.moveTo(new Date(app.clock.now().getTime() + milliseconds));
const open = (): Promise<TaskView[]> =>
  app.get(MailboxReadModel).tasks({ campaignSlug: 'akson-2020', state: 'OPEN', limit: 10 });
const fetched = (): Promise<unknown> =>
  app.dataSource.query('UPDATE mailbox_watch SET fetched_at = $1, trouble = NULL', [app.clock.now().toISOString()]);

it('a mailbox that stands still is one task, however often it is looked at, and closed when mail flows again', async () => {
  await look();
  expect(await open()).toEqual([]);

  pass(ALARM_MS + 1);
  await app.dataSource.query(`UPDATE mailbox_watch SET trouble = 'IMAP_LOGIN_REFUSED: no'`);
  await look();
  await look();
  const tasks = await open();
  expect(tasks).toMatchObject([
    {
      kind: 'MAILBOX_STANDSTILL',
      inboundMessageId: null,
      about: `mailbox:${MINISTRY}`,
      explanation: `The mailbox ${MINISTRY} was last fetched 2020-04-24T07:00:00.000Z: IMAP_LOGIN_REFUSED: no`,
    },
  ]);
  const listed = (await (await app.fetch('/api/v1/campaigns/akson-2020/tasks')).json()) as { items: unknown[] };
  expect(listed.items).toMatchObject([{ id: tasks[0]!.id, kind: 'MAILBOX_STANDSTILL' }]);

  await fetched();
  await look();
  expect(await open()).toEqual([]);
  expect(await app.get(MailboxReadModel).task(tasks[0]!.id)).toMatchObject({
    closedBy: 'system:mailbox',
    outcome: 'The mailbox is read again.',
  });
});

it('the next standstill is another task; one that an operator has closed does not come back by itself', async () => {
  pass(ALARM_MS + 1);
  await look();
  const [task] = await open();
  await expect(
    app.get(SettleTask).execute({ taskId: task!.id, expectedVersion: 1, actor: 'key:x', answer: 'Hei', note: 'x' }),
  ).rejects.toMatchObject({ code: 'TASK_NOT_ANSWERABLE' });
  await app
    .get(SettleTask)
    .execute({ taskId: task!.id, expectedVersion: 1, actor: 'key:x', answer: null, note: 'Told the provider.' });
  await look();
  expect(await open()).toEqual([]);
  await fetched();
  await look();
  pass(ALARM_MS + 1);
  await look();
  expect(await open()).toHaveLength(1);
});
