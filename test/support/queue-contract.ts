import { setTimeout as wait } from 'node:timers/promises';
import { ModulesContainer } from '@nestjs/core';
import { DataSource, type EntityManager } from 'typeorm';
import { SimulatedClock } from '../../src/platform/clock/index.js';
import {
  DueWork,
  JobRunner,
  type JobRunnerOptions,
  type Performed,
  type QueueConnection,
} from '../../src/platform/jobs/index.js';
// The only place that asks for rows without a runner.
import { DueRows } from '../../src/platform/jobs/due-rows.js';
import { Log } from '../../src/platform/logging/index.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

const START = new Date('2020-06-17T07:00:00Z');

/** Rows whose work is to be counted: doing one twice shows in `done`. */
class CountedWork extends DueWork {
  readonly table = 'counted_work';
  readonly pending = `state = 'PLANNED'`;
  override readonly concurrency: number = 4;
  override readonly perMinute: number | null = null;
  /** What happens while a row is claimed. */
  during: (id: string) => Promise<void> = async () => {};

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: SimulatedClock,
    readonly kind: string = 'count-work',
  ) {
    super();
  }

  async perform(id: string): Promise<Performed> {
    return await this.dataSource.transaction(async (manager) => {
      const rows: unknown[] = await manager.query(
        `SELECT id FROM counted_work WHERE id = $1 AND state = 'PLANNED' AND due_at <= $2 FOR UPDATE SKIP LOCKED`,
        [id, this.clock.now().toISOString()],
      );
      if (rows.length === 0) return 'NOTHING_TO_DO';
      await this.during(id);
      await manager.query(
        `UPDATE counted_work SET state = 'DONE', done = done + 1, queued_at = NULL, done_at = $2 WHERE id = $1`,
        [id, this.clock.now().toISOString()],
      );
      return 'DONE';
    });
  }

  override async failed(manager: EntityManager, id: string, _error: unknown, attempts: number): Promise<void> {
    await manager.query('UPDATE counted_work SET noted = $2 WHERE id = $1', [id, attempts]);
  }
}

class LimitedWork extends CountedWork {
  override readonly perMinute = 5;
  override readonly doneAt = 'done_at';
}

interface Row {
  readonly state: string;
  readonly done: number;
  readonly noted: number;
  readonly attempts: number;
  readonly due_at: Date;
  readonly queued_at: Date | null;
  readonly last_error: string | null;
}

interface Bench {
  readonly clock: SimulatedClock;
  readonly connection: QueueConnection;
  readonly runner: JobRunner;
  readonly work: CountedWork;
  close(): Promise<void>;
}

export interface QueueUnderTest {
  readonly open: (databaseUrl: string) => QueueConnection;
  /** Loses everything the queue holds, behind its back. */
  readonly wipe: (database: DataSource) => Promise<void>;
}

/** What the jobs must do whatever carries them: for each connection the same. */
export function describeQueue(name: string, queue: QueueUnderTest): void {
  describe(`jobs over ${name}`, () => {
    let database: TestDatabase;
    let dataSource: DataSource;
    const open: Bench[] = [];

    beforeAll(async () => {
      database = await createTestDatabase();
      dataSource = await new DataSource({ type: 'postgres', url: database.url, poolSize: 20 }).initialize();
      await dataSource.query(
        `CREATE TABLE counted_work (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), state text NOT NULL DEFAULT 'PLANNED',
           done integer NOT NULL DEFAULT 0, noted integer NOT NULL DEFAULT 0, due_at timestamptz NOT NULL,
           queued_at timestamptz, done_at timestamptz, attempts integer NOT NULL DEFAULT 0, last_error text)`,
      );
    });
    afterEach(async () => {
      await Promise.all(open.splice(0).map((bench) => bench.close()));
    });
    afterAll(async () => {
      await dataSource.destroy();
      await database.drop();
    });

    async function bench(
      options: Partial<JobRunnerOptions> = {},
      { clock = new SimulatedClock(START), keep = false, kinds = ['count-work'], limited = false } = {},
    ): Promise<Bench> {
      if (!keep) await dataSource.query('DELETE FROM counted_work');
      const works = kinds.map((kind) => new (limited ? LimitedWork : CountedWork)(dataSource, clock, kind));
      const modules = new ModulesContainer();
      const providers = new Map(works.map((work, index) => [String(index), { instance: work }]));
      modules.set('test', { providers } as never);
      const connection = queue.open(database.url);
      const runner = new JobRunner(modules, dataSource, connection, clock, new Log('silent'), {
        work: true,
        reconcileEveryMs: null,
        emptyAtStart: !keep,
        ...options,
      });
      let closed = false;
      const made: Bench = {
        clock,
        connection,
        runner,
        work: works[0] as CountedWork,
        close: async () => {
          if (closed) return;
          closed = true;
          await runner.beforeApplicationShutdown();
          await connection.close();
        },
      };
      open.push(made);
      runner.onModuleInit();
      await runner.start();
      return made;
    }

    const plan = async (count: number, minutes = 0): Promise<string[]> =>
      (
        await dataSource.query(
          `INSERT INTO counted_work (due_at) SELECT $1::timestamptz + make_interval(mins => $2)
           FROM generate_series(1, $3) RETURNING id`,
          [START.toISOString(), minutes, count],
        )
      ).map((row: { id: string }) => row.id);
    const rows = (): Promise<Row[]> => dataSource.query('SELECT * FROM counted_work ORDER BY due_at, id');
    const doneTimes = async (): Promise<Record<number, number>> => {
      const counts: { done: number; rows: number }[] = await dataSource.query(
        'SELECT done, count(*)::integer AS rows FROM counted_work GROUP BY done',
      );
      return Object.fromEntries(counts.map((count) => [count.done, count.rows]));
    };
    const until = async (condition: () => Promise<boolean>, timeoutMs = 240_000): Promise<boolean> => {
      for (let waited = 0; waited < timeoutMs; waited += 50) {
        if (await condition()) return true;
        await wait(50);
      }
      return false;
    };

    it('does each row that is due, once, and leaves those that are not', async () => {
      const { runner, clock } = await bench();
      await plan(30);
      await plan(5, 10);
      expect(await runner.nextDueAt()).toEqual(START);
      expect(await runner.backlog()).toEqual({ 'count-work': 30 });
      await runner.settle();
      expect(await doneTimes()).toEqual({ 0: 5, 1: 30 });
      expect(await runner.nextDueAt()).toEqual(new Date(START.getTime() + 600_000));
      clock.moveTo(new Date(START.getTime() + 599_999));
      await runner.settle();
      expect(await doneTimes()).toEqual({ 0: 5, 1: 30 });
      clock.moveTo(new Date(START.getTime() + 600_000));
      await runner.settle();
      expect(await doneTimes()).toEqual({ 1: 35 });
      expect(await runner.nextDueAt()).toBeNull();
      expect(await runner.backlog()).toEqual({ 'count-work': 0 });
    });

    it('puts a failing row off, notes why, and lets the others go on', async () => {
      const { runner, work, clock } = await bench();
      const [bad] = await plan(3);
      work.during = async (id) => {
        if (id === bad) throw new RangeError('not now\0');
      };
      await runner.settle();
      expect(await doneTimes()).toEqual({ 0: 1, 1: 2 });
      expect((await rows()).find((row) => row.state === 'PLANNED')).toMatchObject({
        attempts: 1,
        noted: 1,
        last_error: 'RangeError: not now\uFFFD',
        due_at: new Date(START.getTime() + 30_000),
        queued_at: null,
      });
      clock.moveTo(new Date(START.getTime() + 30_000));
      await runner.settle();
      expect((await rows()).find((row) => row.state === 'PLANNED')).toMatchObject({
        attempts: 2,
        due_at: new Date(START.getTime() + 90_000),
      });
      work.during = async () => {};
      clock.moveTo(new Date(START.getTime() + 90_000));
      await runner.settle();
      expect(await doneTimes()).toEqual({ 1: 3 });
    });

    it('says how the work stands, and tries again at once what somebody wants tried', async () => {
      const { runner, work, clock } = await bench();
      const [bad = ''] = await plan(2);
      await plan(1, 5);
      expect(await runner.queueCounts()).toEqual({ 'count-work': { waiting: 0, active: 0, delayed: 0, failed: 0 } });
      work.during = async (id) => {
        if (id === bad) throw new RangeError('not now');
      };
      await runner.settle();
      const nextDueAt = new Date(START.getTime() + 30_000);
      const none = { due: 0, queued: 0, late: 0, oldestDueAt: null, nextDueAt };
      expect(await runner.situation()).toEqual([{ kind: 'count-work', ...none, failing: 1 }]);
      expect(await runner.failing(10)).toEqual([
        { kind: 'count-work', id: bad, attempts: 1, error: 'RangeError: not now', dueAt: nextDueAt, queued: false },
      ]);
      work.during = async () => {};
      const told: unknown[] = [];
      const tell = async (_manager: EntityManager, before: unknown): Promise<void> => void told.push(before);
      expect(await runner.tryAgain('count-work', bad, tell)).toBe(true);
      expect(await runner.tryAgain('count-work', bad, tell)).toBe(false);
      expect(told).toEqual([{ attempts: 1, error: 'RangeError: not now', dueAt: nextDueAt }]);
      await runner.settle();
      expect(await doneTimes()).toEqual({ 0: 1, 1: 2 });
      clock.moveTo(new Date(START.getTime() + 11 * 60_000));
      expect(await runner.situation()).toMatchObject([{ due: 1, late: 1, failing: 0, nextDueAt: null }]);
    });

    it('does each row once with two workers and each job queued twenty times', async () => {
      const first = await bench({ work: false });
      const second = await bench({}, { clock: first.clock, keep: true });
      const third = await bench({}, { clock: first.clock, keep: true });
      for (const { work } of [second, third]) work.during = () => wait(2);
      const ids = await plan(50);
      const handle = first.connection.openQueue('count-work', () => undefined);
      for (let copy = 0; copy < 20; copy++) {
        await handle.add(ids.map((id) => ({ jobId: `copy-${copy}-${id}`, data: { id } })));
      }
      await Promise.all([second.runner.reconcile(), third.runner.reconcile()]);
      expect(await until(async () => (await doneTimes())[0] === undefined)).toBe(true);
      // What is still queued finds nothing to do.
      await wait(300);
      expect(await doneTimes()).toEqual({ 1: 50 });
      await handle.close();
    });

    it('leaves a job alone that waits already under the same id', async () => {
      const { runner, work } = await bench({}, {});
      let running = 0;
      let most = 0;
      work.during = async () => {
        most = Math.max(most, ++running);
        await until(async () => most > 1);
        await wait(30);
        running--;
      };
      await plan(8);
      await Promise.all([runner.reconcile(), runner.reconcile(), runner.settle()]);
      expect(await doneTimes()).toEqual({ 1: 8 });
      expect(most).toBeGreaterThan(1);
      expect(most).toBeLessThanOrEqual(4);
    });

    it('loses nothing when the queue loses everything in mid-work', async () => {
      const { runner, work } = await bench();
      let begun = 0;
      let goOn = (): void => {};
      const wiped = new Promise<void>((resolve) => (goOn = resolve));
      work.during = async () => {
        if (++begun > 300) await wiped;
      };
      // More than are queued at a time.
      await plan(1200);
      const settling = runner.settle();
      expect(await until(async () => (await rows()).every((row) => row.queued_at !== null || row.done > 0))).toBe(true);
      await queue.wipe(dataSource);
      expect((await doneTimes())[0]).toBeGreaterThanOrEqual(900);
      goOn();
      await settling;
      expect(await doneTimes()).toEqual({ 1: 1200 });
    });

    it('forgets what was queued when it empties the queue itself', async () => {
      const { runner } = await bench({ work: false });
      await plan(7);
      await runner.reconcile();
      expect((await rows()).every((row) => row.queued_at !== null)).toBe(true);
      expect(await runner.reconcile()).toBe(0);
      await runner.emptyQueues();
      expect((await rows()).every((row) => row.queued_at === null)).toBe(true);
      expect(await runner.reconcile()).toBe(7);
    });

    it('in real use finds due rows by itself, and a lost job again after a minute', async () => {
      const producer = await bench({ work: false });
      await plan(3);
      await producer.runner.reconcile();
      await queue.wipe(dataSource);
      const { clock } = await bench({ reconcileEveryMs: 20 }, { clock: producer.clock, keep: true });
      await plan(2);
      expect(await until(async () => (await doneTimes())[1] === 2)).toBe(true);
      await wait(200);
      expect(await doneTimes()).toEqual({ 0: 3, 1: 2 });
      clock.moveTo(new Date(START.getTime() + 60_000));
      expect(await until(async () => (await doneTimes())[0] === undefined)).toBe(true);
      expect(await doneTimes()).toEqual({ 1: 5 });
    });

    it('waits at the end for what is under way, and begins nothing new', async () => {
      const { runner, work, close } = await bench();
      let release = (): void => {};
      let begun = 0;
      work.during = async () => {
        begun++;
        await new Promise<void>((resolve) => (release = resolve));
      };
      await plan(1);
      await runner.reconcile();
      expect(await until(async () => begun === 1)).toBe(true);
      let closed = false;
      const closing = close().then(() => (closed = true));
      await wait(200);
      expect(closed).toBe(false);
      release();
      await closing;
      expect(await doneTimes()).toEqual({ 1: 1 });
      expect(begun).toBe(1);
    });

    it('does at most so many in any minute of the clock', async () => {
      const { runner, clock } = await bench({}, { limited: true });
      await plan(12);
      const doneAfter = async (seconds: number): Promise<number> => {
        clock.moveTo(new Date(START.getTime() + seconds * 1000));
        await runner.settle();
        return (await doneTimes())[1] ?? 0;
      };
      expect(await doneAfter(0)).toBe(5);
      expect(await doneAfter(59)).toBe(5);
      expect(await doneAfter(60)).toBe(10);
      expect(await doneAfter(61)).toBe(10);
      expect(await doneAfter(200)).toBe(12);
      expect(await doneTimes()).toEqual({ 1: 12 });
    });

    it('takes no more than asked for, however the database goes about it', async () => {
      const loops = '-c enable_hashjoin=off -c enable_mergejoin=off -c enable_material=off -c enable_sort=off';
      const nested = await new DataSource({
        type: 'postgres',
        url: database.url,
        extra: { options: `${loops} -c enable_hashagg=off` },
      }).initialize();
      try {
        await dataSource.query('DELETE FROM counted_work');
        await plan(40);
        const rowsOf = new DueRows(nested, new CountedWork(nested, new SimulatedClock(START)));
        expect(await rowsOf.take(START, 5)).toHaveLength(5);
        const later = new Date(START.getTime() + 60_000);
        expect(await rowsOf.take(START, 35)).toHaveLength(35);
        expect(await rowsOf.takeLost(START, later, 7)).toHaveLength(7);
      } finally {
        await nested.destroy();
      }
    });

    it('keeps to the rate with two processes that look at once, and counts what is still on its way', async () => {
      const clock = new SimulatedClock(START);
      const first = await bench({ work: false }, { clock, limited: true });
      const second = await bench({ work: false }, { clock, limited: true, keep: true });
      await plan(30);
      const queued = (await Promise.all([first.runner.reconcile(), second.runner.reconcile()])).toSorted();
      expect(queued).toEqual([0, 5]);
      clock.moveTo(new Date(START.getTime() + 3_600_000));
      expect(await first.runner.reconcile()).toBe(0);
    });

    it('stops the start when two providers claim one kind of work', async () => {
      await expect(bench({ work: false }, { kinds: ['count-work', 'count-work'] })).rejects.toThrow(
        'Two providers claim the work «count-work».',
      );
      expect((await bench({ work: false }, { kinds: ['count-work', 'a-work'] })).runner.kinds()).toEqual([
        'a-work',
        'count-work',
      ]);
    });
  });
}
