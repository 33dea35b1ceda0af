import { randomUUID } from 'node:crypto';
import { WriteWebhookEvents } from '../../src/webhooks/write-webhook-events.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { importSmall } from '../support/small-campaign.js';

const DAY = 24 * 60 * 60 * 1000;
const START = new Date('2020-04-24T07:00:00Z');

let app: TestApp;
let campaignId: string;

beforeAll(async () => {
  app = await startTestApp({ now: START });
  await importSmall(app);
  campaignId = (await app.dataSource.query('SELECT id FROM campaign'))[0].id;
});

afterAll(() => app?.close());

const after = (days: number): Date => new Date(START.getTime() + days * DAY);

/** So many events at this instant, each with a delivery in `state` and an attempt. */
async function tell(type: string, count: number, state: 'DELIVERED' | 'FAILED' | 'PENDING', at: Date): Promise<void> {
  const [endpoint] = await app.dataSource.query(
    `INSERT INTO webhook_endpoint (id, name, url, event_types, enabled, failures, secret_version, created_at, created_by, version)
     VALUES (gen_random_uuid(), $1, 'https://receiver.example', '{campaign.closed}', true, 0, 1, $2, 'key:x', 1) RETURNING id`,
    [randomUUID(), at],
  );
  const events = Array.from({ length: count }, () => ({ id: randomUUID(), type, at, campaignId, data: {} }));
  await app.dataSource.transaction((manager) => app.get(WriteWebhookEvents).execute(manager, events, at));
  await app.dataSource.query(
    `WITH made AS (
       INSERT INTO webhook_delivery (id, endpoint_id, event_id, state, created_at, due_at)
       SELECT gen_random_uuid(), $1, id, $2, $3::timestamptz, $3::timestamptz + interval '1 year'
       FROM unnest($4::uuid[]) AS event(id) RETURNING id
     ) INSERT INTO webhook_attempt (delivery_id, at, outcome) SELECT id, $3, 'DELIVERED' FROM made`,
    [endpoint.id, state, at, events.map(({ id }) => id)],
  );
}

async function counted(): Promise<Record<string, number>> {
  const rows: Record<string, number>[] = await app.dataSource.query(
    `SELECT (SELECT count(*)::int FROM webhook_event) AS events, (SELECT count(*)::int FROM webhook_delivery) AS deliveries,
       (SELECT count(*)::int FROM webhook_attempt) AS attempts, (SELECT count(*)::int FROM webhook_purge) AS purges`,
  );
  return rows[0] ?? {};
}

describe('what webhooks were told', () => {
  it('is kept for ninety days and then forgotten by the day, however much it is', async () => {
    await tell('declaration.returned', 2500, 'DELIVERED', START);
    await tell('declaration.accepted', 3, 'FAILED', after(1));
    await app.moveTo(after(90));
    expect(await counted()).toEqual({ events: 2503, deliveries: 2503, attempts: 2503, purges: 2 });
    await app.moveTo(after(91));
    expect(await counted()).toEqual({ events: 3, deliveries: 3, attempts: 3, purges: 1 });
    await app.moveTo(after(92));
    expect(await counted()).toEqual({ events: 0, deliveries: 0, attempts: 0, purges: 0 });
  });

  it('stays while it is still on its way, and goes when that is settled', async () => {
    await tell('declaration.returned', 2, 'PENDING', after(92));
    await app.moveTo(after(183));
    expect(await counted()).toMatchObject({ events: 2, deliveries: 2, purges: 1 });
    await app.dataSource.query(`UPDATE webhook_delivery SET state = 'FAILED'`);
    await app.moveTo(after(184));
    expect(await counted()).toEqual({ events: 0, deliveries: 0, attempts: 0, purges: 0 });
  });

  it('that a threshold was reached is told once for ever: only the deliveries go', async () => {
    await tell('threshold.reached', 1, 'DELIVERED', after(184));
    await app.moveTo(after(275));
    expect(await counted()).toEqual({ events: 1, deliveries: 0, attempts: 0, purges: 0 });
  });
});
