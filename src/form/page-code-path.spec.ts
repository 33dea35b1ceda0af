import { encode } from 'uqr';

import { drawPageCode, pageCodeRows } from './page-code-path.js';

const texts = [
  'AKSON-2020/1103-7K3Q9/1/2',
  'AKSON-2020/1103-7K3Q9/2/2',
  'A/B/1/1',
  'Z$%*+.:-/0123456789/1/10',
  `K/${'Z9'.repeat(14)}X/99/999`,
  `CAMPAIGN-WITH-A-LONG-CODE/${'Q'.repeat(31)}/1/2`,
];

describe('the code of a page', () => {
  it.each(texts)('has the modules that the encoder makes of %s', (text) => {
    const { data, size } = encode(text, { ecc: 'M', border: 0, maskPattern: 3, maxVersion: 3 });
    const rows = pageCodeRows(text);
    expect(rows).toHaveLength(size);
    expect([...rows].map((row) => data.map((_, column) => ((row >> column) & 1) === 1))).toEqual(data);
  });

  it('is drawn as rectangles that cover each dark module once, upside up', () => {
    const text = texts[0] ?? '';
    const { operators, modules } = drawPageCode(text);
    const drawn = Array.from({ length: modules }, () => Array.from({ length: modules }, () => false));
    for (const [, x, y, width] of operators.matchAll(/^(\d+) (\d+) (\d+) 1 re$/gm)) {
      for (let column = Number(x); column < Number(x) + Number(width); column++) {
        const row = drawn[modules - 1 - Number(y)] ?? [];
        expect(row[column]).toBe(false);
        row[column] = true;
      }
    }
    expect(drawn).toEqual(encode(text, { ecc: 'M', border: 0, maskPattern: 3 }).data);
    expect(operators.endsWith('re\nf\n')).toBe(true);
  });

  it('refuses characters that would need another mode', () => {
    expect(() => drawPageCode('AKSON-2020/bø/1/2')).toThrow(RangeError);
  });
});
