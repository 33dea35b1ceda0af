import { SimulatedClock } from '../clock/index.js';
import { DatabaseMoment } from './database-moment.js';
import { HeldReadings } from './held-readings.js';

const MOST = 3;

/** Readings of a database whose snapshot the test sets. */
function held() {
  const clock = new SimulatedClock(new Date('2020-05-04T10:00:30Z'));
  const world = { snapshot: '10:10:', asked: 0, read: 0, hold: Promise.resolve() };
  const dataSource = {
    query: async () => {
      world.asked += 1;
      const { snapshot } = world;
      await world.hold;
      return [{ snapshot }];
    },
  };
  const readings = new HeldReadings<string>(new DatabaseMoment(dataSource as never, clock), MOST);
  const read = async (key: string): Promise<string> =>
    await readings.get(key, async () => {
      world.read += 1;
      await Promise.resolve();
      return `${key} ${String(world.read)}`;
    });
  return { world, clock, readings, read };
}

describe('readings that are held', () => {
  it('are told again while the database stands as it did, each by its key', async () => {
    const { read } = held();
    expect(await read('a')).toBe('a 1');
    expect(await read('b')).toBe('b 2');
    expect([await read('a'), await read('b')]).toEqual(['a 1', 'b 2']);
  });

  it.each(['10:11:', '10:12:11', '10:10:10'])('are read again when the snapshot is %s', async (snapshot) => {
    const { world, read } = held();
    await read('a');
    world.snapshot = snapshot;
    expect(await read('a')).toBe('a 2');
  });

  it.each([
    [29_999, 'a 1'],
    [30_000, 'a 2'],
  ])('%i ms later are %s: days and deadlines begin with a minute', async (later, expected) => {
    const { clock, read } = held();
    await read('a');
    clock.moveTo(new Date(clock.now().getTime() + later));
    expect(await read('a')).toBe(expected);
  });

  it('are read once for all who ask at the same time', async () => {
    const { world, read } = held();
    expect(await Promise.all([read('a'), read('a'), read('a')])).toEqual(['a 1', 'a 1', 'a 1']);
    // Who comes while the question is on its way is answered by the next one.
    expect(world.asked).toBe(2);
  });

  it('are never told by a question that was put before the asker came', async () => {
    const { world, read } = held();
    await read('a');
    let release = (): void => undefined;
    world.hold = new Promise((resolve) => (release = resolve));
    const early = read('a');
    world.snapshot = '11:11:';
    const late = read('a');
    release();
    expect([await early, await late]).toEqual(['a 1', 'a 2']);
  });

  it('that changed while they were read are read again', async () => {
    const { world, readings, read } = held();
    await readings.get('a', async () => {
      world.snapshot = '12:12:';
      await Promise.resolve();
      return 'half of the old and half of the new';
    });
    expect(await read('a')).toBe('a 1');
  });

  it('are those of the request’s beginning, with one question for all that it reads', async () => {
    const { world, readings, read } = held();
    const request = {};
    const take = async (): Promise<string> =>
      await readings.get('a', async () => await Promise.resolve('new'), request);
    expect(await read('a')).toBe('a 1');
    expect([await take(), await take(), world.asked]).toEqual(['a 1', 'a 1', 2]);
    world.snapshot = '13:13:';
    // What changes during a request may still be told as it was when that came; the next request reads anew.
    expect([await take(), world.asked]).toEqual(['a 1', 2]);
    expect(await read('a')).toBe('a 2');
  });

  it('that failed are not held', async () => {
    const { readings, read } = held();
    await expect(readings.get('a', () => Promise.reject(new Error('The database is away.')))).rejects.toThrow('away');
    expect(await read('a')).toBe('a 1');
  });

  it(`are at most ${String(MOST)}: the one that was read first goes first`, async () => {
    const { read } = held();
    for (const key of ['a', 'b', 'c', 'd']) await read(key);
    expect([await read('b'), await read('d'), await read('a')]).toEqual(['b 2', 'd 4', 'a 5']);
  });
});
