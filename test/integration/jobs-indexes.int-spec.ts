import type { DataSource } from 'typeorm';
import { CheckAuditChain } from '../../src/audit/check-audit-chain.js';
import { SealAuditChain } from '../../src/audit/index.js';
import { IssueCampaign } from '../../src/issuing/issue-campaign.js';
import { SendLetter } from '../../src/letters/send-letter.js';
import { ProcessInboundMessage } from '../../src/mailbox/process-inbound-message.js';
import { PurgeIdempotencyKeys } from '../../src/platform/http/index.js';
import { DueOverview } from '../../src/platform/jobs/due-overview.js';
import { DueRows } from '../../src/platform/jobs/due-rows.js';
import type { DueWork } from '../../src/platform/jobs/index.js';
import { AnswerLinkRequest } from '../../src/portal-links/answer-link-request.js';
import { SendReminder } from '../../src/reminders/send-reminder.js';
import { VerifyReturn } from '../../src/returns/verify-return.js';
import { DeliverWebhook } from '../../src/webhooks/deliver-webhook.js';
import { WatchThreshold } from '../../src/webhooks/watch-threshold.js';
import { PurgeWebhookLog } from '../../src/webhooks/purge-webhook-log.js';
import { type TestApp, startTestApp } from '../support/app.js';
import { issueSmall } from '../support/small-campaign.js';

const ROWS = 50_000;
const now = new Date('2020-06-17T07:00:00Z');

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  await issueSmall(app, { numbers: ['0301', '5001'] });
  // One in 500 is still to be done, as in the middle of a large campaign.
  const filled: readonly string[] = [
    `INSERT INTO letter (id, campaign_id, kind, slot, message_id, recipient_name, recipient_email, language, data, state,
       created_at, due_at)
     SELECT gen_random_uuid(), campaign.id, 'COPY', 's' || n, 'm' || n, 'n', 'e', 'nb', '{}',
       CASE WHEN n % 500 = 0 THEN 'PLANNED' ELSE 'SENT' END, $1, $1::timestamptz - make_interval(secs => n)
     FROM campaign, generate_series(1, ${ROWS}) AS n`,
    `INSERT INTO reminder (id, declaration_id, deadline_version, slot, planned_at, due_at, state)
     SELECT gen_random_uuid(), declaration.id, 1, 's' || n, $1, $1::timestamptz - make_interval(secs => n),
       CASE WHEN n % 500 = 0 THEN 'PLANNED' ELSE 'SENT' END
     FROM declaration, generate_series(1, ${ROWS}) AS n`,
    `INSERT INTO inbound_message (id, mailbox, source, campaign_id, message_id, delivered_to, envelope_from, raw, byte_length,
       sha256, content_sha256, arrived_at, state, due_at)
     SELECT gen_random_uuid(), 'm', 'REST', campaign.id, 'm' || n, 'd', 'f', '', 0, 's' || n, 's' || n, $1,
       CASE WHEN n % 500 = 0 THEN 'RECEIVED' ELSE 'PROCESSED' END, $1::timestamptz - make_interval(secs => n)
     FROM campaign, generate_series(1, ${ROWS}) AS n`,
    `INSERT INTO return (id, campaign_id, channel, handed_in_by, file_name, bytes, byte_length, sha256, arrived_at, match,
       reasons, state, due_at)
     SELECT gen_random_uuid(), campaign.id, 'REST', 'h', 'f', '', 0, 's' || n, $1, '{}', '{}',
       CASE WHEN n % 500 = 0 THEN 'RECEIVED' ELSE 'REJECTED' END, $1::timestamptz - make_interval(secs => n)
     FROM campaign, generate_series(1, ${ROWS}) AS n`,
    `INSERT INTO audit_event (at, actor, action, subject, data, position, previous_hash, hash)
     SELECT $1::timestamptz + make_interval(secs => n), 'a', 'a', 's' || n, '{}',
       CASE WHEN n % 500 = 0 THEN NULL ELSE n + 100000 END, 'p', 'h'
     FROM generate_series(1, ${ROWS}) AS n`,
  ];
  for (const statement of filled) await app.dataSource.query(statement, [now.toISOString()]);
  await app.dataSource.query(
    `WITH endpoint AS (
       INSERT INTO webhook_endpoint (id, name, url, event_types, created_at, created_by)
       VALUES (gen_random_uuid(), 'e', 'u', '{declaration.accepted}', $1, 'a') RETURNING id
     ), event AS (
       INSERT INTO webhook_event (id, type, at, body)
       SELECT gen_random_uuid(), 'declaration.accepted', $1::timestamptz - make_interval(secs => n), ''
       FROM generate_series(1, ${ROWS}) AS n RETURNING id, at
     )
     INSERT INTO webhook_delivery (id, endpoint_id, event_id, state, created_at, due_at)
     SELECT gen_random_uuid(), endpoint.id, event.id,
       CASE WHEN extract(epoch FROM event.at)::bigint % 500 = 0 THEN 'PENDING' ELSE 'DELIVERED' END, event.at, event.at
     FROM endpoint, event`,
    [now.toISOString()],
  );
  await app.dataSource.query('ANALYZE');
});
afterAll(() => app.close());

interface Statement {
  readonly sql: string;
  readonly parameters: unknown[];
}

/** The very statements that the code sends, without sending them. */
async function statementsOf(run: (recorder: DataSource) => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const query = async (sql: string, parameters: unknown[] = []): Promise<unknown[]> => {
    statements.push({ sql, parameters });
    return [[], 0];
  };
  const recorder = { query, transaction: (work: (manager: unknown) => Promise<unknown>) => work({ query }) };
  await run(recorder as unknown as DataSource).catch(() => undefined);
  return statements;
}

async function planOf({ sql, parameters }: Statement): Promise<string> {
  const rows: { 'QUERY PLAN': string }[] = await app.dataSource.query(`EXPLAIN ${sql}`, parameters);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

describe(`due work among ${ROWS.toLocaleString('en')} rows`, () => {
  it.each<[abstract new (...parameters: never[]) => DueWork, string]>([
    [SendLetter, 'letter_due'],
    [SendReminder, 'reminder_due'],
    [ProcessInboundMessage, 'inbound_message_due'],
    [VerifyReturn, 'return_due'],
    [DeliverWebhook, 'webhook_delivery_due'],
  ])('%p finds it by the partial index %s', async (type, index) => {
    const work = app.get(type);
    const statements = await statementsOf(async (recorder) => {
      const [rows, overview] = [new DueRows(recorder, work), new DueOverview(recorder, [work])];
      await rows.take(now, 500);
      await rows.takeLost(now, now, 500);
      // These two make something of the rows, which the recorder does not have.
      await rows.queued().catch(() => undefined);
      await rows.countDue(now).catch(() => undefined);
      await overview.kindsDue(now, now).catch(() => undefined);
      await overview.nextDueAt();
      await overview.situation(now);
      await overview.failing(now, 100);
    });
    expect(statements).toHaveLength(8);
    for (const statement of statements) {
      const plan = await planOf(statement);
      expect(plan).toContain(index);
      expect(plan).not.toMatch(new RegExp(`Seq Scan on "?${work.table}"?( |$)`, 'm'));
    }
  });

  it('has an index of its own for each kind of work', async () => {
    const works = [
      SendLetter,
      SendReminder,
      ProcessInboundMessage,
      VerifyReturn,
      IssueCampaign,
      DeliverWebhook,
      CheckAuditChain,
    ];
    // All rows of these tables are due work, and they are gone when it is done: their indexes are whole.
    const all = [...works, PurgeIdempotencyKeys, PurgeWebhookLog, WatchThreshold, AnswerLinkRequest].map((type) =>
      app.get<DueWork>(type as never),
    );
    expect(app.service.jobs.kinds()).toEqual(all.map(({ kind }) => kind).toSorted());
    for (const { table, idType } of all) {
      const column = await app.dataSource.query(
        `SELECT data_type FROM information_schema.columns WHERE table_name = $1 AND column_name = 'id'`,
        [table],
      );
      expect([table, column]).toEqual([table, [{ data_type: idType }]]);
    }
    const indexes = await app.dataSource.query(
      `SELECT count(*)::integer AS count FROM pg_indexes WHERE indexname LIKE '%\\_due' AND indexdef LIKE '%WHERE (state =%'`,
    );
    expect(indexes).toEqual([{ count: works.length }]);
  });

  it('finds the events that wait for the seal, and the head of the chain, by an index', async () => {
    const statements = await statementsOf((recorder) => new SealAuditChain(recorder).execute());
    const waiting = statements.find(({ sql }) => sql.includes('position IS NULL'));
    if (waiting === undefined) throw new Error('The sealer asked for no waiting events.');
    // Both leave out what is sealed; the planner takes either.
    expect(await planOf(waiting)).toMatch(/Index (Only )?Scan using audit_event_(unsealed|position)/);
    const head = statements.find(({ sql }) => sql.includes('position IS NOT NULL'));
    if (head === undefined) throw new Error('The sealer asked for no head.');
    expect(await planOf(head)).toContain('audit_event_position');
  });
});
