import { createHash } from 'node:crypto';

import { matchIssuedBytes } from './match-issued-bytes.js';

const bytes = Buffer.from('%PDF-1.7 the form as it was issued %%EOF\n');
const issued = { byteLength: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
const changed = Buffer.from(bytes);
changed[12] = (changed[12] ?? 0) ^ 1;

describe('matchIssuedBytes', () => {
  it.each([
    ['the file itself', bytes, { prefix: 'EXACT', identical: true }],
    ['the file and a revision', Buffer.concat([bytes, Buffer.from('more')]), { prefix: 'EXACT', identical: false }],
    ['one bit changed', changed, { prefix: 'DIFFERENT', identical: false }],
    ['one bit changed, and a revision', Buffer.concat([changed, bytes]), { prefix: 'DIFFERENT', identical: false }],
    ['a byte short', bytes.subarray(0, -1), { prefix: 'TOO_SHORT', identical: false }],
    ['nothing', Buffer.alloc(0), { prefix: 'TOO_SHORT', identical: false }],
  ])('judges %s', (_, returned, expected) => {
    expect(matchIssuedBytes(returned, issued)).toEqual(expected);
  });

  it('takes a digest in capital letters', () => {
    expect(matchIssuedBytes(bytes, { ...issued, sha256: issued.sha256.toUpperCase() }).prefix).toBe('EXACT');
  });
});
