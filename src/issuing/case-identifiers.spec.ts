import { RandomSecretSource, SeededSecretSource } from '../platform/secrets/index.js';
import { makeCaseToken, makeReference } from './case-identifiers.js';

const random = new RandomSecretSource();

describe('the identifiers of a case', () => {
  it('are readable and of the letters that nobody mistakes', () => {
    const reference = makeReference(random, 'AKSON-2020', '0301');
    expect(reference).toMatch(/^AKSON-2020-0301-[2-9A-HJ-KM-NP-TV-Z]{5}$/);
    expect(makeCaseToken(random, 'AKSON-2020', '0301')).toMatch(/^[a-z2-7]{16}$/);
  });

  it('use the whole alphabet', () => {
    const letters = new Set(Array.from({ length: 500 }, () => makeCaseToken(random, 'A', '0301')).join(''));
    expect(letters.size).toBe(32);
    const endings = Array.from({ length: 500 }, () => makeReference(random, 'A', '0301').slice(-5)).join('');
    expect(new Set(endings).size).toBe(30);
  });

  it('come from the seed when there is one, each for itself', () => {
    const [one, same, other] = ['seed', 'seed', 'other'].map((seed) => new SeededSecretSource(seed));
    const of = (secrets: SeededSecretSource | undefined, number: string): string[] =>
      secrets === undefined ? [] : [makeReference(secrets, 'A', number), makeCaseToken(secrets, 'A', number)];
    expect(of(one, '0301')).toEqual(of(same, '0301'));
    expect(of(one, '0301')).not.toEqual(of(other, '0301'));
    expect(of(one, '0301')[1]).not.toBe(of(one, '4601')[1]);
  });
});
