import { utf8Text } from './utf8-text.js';

describe('utf8Text', () => {
  it('reads UTF-8, with or without a byte order mark', () => {
    expect(utf8Text(Buffer.from('Sør-Øst'))).toBe('Sør-Øst');
    expect(utf8Text(Buffer.from([0xef, 0xbb, 0xbf, 0x61]))).toBe('a');
  });

  it.each([
    ['Latin-1', Buffer.from('Sør', 'latin1')],
    ['a cut-off character', Buffer.from('ø').subarray(0, 1)],
    ['an overlong slash', Buffer.from([0xc0, 0xaf])],
  ])('refuses %s', (_name, bytes) => {
    expect(() => utf8Text(bytes)).toThrow(expect.objectContaining({ code: 'NOT_UTF8' }));
  });
});
