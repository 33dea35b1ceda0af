import { SeededRandom } from './seeded-random.js';

const draws = (random: SeededRandom, count: number) => Array.from({ length: count }, () => random.uint32());

describe('SeededRandom', () => {
  it('gives the same draws for the same seed, for ever', () => {
    expect(draws(new SeededRandom('akson'), 100)).toEqual(draws(new SeededRandom('akson'), 100));
    expect(draws(new SeededRandom('akson'), 3)).not.toEqual(draws(new SeededRandom('Akson'), 3));
  });

  it('is sfc32: the reference step, written out once more with big integers, gives the same numbers', async () => {
    const { createHash } = await import('node:crypto');
    const digest = createHash('sha256').update('akson').digest();
    const mask = 0xffffffffn;
    let [a, b, c, counter] = [0, 4, 8].map((offset) => BigInt(digest.readUInt32LE(offset))).concat(1n) as [
      bigint,
      bigint,
      bigint,
      bigint,
    ];
    const step = () => {
      const sum = (a + b + counter++) & mask;
      a = b ^ (b >> 9n);
      b = (c + (c << 3n)) & mask;
      c = ((((c << 21n) | (c >> 11n)) & mask) + sum) & mask;
      return Number(sum);
    };
    for (let round = 0; round < 12; round++) {
      step();
    }
    expect(draws(new SeededRandom('akson'), 1000)).toEqual(Array.from({ length: 1000 }, step));
  });

  it('forks by label, whatever was drawn before', () => {
    const one = new SeededRandom('akson');
    const other = new SeededRandom('akson');
    draws(other, 50);
    other.fork('elsewhere').uint32();
    expect(draws(one.fork('a'), 10)).toEqual(draws(other.fork('a'), 10));
    expect(draws(one.fork('a'), 10)).not.toEqual(draws(one.fork('b'), 10));
    expect(draws(one.fork('a').fork('b'), 10)).not.toEqual(draws(one.fork('a/1:b'), 10));
  });

  it('draws every whole number of a range equally often', () => {
    const random = new SeededRandom('range');
    const counts = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 100_000; draw++) {
      counts[random.integer(-4, 5) + 4]! += 1;
    }
    // Chi-squared with 9 degrees of freedom: above 27.9 once in a thousand.
    expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9);
    expect(random.integer(7, 7)).toBe(7);
    expect(random.integer(0, 2 ** 32 - 1)).toBeLessThan(2 ** 32);
  });

  it('shuffles without loss, every order equally often', () => {
    const random = new SeededRandom('orders');
    const items = [1, 2, 3];
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 60_000; draw++) {
      const order = random.shuffle(items).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // Chi-squared with 5 degrees of freedom.
    expect([...counts.values()].reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(20.5);
    expect(items).toEqual([1, 2, 3]);
  });

  it('weighs and picks', () => {
    const random = new SeededRandom('weights');
    const counts = { often: 0, seldom: 0, never: 0 };
    for (let draw = 0; draw < 40_000; draw++) {
      counts[random.weighted({ often: 3, seldom: 1, never: 0 })] += 1;
    }
    expect(counts.never).toBe(0);
    expect(Math.abs(counts.seldom - 10_000)).toBeLessThan(400);
    expect(['a', 'b']).toContain(random.pick(['a', 'b']));
    expect(random.chance(0)).toBe(false);
    expect(random.chance(1)).toBe(true);
  });

  it('refuses to draw from nothing', () => {
    const random = new SeededRandom('x');
    expect(() => random.pick([])).toThrow(RangeError);
    expect(() => random.integer(2, 1)).toThrow(RangeError);
    expect(() => random.integer(0, 2 ** 32)).toThrow(RangeError);
    expect(() => random.integer(0.5, 2)).toThrow(RangeError);
    expect(() => random.weighted({ a: 0 })).toThrow(RangeError);
  });
});
