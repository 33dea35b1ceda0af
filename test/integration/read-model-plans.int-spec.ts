import type { DataSource, EntityManager } from 'typeorm';
import { AuditChainReadModel, AuditEventReadModel, type EventFilter } from '../../src/audit/index.js';
import { type Campaign, CampaignReadModel } from '../../src/campaigns/index.js';
import {
  DeadlineChangesReadModel,
  declarationsAskedFor,
  DeclarationReadModel,
  IssuedForms,
} from '../../src/declarations/index.js';
import { latestAnswers } from '../../src/letters/latest-answers.js';
import { LetterReadModel } from '../../src/letters/index.js';
import { MailboxReadModel } from '../../src/mailbox/index.js';
import { MunicipalityReadModel } from '../../src/municipalities/index.js';
import {
  DeclarationListReadModel,
  type DeclarationFilter,
  type DeclarationPosition,
  type DeclarationSort,
  type Order,
  ShareReports,
} from '../../src/reporting/index.js';
import { ReturnReadModel } from '../../src/returns/index.js';
import { fillCampaign } from '../../bench/parts/fill-campaign.mjs';
import { type TestApp, startTestApp } from '../support/app.js';
import { type Explained, explainStatements } from '../support/explain-statements.js';
import { issueSmall } from '../support/small-campaign.js';

const ROWS = 100_000;
const LARGE = ['declaration', 'letter', 'return', 'task', 'audit_event'];
const SLUG = 'akson-2020';

/** The 777th declaration's id is the MD5 of its name. */
const ID = '842bc7b1-0a5a-7382-b5b9-cfe75c297abc';

type Recorder = DataSource & EntityManager;

let app: TestApp;
let campaigns: CampaignReadModel;
let campaignId: string;
let campaign: Campaign;

beforeAll(async () => {
  app = await startTestApp();
  await issueSmall(app, { numbers: ['0301', '5001'] });
  await fillCampaign(app.dataSource, ROWS);
  await app.dataSource.query(
    `INSERT INTO deadline (declaration_id, version, kind, due_on, starts_at, granted_by)
     SELECT id, 2, 'EXTENDED', '2020-07-07', issued_at + make_interval(secs => population % 1000), 'a' FROM declaration`,
  );
  await app.dataSource.query(
    `INSERT INTO audit_event (at, actor, action, subject, data)
     SELECT issued_at, 'a', 'LETTER_SENT', 'declaration:' || reference, '{}' FROM declaration`,
  );
  await app.dataSource.query(
    `INSERT INTO audit_event (at, actor, action, subject, data)
     SELECT timestamptz '2020-05-01' + make_interval(secs => n), 'key:' || n % 100, 'A' || n % 70,
       'declaration:' || CASE WHEN n % 5 = 0 THEN 'OTHER' ELSE 'AKSON-2020' END || '-' || lpad((n % 1000)::text, 4, '0') || '-ABCDE', '{}'
     FROM generate_series(1, ${ROWS}) AS n`,
  );
  // What happened to messages, of which the small campaign has one in fifty.
  await app.dataSource.query(
    `INSERT INTO audit_event (at, actor, action, subject, data)
     SELECT timestamptz '2020-05-01' + make_interval(secs => n), 'system:mailbox', 'MESSAGE_CLASSIFIED',
       'message:' || gen_random_uuid(), jsonb_build_object('campaignId', CASE WHEN n % 50 = 0 THEN 'other' ELSE 'large' END)
     FROM generate_series(1, ${ROWS}) AS n`,
  );
  // What operators look for is rare: one in a hundred or fewer.
  await app.dataSource.query(
    `INSERT INTO letter (id, campaign_id, kind, slot, message_id, recipient_name, recipient_email, language, data, state,
       created_at, due_at)
     SELECT gen_random_uuid(), campaign.id, 'COPY', 's' || n, 'copy' || n, 'n', 'e', 'nb', '{}',
       CASE WHEN n % 2 = 0 THEN 'BOUNCED_HARD' ELSE 'FAILED' END, timestamptz '2020-05-01' + make_interval(secs => n), '2020-05-01'
     FROM campaign, generate_series(1, 200) AS n`,
  );
  await app.dataSource.query(
    `INSERT INTO return (id, campaign_id, channel, handed_in_by, file_name, bytes, byte_length, sha256, arrived_at, match,
       reasons, state, due_at)
     SELECT gen_random_uuid(), campaign.id, CASE WHEN n % 200 = 0 THEN 'MAIL' ELSE 'REST' END, 'h', 'f', '', 0, 's' || n,
       timestamptz '2020-05-01' + make_interval(secs => n), '{}', '{LATE}',
       CASE WHEN n % 100 = 0 THEN 'NEEDS_REVIEW' ELSE 'REJECTED' END, '2020-05-01'
     FROM campaign, generate_series(1, 20000) AS n`,
  );
  await app.dataSource.query(
    `INSERT INTO task (id, campaign_id, kind, about, opened_at, closed_at)
     SELECT gen_random_uuid(), campaign.id, 'LETTER_FAILED', 'a' || n, timestamptz '2020-05-01' + make_interval(secs => n),
       CASE WHEN n % 100 = 0 THEN NULL ELSE timestamptz '2020-06-01' END
     FROM campaign, generate_series(1, 20000) AS n`,
  );
  await app.dataSource.query('VACUUM ANALYZE deadline, audit_event, letter, return, task');
  campaigns = app.get(CampaignReadModel);
  campaign = await campaigns.bySlug(SLUG);
  campaignId = campaign.id;
});

afterAll(() => app.close());

type PageRequest = Parameters<DeclarationListReadModel['page']>[1];
const at = (sort: DeclarationSort, order: Order, key: string): DeclarationPosition => ({
  sort,
  order,
  key,
  number: '150000',
});
const list = async (recorder: Recorder, request: Partial<PageRequest>): Promise<readonly unknown[]> =>
  await new DeclarationListReadModel(recorder, app.clock).page(campaign, {
    filter: {},
    sort: 'number',
    order: 'asc',
    limit: 50,
    ...request,
  });

type LetterFilter = Parameters<LetterReadModel['list']>[0];
type ReturnFilter = Parameters<ReturnReadModel['list']>[0];
type TaskFilter = Parameters<MailboxReadModel['tasks']>[0];
const every = { campaignSlug: SLUG, limit: 50 } as const;
const letters = async (recorder: Recorder, filter: Partial<LetterFilter>): Promise<readonly unknown[]> =>
  await new LetterReadModel(recorder).list({ ...every, ...filter });
const returns = async (recorder: Recorder, filter: Partial<ReturnFilter>): Promise<readonly unknown[]> =>
  await new ReturnReadModel(recorder).list({ ...every, ...filter });
const tasks = async (recorder: Recorder, filter: Pick<TaskFilter, 'state' | 'kind'>): Promise<readonly unknown[]> =>
  await new MailboxReadModel(recorder).tasks({ ...every, ...filter });

const events = async (recorder: Recorder, filter: EventFilter): Promise<readonly unknown[]> =>
  await new AuditEventReadModel(recorder).list(filter, { at: '2020-05-02T00:00:00.000Z', id: '999999999' }, 50);

const explain = (run: (recorder: Recorder) => Promise<unknown>): Promise<Explained[]> =>
  explainStatements(app.dataSource, run);

describe(`among ${ROWS.toLocaleString('en')} declarations`, () => {
  it.each<[string, (recorder: Recorder) => Promise<readonly unknown[]>]>([
    ['the first page of a campaign', (recorder) => list(recorder, {})],
    ['a page from the middle', (recorder) => list(recorder, { after: at('number', 'asc', '150000') })],
    [
      'a page of those to review',
      (recorder) => list(recorder, { filter: { returnState: ['NEEDS_REVIEW'] }, after: at('number', 'asc', '150000') }),
    ],
    ['a page by name', (recorder) => list(recorder, { sort: 'name', after: at('name', 'asc', 'k 5') })],
    [
      'the last by population',
      (recorder) => list(recorder, { sort: 'population', order: 'desc', after: at('population', 'desc', '693494') }),
    ],
    [
      'a page by deadline',
      (recorder) => list(recorder, { sort: 'deadline', after: at('deadline', 'asc', '2020-07-10') }),
    ],
    [
      'what was accepted last, of those due later',
      (recorder) =>
        list(recorder, {
          sort: 'changed',
          order: 'desc',
          filter: { returnState: ['ACCEPTED'], deadline: ['OPEN'], language: 'nb' },
        }),
    ],
    ['a page of the register', (recorder) => new MunicipalityReadModel(recorder).page('150000', 50)],
    ['a page of the letters', (recorder) => new LetterReadModel(recorder).list({ campaignSlug: SLUG, limit: 50 })],
    ['a page of the extensions', (recorder) => new DeadlineChangesReadModel(recorder).list(campaignId, undefined, 50)],
    ['a page of the captured mail', (recorder) => new LetterReadModel(recorder).captured(null, 50)],
    [
      'a later page of the captured mail',
      (recorder) =>
        new LetterReadModel(recorder).captured(
          { capturedAt: '2020-04-24T10:00:00Z', id: '00000000-0000-0000-0000-000000000000' },
          50,
        ),
    ],
    ['the letters written last', (recorder) => letters(recorder, { latestFirst: true })],
    ['letters of one kind', (recorder) => letters(recorder, { kind: 'COPY' })],
    ['letters of one kind, the latest first', (recorder) => letters(recorder, { kind: 'COPY', latestFirst: true })],
    ['letters that came back', (recorder) => letters(recorder, { delivery: 'BOUNCED_HARD', latestFirst: true })],
    ['letters that failed, of one kind', (recorder) => letters(recorder, { delivery: 'FAILED', kind: 'COPY' })],
    ['returns in the order of arrival', (recorder) => returns(recorder, {})],
    ['the review queue', (recorder) => returns(recorder, { state: 'NEEDS_REVIEW' })],
    ['the queue for one reason', (recorder) => returns(recorder, { state: 'NEEDS_REVIEW', reason: 'LATE' })],
    ['the queue of one channel', (recorder) => returns(recorder, { state: 'NEEDS_REVIEW', channel: 'MAIL' })],
    ['the queue by a word', (recorder) => returns(recorder, { state: 'NEEDS_REVIEW', search: 'f' })],
    ['open tasks', (recorder) => tasks(recorder, { state: 'OPEN' })],
    ['open tasks of one kind', (recorder) => tasks(recorder, { state: 'OPEN', kind: 'LETTER_FAILED' })],
    ['settled tasks', (recorder) => tasks(recorder, { state: 'SETTLED' })],
    ['settled tasks of one kind', (recorder) => tasks(recorder, { state: 'SETTLED', kind: 'LETTER_FAILED' })],
    ['a page of the audit log', (recorder) => events(recorder, {})],
    ['a page of what one actor did', (recorder) => events(recorder, { actor: 'key:7' })],
    ['a page of one kind of event', (recorder) => events(recorder, { action: 'A7' })],
    ['a page of what happened to one', (recorder) => events(recorder, { subjects: ['declaration:OTHER-0100-ABCDE'] })],
    [
      'a page of the events of a small campaign',
      (recorder) => events(recorder, { campaign: { id: 'other', slug: 'other', code: 'OTHER' } }),
    ],
    [
      'a page of the events of a large campaign in some days',
      (recorder) =>
        events(recorder, {
          campaign: { id: 'large', slug: SLUG, code: 'AKSON-2020' },
          from: new Date('2020-05-01T01:00:00Z'),
          before: new Date('2020-05-01T02:00:00Z'),
        }),
    ],
  ])('%s costs no more than its own rows', async (_what, page) => {
    const [statement, ...others] = await explain(async (recorder) => expect(await page(recorder)).toHaveLength(50));
    expect(others).toEqual([]);
    expect(statement?.rows).toBe(50);
    // An index and a row of each joined table for every row shown; a scan of any large table takes thousands.
    expect(statement?.blocks).toBeLessThan(1000);
    expect(statement?.sorted).toBeLessThan(1000);
    expect(statement?.scanned.filter((table) => LARGE.includes(table))).toEqual([]);
  });

  it.each<[string, (recorder: Recorder) => Promise<unknown>]>([
    ['a declaration by id', (recorder) => new DeclarationReadModel(recorder).byId(ID)],
    ['by reference', (recorder) => new DeclarationReadModel(recorder).byReference('R777')],
    ['by case token', (recorder) => new DeclarationReadModel(recorder).byCaseToken('T777')],
    ['by portal link', (recorder) => new DeclarationReadModel(recorder).byPortalLinkHash('H777')],
    ['whoever asks by number', (recorder) => declarationsAskedFor(recorder, '100777', 6)],
    ['by name', (recorder) => declarationsAskedFor(recorder, 'k777', 6)],
    ['by address', (recorder) => declarationsAskedFor(recorder, 'K777@k.example', 6)],
    ['and nobody', (recorder) => declarationsAskedFor(recorder, 'Andeby', 6)],
    ['its deadline at an instant', (recorder) => new DeclarationReadModel(recorder).deadlineAt(ID, new Date(0))],
    ['its form', (recorder) => new IssuedForms(recorder).findBySha256(['0'.repeat(64), '1'.repeat(64)])],
    ['the letter of a Message-ID', (recorder) => new LetterReadModel(recorder).byMessageId('INVITATIONR777@x')],
    ['the latest answers to an address', (recorder) => latestAnswers(recorder, 'k777@k.example', 3)],
    ['the letters of a declaration', (recorder) => new LetterReadModel(recorder).ofDeclaration('R777')],
    [
      'what a municipality is told has happened',
      (recorder) => new AuditChainReadModel(recorder).eventsNamed('declaration:R777', ['LETTER_SENT']),
    ],
    ['a municipality', (recorder) => new MunicipalityReadModel(recorder).find('150000')],
  ])('%s is found by an index', async (_what, find) => {
    const statements = await explain(find);
    expect(statements).toHaveLength(1);
    for (const { blocks } of statements) expect(blocks).toBeLessThan(40);
  });

  it('a page of one return state is planned once, and not each time', async () => {
    const plans = await app.dataSource.transaction(async (manager) => {
      for (let time = 0; time < 10; time++) {
        await list(manager as Recorder, { sort: 'name', filter: { returnState: ['NONE'] } });
      }
      return await manager.query(
        `SELECT sum(generic_plans)::integer AS "once" FROM pg_prepared_statements WHERE starts_with(statement, 'WITH page')`,
      );
    });
    expect(plans).toEqual([{ once: expect.any(Number) }]);
    expect(plans[0].once).toBeGreaterThan(0);
  });

  it('finds what is rare and in no index by reading each declaration once at most', async () => {
    const [statement] = await explain((recorder) =>
      list(recorder, { sort: 'name', filter: { status: ['DECLINED'], county: '19', resolution: ['DECLINED'] } }),
    );
    expect(statement?.rows).toBe(50);
    expect(statement?.blocks).toBeLessThan(ROWS / 10);
  });

  it.each<[string, DeclarationFilter]>([
    ['all', {}],
    ['those of a status, a region and a word', { status: ['SILENT'], healthRegion: 'Helse Sør-Øst', q: 'K99' }],
    ['those with a letter that waits, or came back', { delivery: ['HELD', 'BOUNCED_HARD', 'QUEUED'] }],
    ['those whose return came late', { arrival: ['LATE'] }],
  ])('counts %s by reading each declaration once at most', async (_what, filter) => {
    const [statement, ...others] = await explain(async (recorder) => {
      const figures = await new DeclarationListReadModel(recorder, app.clock).figures(campaign, filter);
      expect(figures.base.declarations).toBe(ROWS + 1);
    });
    expect(others).toEqual([]);
    expect(statement?.blocks).toBeLessThan(ROWS / 5);
    expect(statement?.scanned).not.toContain('letter');
  });

  it('the share report reads each declaration once', async () => {
    const [statement, ...others] = await explain(async (recorder) => {
      const report = await new ShareReports(recorder, campaigns).at(SLUG, new Date('2020-06-30T12:00:00Z'));
      expect(report.base.municipalities).toBe(ROWS + 1);
    });
    expect(others).toEqual([]);
    // Two histories are looked into for each, by index.
    expect(statement?.blocks).toBeLessThan(10 * ROWS);
    expect(statement?.scanned.filter((table) => table !== 'declaration' && table !== 'campaign')).toEqual([]);
  });
});
