import { readFileSync } from 'node:fs';
import { parseKnownSigners } from './known-signers-file.js';

const HEADER = 'number,name,population_2020,signed_no_later_than,source';

describe('the known signers of 2020', () => {
  it('are 39, of which all 25 of Agder by 26 June', () => {
    const signers = parseKnownSigners(
      readFileSync(new URL('../../data/akson-known-signers.csv', import.meta.url), 'utf8'),
    );
    expect(signers).toHaveLength(39);
    const dated = signers.filter(({ signedNoLaterThan }) => signedNoLaterThan !== null);
    expect(dated).toHaveLength(25);
    expect(
      dated.every(({ number, signedNoLaterThan }) => number.startsWith('42') && signedNoLaterThan === '2020-06-26'),
    ).toBe(true);
  });
});

describe('parseKnownSigners', () => {
  it.each([
    ['', 'line 1: the header'],
    ['number,name\n', 'line 1: the header'],
    [`${HEADER}\n42,A,1,,x\n`, 'line 2'],
    [`${HEADER}\n4201,A,1,2020-06-31,x\n`, 'line 2'],
    [`${HEADER}\n4201,A,1,,x\n4201,A,1,,x\n`, 'line 3'],
    [`${HEADER}\n4201,A,1,\n`, 'line 2'],
    [`${HEADER}\n4201,"A,1,,x\n`, 'line 2: A quoted field'],
  ])('refuses %j', (text, place) => {
    expect(() => parseKnownSigners(text)).toThrow(expect.objectContaining({ code: 'KNOWN_SIGNERS_INVALID' }));
    expect(() => parseKnownSigners(text)).toThrow(place);
  });
});
