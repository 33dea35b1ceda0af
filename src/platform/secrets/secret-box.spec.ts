import { SecretBox } from './secret-box.js';

const box = new SecretBox('a key for tests only, forty characters!!');

describe('SecretBox', () => {
  it('opens what it sealed, and seals the same text differently each time', () => {
    const sealed = box.seal('totp', 'hemmelig æøå', 'person-1');
    expect(box.open('totp', sealed, 'person-1')).toBe('hemmelig æøå');
    expect(sealed).not.toBe(box.seal('totp', 'hemmelig æøå', 'person-1'));
    expect(sealed).toMatch(/^[\w-]+$/);
    expect(box.open('totp', box.seal('totp', '', ''), '')).toBe('');
  });

  it.each<[string, (sealed: string) => string | undefined]>([
    ['another purpose', (sealed) => box.open('flash', sealed, 'person-1')],
    ['another thing', (sealed) => box.open('totp', sealed, 'person-2')],
    [
      'another key',
      (sealed) => new SecretBox('another key for tests only, forty chars').open('totp', sealed, 'person-1'),
    ],
    ['a changed byte', (sealed) => box.open('totp', flipped(sealed), 'person-1')],
    ['a missing end', (sealed) => box.open('totp', sealed.slice(0, -4), 'person-1')],
    ['nothing', () => box.open('totp', '', 'person-1')],
    ['what is no base64', () => box.open('totp', '!'.repeat(80), 'person-1')],
  ])('opens nothing for %s', (_name, open) => {
    expect(open(box.seal('totp', 'hemmelig', 'person-1'))).toBeUndefined();
  });

  it('knows its own digests', () => {
    const digest = box.digest('form', 'abc');
    expect(box.isDigestOf('form', 'abc', digest)).toBe(true);
    expect(box.isDigestOf('form', 'abd', digest)).toBe(false);
    expect(box.isDigestOf('other', 'abc', digest)).toBe(false);
    expect(box.isDigestOf('form', 'abc', '')).toBe(false);
  });
});

function flipped(sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
  return bytes.toString('base64url');
}
