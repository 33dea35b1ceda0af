import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { ImportCampaign } from '../../src/campaigns/index.js';
import { migrateDatabase } from '../../src/data-source.js';
import { StartIssuing } from '../../src/issuing/index.js';
import { ImportRegister } from '../../src/municipalities/index.js';
import { packageFile } from '../../src/platform/config/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/service-process.js';
import { CampaignRecords } from './campaign-records.js';
import { PersistentSender } from './persistent-sender.js';
import { type Case, prepareDeliveries } from './prepared-deliveries.js';
import { SeededMoments } from './seeded-moments.js';

const seed = process.env['TILSLUTNING_KILL_SEED'] ?? randomBytes(4).toString('hex');
const moments = new SeededMoments(seed);
const RECIPIENTS = 291;
const RETURNS = 30;
const MINUTE = 60_000;
const LIMIT_MS = 240_000;
/** SQLSTATE. */
const DEADLOCK = '40P01';

let app: TestApp;
let pool: pg.Pool;
let records: CampaignRecords;
/** Jobs that were in the queue each time it was emptied. */
const lost: number[] = [];

beforeAll(async () => {
  app = await startTestApp({ reconcileEveryMs: 100 });
  pool = new pg.Pool({ connectionString: app.databaseUrl, max: 2 });
  records = new CampaignRecords(pool);
  await app.get(ImportRegister).execute(data('municipalities-2020.csv'), 'system:test');
  await app.get(ImportCampaign).execute({
    yaml: data('campaigns', 'akson-2020.yaml'),
    fileName: 'akson-2020.yaml',
    actor: 'system:test',
    simulated: true,
  });
});

afterAll(async () => {
  await pool?.end();
  await app?.close();
  console.log(`seed ${seed}, jobs lost: ${lost.join(', ')}`);
});

function data(...parts: readonly string[]): string {
  return readFileSync(packageFile('data', ...parts), 'utf8');
}

/** BullMQ's tables, without the list of its migrations, which is no part of any queue. */
async function queueTables(): Promise<string[]> {
  const tables = await records.rows<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename <> 'migration' ORDER BY 1`,
  );
  return tables.map(({ name }) => `bullmq.${name}`);
}

/** Empties them all at once, jobs under way included, and lets the minute pass after which a row counts as lost. */
async function emptyQueue(): Promise<void> {
  lost.push(await records.count('bullmq.job'));
  const truncate = `TRUNCATE ${(await queueTables()).join(', ')} CASCADE`;
  // The workers lock the same tables in another order; of two that block each other PostgreSQL ends one, us or them.
  while (!(await succeeds(truncate))) continue;
  passMinute();
}

async function succeeds(sql: string): Promise<boolean> {
  try {
    await pool.query(sql);
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === DEADLOCK) return false;
    throw error;
  }
}

function passMinute(): void {
  app.clock.moveTo(new Date(app.clock.now().getTime() + MINUTE + 1));
}

/** Empties the queue each time the count has come to one of these and jobs are waiting or under way. */
async function emptyAt(what: string, counts: readonly number[], count: () => Promise<number>): Promise<void> {
  for (const number of counts) {
    const reached = async (): Promise<boolean> => (await count()) >= number && (await records.count('bullmq.job')) > 0;
    await eventually(`${what}: ${number}`, reached, LIMIT_MS, 3);
    await emptyQueue();
  }
}

/** Time has to go on for what was queued by a look that the emptying met half-way. */
async function settled(): Promise<void> {
  await eventually(
    'everything that is due is done',
    async () => {
      if ((await records.due(app.clock.now())) === 0) return true;
      passMinute();
      return false;
    },
    LIMIT_MS,
    500,
  );
}

describe(`a queue that is emptied in mid-campaign, seed ${seed}`, () => {
  it('has tables to be emptied', async () => {
    expect(await queueTables()).toEqual(expect.arrayContaining(['bullmq.job', 'bullmq.meta', 'bullmq.rate_limit']));
  });

  it('loses no form and no invitation, and sends none twice', async () => {
    await app.get(StartIssuing).execute('akson-2020', 'system:test');
    await eventually('the campaign is queued', async () => (await records.count('bullmq.job')) > 0, LIMIT_MS, 1);
    await emptyQueue();
    await emptyAt('forms issued', [1], () => records.count('issuing_result'));
    await emptyAt('invitations sent', moments.distinct(5, 1, RECIPIENTS - 20), () => records.lettersSent('INVITATION'));
    await settled();

    expect(
      await records.rows(
        `SELECT (SELECT count(*)::integer FROM declaration) AS declarations,
           (SELECT count(DISTINCT sha256)::integer FROM form) AS forms,
           (SELECT count(*)::integer FROM issuing_result WHERE outcome = 'ISSUED') AS results,
           (SELECT count(*)::integer FROM letter WHERE kind = 'INVITATION' AND state = 'SENT') AS invitations,
           (SELECT count(*)::integer FROM captured_message) AS captured,
           (SELECT max(deliveries) FROM captured_message) AS "mostDeliveries",
           (SELECT count(*)::integer FROM audit_event WHERE action = 'CAMPAIGN_ISSUED') AS ends`,
      ),
    ).toEqual([
      {
        declarations: RECIPIENTS,
        forms: RECIPIENTS,
        results: RECIPIENTS,
        invitations: RECIPIENTS,
        captured: await records.count(`letter WHERE state = 'SENT'`),
        mostDeliveries: 1,
        ends: 1,
      },
    ]);
    expect(await records.lettersNotCapturedOnce()).toEqual([]);
  });

  it('loses no reminder, and sends none twice', async () => {
    const [first] = await records.rows<{ at: Date }>('SELECT min(due_at) AS at FROM reminder');
    app.clock.moveTo(first!.at);
    await emptyAt('reminders sent', moments.distinct(4, 0, RECIPIENTS - 20), () => records.lettersSent('REMINDER'));
    await settled();
    expect(
      await records.rows(`SELECT count(*)::integer AS sent FROM reminder WHERE state = 'SENT' GROUP BY slot`),
    ).toEqual([{ sent: RECIPIENTS }]);
    expect(await records.lettersSent('REMINDER')).toBe(RECIPIENTS);
    expect(await records.repeatedEvents(['REMINDER_SENT', 'LETTER_PLANNED', 'LETTER_SENT'])).toEqual([]);
    expect(await records.lettersNotCapturedOnce()).toEqual([]);
  });

  it('loses no return and no message, and answers each once', async () => {
    const cases = await records.rows<Case>(
      `SELECT reference, case_token AS "caseToken", recipient_email AS email FROM declaration
       ORDER BY municipality_number LIMIT $1`,
      [RETURNS],
    );
    const { deliveries, messages, documents, questions } = await prepareDeliveries(
      cases,
      'akson@hod.dep.no',
      async (reference) =>
        new Uint8Array(await (await app.fetch(`/api/v1/declarations/${reference}/form`)).arrayBuffer()),
    );
    const sender = new PersistentSender({ url: app.url, smtpPort: app.smtp.port, apiKey: app.keys.integration });
    const done = async (): Promise<number> =>
      (await records.count(`inbound_message WHERE state <> 'RECEIVED'`)) +
      (await records.count(`return WHERE state <> 'RECEIVED'`));
    await Promise.all([
      sender.send(deliveries, 4),
      emptyAt('messages and documents done', moments.distinct(6, 0, messages + documents - 10), done),
    ]);
    await settled();

    expect(
      await records.rows(
        `SELECT (SELECT count(*)::integer FROM inbound_message WHERE state = 'PROCESSED') AS messages,
           (SELECT count(*)::integer FROM return WHERE verified_at IS NOT NULL AND attempts = 1) AS documents,
           (SELECT count(*)::integer FROM letter WHERE kind = 'RECEIPT' AND state = 'SENT') AS receipts,
           (SELECT count(*)::integer FROM letter WHERE kind = 'QUESTION_RECEIVED' AND state = 'SENT') AS answers`,
      ),
    ).toEqual([{ messages, documents, receipts: documents, answers: questions }]);
    expect(
      await records.repeatedEvents(['MESSAGE_STORED', 'MESSAGE_CLASSIFIED', 'RETURN_RECEIVED', 'RETURN_NEEDS_REVIEW']),
    ).toEqual([]);
    expect(await records.lettersNotCapturedOnce()).toEqual([]);
  });

  it('really held jobs when it was emptied', () => {
    expect(lost).toHaveLength(17);
    expect(lost.filter((jobs) => jobs > 0).length).toBeGreaterThanOrEqual(12);
  });

  it('may even be torn down and set up again under the running service', async () => {
    const slot = await records.rows<{ at: Date }>(`SELECT min(due_at) AS at FROM reminder WHERE state = 'PLANNED'`);
    const before = await records.lettersSent('REMINDER');
    app.clock.moveTo(slot[0]!.at);
    await eventually(
      'some reminders are sent',
      async () => (await records.lettersSent('REMINDER')) >= before + 5,
      LIMIT_MS,
      3,
    );
    await pool.query('DROP SCHEMA bullmq CASCADE');
    await migrateDatabase(app.databaseUrl);
    passMinute();
    await settled();
    expect(await records.lettersSent('REMINDER')).toBe(before + RECIPIENTS - RETURNS);
    expect(await records.lettersNotCapturedOnce()).toEqual([]);
  });
});
