import { createHash } from 'node:crypto';
import { prefixDigests } from './prefix-digests.js';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('prefixDigests', () => {
  it.each<[string, string, number[]]>([
    ['no marker', '%PDF-1.7 nothing more', []],
    ['nothing', '', []],
    ['a marker at the end', 'abc%%EOF', [8]],
    ['LF after it', 'abc%%EOF\n', [8, 9]],
    ['CR after it', 'abc%%EOF\r', [8, 9]],
    ['CR LF after it', 'abc%%EOF\r\n', [8, 9, 10]],
    ['LF CR after it', 'abc%%EOF\n\r', [8, 9]],
    ['bytes after it', 'abc%%EOFx\n', [8]],
    ['two revisions', 'a%%EOF\nb%%EOF', [6, 7, 13]],
    ['markers side by side', '%%EOF%%EOF', [5, 10]],
    ['half a marker at the end', 'a%%EOF\n%%EO', [6, 7]],
  ])('%s', (_, text, ends) => {
    const bytes = Buffer.from(text, 'latin1');
    expect(prefixDigests(bytes)).toEqual(
      ends.map((byteLength) => ({ byteLength, sha256: sha256(bytes.subarray(0, byteLength)) })),
    );
  });

  it('finds what a file begins with, whatever was appended', () => {
    const issued = Buffer.from('form %%EOF\nnames and seal %%EOF\n');
    const returned = Buffer.concat([issued, Buffer.from('signature %%EOF\n')]);
    expect(prefixDigests(returned).map((digest) => digest.sha256)).toContain(sha256(issued));
    returned[3] = 0x58;
    expect(prefixDigests(returned).map((digest) => digest.sha256)).not.toContain(sha256(issued));
  });

  it('looks at the bytes of a view only', () => {
    const around = Buffer.from('xx%%EOFyy%%EOF');
    expect(prefixDigests(around.subarray(2, 9))).toEqual([{ byteLength: 5, sha256: sha256(Buffer.from('%%EOF')) }]);
  });

  it('hashes nothing itself when the caller has digests, which it asks for from the front to the back', () => {
    const asked: number[] = [];
    const digests = prefixDigests(Buffer.from('a%%EOF\nb%%EOF'), (byteLength) => {
      asked.push(byteLength);
      return `digest of ${byteLength}`;
    });
    expect(asked).toEqual([6, 7, 13]);
    expect(digests.map(({ sha256: digest }) => digest)).toEqual(['digest of 6', 'digest of 7', 'digest of 13']);
  });

  it('stops at 64 markers: a form is at the beginning', () => {
    const digests = prefixDigests(Buffer.from('%%EOF\n'.repeat(1000)));
    expect(digests).toHaveLength(128);
    expect(digests.at(-1)!.byteLength).toBe(64 * 6);
  });
});
