import { jest } from '@jest/globals';
import { RevokeApiKey, systemActor } from '../../src/identity/index.js';
import { DeclarationCaseReadModel } from '../../src/integrations/declaration-case.read-model.js';
import { DatabaseMoment } from '../../src/platform/database/index.js';
import { DeclarationListReadModel } from '../../src/reporting/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { issueSmall } from '../support/small-campaign.js';

let app: TestApp;
let list: string;
let reference: string;
beforeAll(async () => {
  app = await startTestApp();
  const { slug, references } = await issueSmall(app);
  list = `/api/v1/campaigns/${slug}/declarations?limit=10`;
  reference = references['4640'] ?? '';
});
afterEach(() => void jest.restoreAllMocks());
afterAll(() => app?.close());

async function told(path: string): Promise<string> {
  const response = await app.fetch(path);
  expect(response.status).toBe(200);
  return await response.text();
}

describe('answers that are held while nothing changes', () => {
  it('tell each change as soon as it is committed, and none before', async () => {
    const one = `/api/v1/declarations/${reference}`;
    for (let round = 0; round < 20; round++) {
      const name = `Kommune ${String(round)}`;
      const before = await Promise.all([list, one].map(told));
      await app.dataSource.transaction(async (manager) => {
        await manager.query('UPDATE declaration SET recipient_name = $1 WHERE reference = $2', [name, reference]);
        expect(await Promise.all([list, one].map(told))).toEqual(before);
      });
      for (const text of await Promise.all([list, one, list, one].map(told))) expect(text).toContain(`"${name}"`);
    }
  });

  it('are read once while it stands as it did, and told with their tag and their next page each time', async () => {
    // Other databases of the cluster are written meanwhile: here it stands still for certain.
    jest.spyOn(app.get(DatabaseMoment), 'current').mockResolvedValue('as it did');
    const pages = jest.spyOn(app.get(DeclarationListReadModel), 'page');
    const cases = jest.spyOn(app.get(DeclarationCaseReadModel), 'read');
    const page = list.replace('limit=10', 'limit=2');
    const headers = { link: new Set<string | null>(), etag: new Set<string | null>() };
    for (let round = 0; round < 3; round++) {
      headers.link.add((await app.fetch(page)).headers.get('link'));
      headers.etag.add((await app.fetch(`/api/v1/declarations/${reference}`)).headers.get('etag'));
    }
    expect([pages.mock.calls.length, cases.mock.calls.length]).toEqual([1, 1]);
    expect([...headers.link]).toEqual([expect.stringMatching(/^<.*cursor=.*>; rel="next"$/)]);
    expect([...headers.etag]).toEqual([expect.stringMatching(/^"v\d+"$/)]);
  });

  it('are the same for all who may read, with the tag of their version', async () => {
    const path = `/api/v1/declarations/${reference}`;
    for (const key of ['reader', 'approver', 'reader'] as const) {
      const answer = await app.fetch(path, { key });
      const { version } = (await answer.json()) as { version: number };
      expect(answer.headers.get('etag')).toBe(`"v${String(version)}"`);
    }
    expect((await app.fetch(path, { key: 'gateway' })).status).toBe(403);
  });

  it('follow the day: a deadline is near when its seventh day before begins', async () => {
    const states = async (): Promise<unknown> => [...new Set((await told(list)).match(/DUE_SOON|OPEN|OVERDUE/g))];
    app.clock.moveTo(new Date('2020-06-23T23:59:59+02:00'));
    expect(await states()).toEqual(['OPEN']);
    app.clock.moveTo(new Date('2020-06-24T00:00:00+02:00'));
    expect(await states()).toEqual(['DUE_SOON']);
  });

  it('are refused at once to a key that is revoked', async () => {
    expect((await app.fetch(list)).status).toBe(200);
    const [{ id }]: [{ id: string }] = await app.dataSource.query(`SELECT id FROM api_key WHERE name = 'reader'`);
    await app.get(RevokeApiKey).execute(id, systemActor('test'));
    expect((await app.fetch(list)).status).toBe(401);
  });
});

describe('how the database stands', () => {
  it('is the same while nothing is written, and another when a transaction has ended', async () => {
    const moment = app.get(DatabaseMoment);
    let pairs = 0;
    // Other databases of the cluster are written meanwhile.
    for (let tries = 0; tries < 500 && pairs === 0; tries++) {
      if ((await moment.current()) === (await moment.current())) pairs += 1;
    }
    expect(pairs).toBe(1);
    const before = await moment.current();
    await app.dataSource.query('UPDATE declaration SET population = population');
    expect(await moment.current()).not.toBe(before);
  });
});
