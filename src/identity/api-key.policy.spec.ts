import { createHash } from 'node:crypto';
import { formatKey, hashKey, isKeyOf, isUseDue, KEY_BYTES, keyState, prefixOf } from './api-key.policy.js';

const bytes = Buffer.from(Array.from({ length: KEY_BYTES }, (_, index) => 255 - index));
const now = new Date('2020-05-04T10:00:00Z');
const before = new Date(now.getTime() - 1);
const after = new Date(now.getTime() + 1);

describe('formatKey', () => {
  it('makes a prefix of four bytes and a secret of 32', () => {
    const { key, prefix } = formatKey(bytes);
    expect(prefix).toBe('fffefdfc');
    expect(key).toMatch(/^til_fffefdfc_[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(key.slice(-43), 'base64url')).toEqual(bytes.subarray(4));
    expect(prefixOf(key)).toBe(prefix);
  });

  it('refuses another number of bytes', () => {
    expect(() => formatKey(bytes.subarray(1))).toThrow(RangeError);
  });
});

describe('prefixOf', () => {
  const { key } = formatKey(bytes);
  it.each([
    '',
    'til_',
    key.slice(1),
    key.slice(0, -1),
    `${key}x`,
    `${key}\n`,
    key.replace('til', 'tit'),
    key.toUpperCase(),
  ])('knows no prefix of %j', (text) => {
    expect(prefixOf(text)).toBeUndefined();
  });
});

describe('isKeyOf', () => {
  const { key } = formatKey(bytes);
  it('is true for the key alone', () => {
    expect(hashKey(key)).toBe(createHash('sha256').update(key).digest('hex'));
    expect(isKeyOf(hashKey(key), key)).toBe(true);
    expect(isKeyOf(hashKey(key), `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)).toBe(false);
    expect(isKeyOf('', key)).toBe(false);
  });
});

describe('keyState', () => {
  it.each([
    ['never ends', null, null, 'ACTIVE'],
    ['ends later', after, null, 'ACTIVE'],
    ['ends now', now, null, 'EXPIRED'],
    ['has ended', before, null, 'EXPIRED'],
    ['is revoked', null, before, 'REVOKED'],
    ['is revoked and has ended', before, before, 'REVOKED'],
  ] as const)('of a key that %s', (_name, expiresAt, revokedAt, state) => {
    expect(keyState({ expiresAt, revokedAt }, now)).toBe(state);
  });
});

describe('isUseDue', () => {
  it.each([
    ['never', null, true],
    ['59.999 seconds ago', new Date(now.getTime() - 59_999), false],
    ['a minute ago', new Date(now.getTime() - 60_000), true],
  ] as const)('when the last use was %s', (_name, lastUsedAt, due) => {
    expect(isUseDue(lastUsedAt, now)).toBe(due);
  });
});
