import { der, oid } from '../../../test/support/build-cms.js';
import { Budget, defaultLimits } from '../limits.js';
import { algorithmIdentifier, digestName, signatureScheme } from './algorithm-identifier.js';
import { readWhole } from './ber.js';

const scheme = (...identifier: Uint8Array[]) =>
  signatureScheme(algorithmIdentifier(readWhole(der(0x30, ...identifier), new Budget(defaultLimits)), 'test'));

/** An arc and what its branches stand for. */
type Arc = readonly [arc: string, branches: Readonly<Record<number, string>>];

test.each<Arc>([
  ['1.2.840.113549.2', { 5: 'md5', 2: '' }],
  ['1.3.36.3.2', { 1: 'ripemd160', 2: '' }],
  ['1.3.14.3.2', { 26: 'sha1', 18: '' }],
  // The hash algorithms of NIST's register; 11 and 17 are SHAKE128, which CMS signatures in PDF files do not use.
  [
    '2.16.840.1.101.3.4.2',
    {
      1: 'sha256',
      2: 'sha384',
      3: 'sha512',
      4: 'sha224',
      5: 'sha512-224',
      6: 'sha512-256',
      7: 'sha3-224',
      8: 'sha3-256',
      9: 'sha3-384',
      10: 'sha3-512',
      11: '',
      12: 'shake256',
      17: '',
      18: 'shake256',
    },
  ],
])('digests below %s', (arc, branches) => {
  for (const [branch, name] of Object.entries(branches)) expect(digestName(`${arc}.${branch}`)).toBe(name || null);
});

describe('signature schemes below', () => {
  test.each<[string, ...Arc]>([
    // RFC 8017, A.2.4 and C; RFC 4055, 5.
    [
      'rsa-pkcs1',
      '1.2.840.113549.1.1',
      {
        4: 'md5',
        5: 'sha1',
        11: 'sha256',
        12: 'sha384',
        13: 'sha512',
        14: 'sha224',
        15: 'sha512-224',
        16: 'sha512-256',
      },
    ],
    ['rsa-pkcs1', '1.3.14.3.2', { 29: 'sha1' }],
    ['rsa-pkcs1', '1.3.36.3.3.1', { 2: 'ripemd160' }],
    ['rsa-pkcs1', '2.16.840.1.101.3.4.3', { 13: 'sha3-224', 14: 'sha3-256', 15: 'sha3-384', 16: 'sha3-512' }],
    // RFC 5758, 3.2; NIST's register.
    ['ecdsa', '1.2.840.10045.4', { 1: 'sha1' }],
    ['ecdsa', '1.2.840.10045.4.3', { 1: 'sha224', 2: 'sha256', 3: 'sha384', 4: 'sha512' }],
    ['ecdsa', '2.16.840.1.101.3.4.3', { 9: 'sha3-224', 10: 'sha3-256', 11: 'sha3-384', 12: 'sha3-512' }],
    // BSI TR-03111, 5.2.1.
    [
      'ecdsa-plain',
      '0.4.0.127.0.7.1.1.4.1',
      {
        1: 'sha1',
        2: 'sha224',
        3: 'sha256',
        4: 'sha384',
        5: 'sha512',
        8: 'sha3-224',
        9: 'sha3-256',
        10: 'sha3-384',
        11: 'sha3-512',
      },
    ],
    // RFC 3279, 2.2.2; RFC 5758, 3.1.
    ['dsa', '1.2.840.10040.4', { 3: 'sha1' }],
    ['dsa', '2.16.840.1.101.3.4.3', { 1: 'sha224', 2: 'sha256', 3: 'sha384', 4: 'sha512' }],
  ])('%s, %s', (name, arc, branches) => {
    for (const [branch, digest] of Object.entries(branches))
      expect(scheme(oid(`${arc}.${branch}`))).toEqual({ scheme: name, digest });
  });

  test.each([
    ['rsa-pkcs1', '1.2.840.113549.1.1.1'],
    ['ecdsa', '1.2.840.10045.2.1'],
    ['dsa', '1.2.840.10040.4.1'],
  ])('%s, the digest as said beside it', (name, identifier) => {
    expect(scheme(oid(identifier))).toEqual({ scheme: name, digest: null });
  });

  // RFC 8410, 3; FIPS 204 by NIST's register.
  test.each([
    ['ed25519', '1.3.101.112'],
    ['ed448', '1.3.101.113'],
    ['ml-dsa-44', '2.16.840.1.101.3.4.3.17'],
    ['ml-dsa-65', '2.16.840.1.101.3.4.3.18'],
    ['ml-dsa-87', '2.16.840.1.101.3.4.3.19'],
  ])('%s, %s', (name, identifier) => {
    expect(scheme(oid(identifier))).toEqual({ scheme: name });
  });
});

describe('RSASSA-PSS', () => {
  const [sha256, sha512, unknown] = ['2.16.840.1.101.3.4.2.1', '2.16.840.1.101.3.4.2.3', '2.999'];
  const digest = (name: string): Buffer => der(0xa0, der(0x30, oid(name)));
  const mask = (name: string, generator = '1.2.840.113549.1.1.8'): Buffer =>
    der(0xa1, der(0x30, oid(generator), der(0x30, oid(name))));
  const salt = (...length: number[]): Buffer => der(0xa2, der(2, Buffer.from(length)));
  const trailer = (value: number): Buffer => der(0xa3, der(2, Buffer.from([value])));
  const pss = (...fields: Buffer[]) => scheme(oid('1.2.840.113549.1.1.10'), der(0x30, ...fields));

  test.each<[string, Buffer[], object]>([
    ['all left out', [], { digest: 'sha1', maskDigest: 'sha1', saltLength: 20 }],
    ['the digest alone', [digest(sha256)], { digest: 'sha256', maskDigest: 'sha1', saltLength: 20 }],
    ['the mask alone', [mask(sha256)], { digest: 'sha1', maskDigest: 'sha256', saltLength: 20 }],
    ['a salt alone', [salt(32)], { digest: 'sha1', maskDigest: 'sha1', saltLength: 32 }],
    ['no salt', [salt(0)], { saltLength: 0 }],
    ['the longest salt', [salt(8, 0)], { saltLength: 2048 }],
    ['the only trailer there is', [trailer(1)], { saltLength: 20 }],
    [
      'each of its own',
      [digest(sha256), mask(sha512), salt(64), trailer(1)],
      { digest: 'sha256', maskDigest: 'sha512', saltLength: 64 },
    ],
  ])('with %s', (_, fields, expected) => {
    expect(pss(...fields)).toMatchObject({ scheme: 'rsa-pss', ...expected });
    expect(pss(...fields)).toHaveProperty('parameters', new Uint8Array(der(0x30, ...fields)));
  });

  test.each<[string, Buffer[]]>([
    ['an unknown digest', [digest(unknown)]],
    ['a mask with an unknown digest', [mask(unknown)]],
    ['another mask generation', [mask(sha256, unknown)]],
    ['a salt of less than nothing', [salt(0xff)]],
    ['a salt beyond all measure', [salt(8, 1)]],
    ['another trailer', [trailer(2)]],
    ['a trailer that is no number', [der(0xa3, der(4, Buffer.from([1])))]],
    ['an unknown field', [der(0xa4, der(2, Buffer.from([1])))]],
  ])('with %s is no scheme', (_, fields) => {
    expect(pss(...fields)).toBeNull();
  });
});

test('what is not named is no scheme', () => {
  for (const identifier of ['2.999', '1.2.840.113549.1.1.2', '1.3.101.110']) expect(scheme(oid(identifier))).toBeNull();
});
