import { assertVersion, etagOf, versionOfIfMatch } from './etag.js';

describe('versionOfIfMatch', () => {
  it.each([0, 1, 42, 999_999_999])('reads back the tag of version %i', (version) => {
    expect(versionOfIfMatch(etagOf(version))).toBe(version);
  });

  it.each<[string, string | undefined, string]>([
    ['no header', undefined, 'PRECONDITION_REQUIRED'],
    ['any version', '*', 'PRECONDITION_REQUIRED'],
    ['a tag without quotes', 'v3', 'IF_MATCH_INVALID'],
    ['two tags', '"v3", "v4"', 'IF_MATCH_INVALID'],
    ['nothing', '', 'IF_MATCH_INVALID'],
    ['an open quote', '"v3', 'IF_MATCH_INVALID'],
    ['a weak tag', 'W/"v3"', 'VERSION_MISMATCH'],
    ['a tag of another kind', '"abc"', 'VERSION_MISMATCH'],
    ['a version with a sign', '"v-3"', 'VERSION_MISMATCH'],
    ['a version beyond any', '"v99999999999999999999"', 'VERSION_MISMATCH'],
  ])('refuses %s', (_name, header, code) => {
    expect(() => versionOfIfMatch(header)).toThrow(expect.objectContaining({ code }));
  });
});

describe('assertVersion', () => {
  it('lets the same version pass and no other', () => {
    expect(() => assertVersion(3, 3)).not.toThrow();
    expect(() => assertVersion(3, 4)).toThrow(
      expect.objectContaining({ code: 'VERSION_MISMATCH', category: 'precondition-failed' }),
    );
  });
});
