import { createHash } from 'node:crypto';
import { nameUuid } from './name-uuid.js';

describe('nameUuid', () => {
  it('is a UUID of version 5 (RFC 9562, 5.5) of the parts', () => {
    const id = nameUuid('reminder', 'x', 1, 'D-14');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const digest = createHash('sha1')
      .update(Buffer.from('7f6c2d0e5b1a4f3c9d8e6a7b8c9d0e1f', 'hex'))
      .update('reminder\u001fx\u001f1\u001fD-14')
      .digest('hex');
    // All bits but the version's four and the variant's two are the digest's.
    expect(id.replaceAll('-', '').slice(0, 12)).toBe(digest.slice(0, 12));
    expect(id.slice(-12)).toBe(digest.slice(20, 32));
  });

  it('keeps parts apart and is the same each time', () => {
    const ids = [
      nameUuid('a', 'b', 'c'),
      nameUuid('ab', 'c'),
      nameUuid('a', 'bc'),
      nameUuid('a', 'b'),
      nameUuid('abc'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(nameUuid('a', 1)).toBe(nameUuid('a', 1));
  });
});
