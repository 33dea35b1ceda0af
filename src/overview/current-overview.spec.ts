import { jest } from '@jest/globals';
import type { AuditChainReadModel } from '../audit/index.js';
import { SimulatedClock } from '../platform/clock/index.js';
import { CurrentOverview } from './current-overview.js';
import type { Overview, ReadOverview } from './read-overview.js';

/** A campaign of so many declarations, whose last audit event the test sets. */
function held(declarations: number) {
  const clock = new SimulatedClock(new Date('2020-05-04T10:00:00Z'));
  const world = { event: '1', asked: 0, read: 0, hold: Promise.resolve(), fails: false };
  const reader = {
    latest: async () => {
      world.read += 1;
      await Promise.resolve();
      if (world.fails) throw new Error('The database is away.');
      return { declarations: { length: declarations } } as Overview;
    },
    history: () => Promise.resolve([]),
  } as unknown as ReadOverview;
  const audit = {
    lastEvent: async () => {
      world.asked += 1;
      const { event } = world;
      await world.hold;
      return event;
    },
  } as unknown as AuditChainReadModel;
  return { world, clock, current: new CurrentOverview(reader, audit, clock) };
}

describe('the overview that is held', () => {
  it('is read once while nothing changes, and again after a change', async () => {
    const { world, current } = held(291);
    const first = await current.get();
    expect(await current.get()).toBe(first);
    expect(world.read).toBe(1);
    world.event = '2';
    expect(await current.get()).not.toBe(first);
    expect(world.read).toBe(2);
  });

  it.each([
    [59_999, 1],
    [60_000, 2],
    [-1, 2],
  ])('%i ms later it has been read %i times, for it says its minute', async (later, read) => {
    const { world, clock, current } = held(291);
    await current.get();
    // A clock that is set back too: what is held is then of a time to come.
    jest.spyOn(clock, 'now').mockReturnValue(new Date(clock.now().getTime() + later));
    await current.get();
    expect(world.read).toBe(read);
  });

  it('of a very large campaign counts for its minute, whatever changes', async () => {
    const { world, clock, current } = held(5001);
    const first = await current.get();
    world.event = '2';
    expect(await current.get()).toBe(first);
    expect(world.asked).toBe(1);
    clock.moveTo(new Date(clock.now().getTime() + 60_000));
    expect(await current.get()).not.toBe(first);
  });

  it('is asked for together, but never answered by a question that was put before the asker came', async () => {
    const { world, current } = held(291);
    let release = (): void => undefined;
    world.hold = new Promise((resolve) => (release = resolve));
    const early = current.get();
    world.event = '2';
    const late = [current.get(), current.get(), current.get()];
    release();
    const [first, ...others] = await Promise.all([early, ...late]);
    expect(world.asked).toBe(2);
    expect(new Set(others).size).toBe(1);
    expect(others[0]).not.toBe(first);
  });

  it('is read anew after a reading that failed', async () => {
    const { world, current } = held(291);
    world.fails = true;
    const [one, other] = await Promise.allSettled([current.get(), current.get()]);
    expect([one.status, other.status]).toEqual(['rejected', 'rejected']);
    world.fails = false;
    expect((await current.get()).overview).not.toBeNull();
  });

  it('keeps what was made of it, by what was asked for', async () => {
    const { current } = held(291);
    const { answer } = await current.get();
    let made = 0;
    const make = (): string => `page ${String((made += 1))}`;
    expect(answer('nb', make).body.toString()).toBe('page 1');
    expect(answer('nb', make).etag).toBe(answer('nb', make).etag);
    expect(answer('nn', make).body.toString()).toBe('page 2');
    // The languages and counties of a stranger's invention push out each other, and memory stays.
    for (let other = 0; other < 64; other++) answer(`other ${String(other)}`, make);
    expect(answer('nb', make).body.toString()).not.toBe('page 1');
  });
});
