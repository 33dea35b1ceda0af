import { base32, codeAt, enrolmentUri, stepOfCode } from './one-time-codes.js';

/** The key of RFC 6238, appendix B. */
const secret = base32(Buffer.from('12345678901234567890'));
const at = (seconds: number): Date => new Date(seconds * 1000);

describe('one-time codes', () => {
  it('are those of RFC 6238, appendix B (its last six digits)', () => {
    expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    const codes = [59, 1111111109, 1111111111, 1234567890, 2000000000].map((seconds) => codeAt(secret, at(seconds)));
    expect(codes).toEqual(['287082', '081804', '050471', '005924', '279037']);
  });

  it.each([
    ['in its step', 1111111111, 37037037],
    ['one step late', 1111111111 + 30, 37037037],
    ['one step early', 1111111111 - 30, 37037037],
    ['two steps late', 1111111111 + 60, undefined],
    ['two steps early', 1111111111 - 60, undefined],
  ])('count %s', (_name, now, step) => {
    expect(stepOfCode(secret, '050471', at(now), null)).toBe(step);
  });

  it('count once, and none before them counts any more', () => {
    expect(stepOfCode(secret, '050471', at(1111111111), 37037036)).toBe(37037037);
    expect(stepOfCode(secret, '050471', at(1111111111), 37037037)).toBeUndefined();
    expect(stepOfCode(secret, '081804', at(1111111111), 37037037)).toBeUndefined();
  });

  it('may be typed with blanks', () => {
    expect(stepOfCode(secret, ' 050 471 ', at(1111111111), null)).toBe(37037037);
  });

  it.each(['', '05047', '0504711', 'abcdef', '٠٥٠٤٧١', '050472'])('are not %j', (code) => {
    expect(stepOfCode(secret, code, at(1111111111), null)).toBeUndefined();
  });

  it('are set up by a URI that names service and person', () => {
    expect(enrolmentUri(secret, 'kari@example.no')).toBe(
      `otpauth://totp/Tilslutning:kari%40example.no?secret=${secret}&issuer=Tilslutning`,
    );
  });
});
