import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { algorithmPolicy, describeKey, digestLimit, keyLimit, weakDigest, weakKey } from './algorithm-policy.js';
import type { Limit } from './algorithm-policy.js';

const now = new Date('2026-03-01T00:00:00Z');
const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

/** What is said a millisecond before the limit, and at it. */
const aroundLimit = (limit: Limit, reason: (at: Date) => string | null): (string | null)[] | null =>
  limit instanceof Date
    ? [new Date(limit.getTime() - 1), limit].map((at) => reason(at)?.replace(limit.toISOString(), 'LIMIT') ?? null)
    : null;

/** Until when each digest is good enough; written down again here, so that no entry goes or changes unseen. */
const digests: [string, Limit][] = [
  ['md5', day('2004-08-01')],
  ['ripemd160', day('2014-08-01')],
  ['sha1', day('2012-08-01')],
  ['sha224', day('2026-01-01')],
  ['sha512-224', day('2026-01-01')],
  ['sha3-224', day('2026-01-01')],
  ['sha256', 'current'],
  ['sha384', 'current'],
  ['sha512', 'current'],
  ['sha512-256', 'current'],
  ['sha3-256', 'current'],
  ['sha3-384', 'current'],
  ['sha3-512', 'current'],
  ['shake256', 'current'],
];

test.each(digests)('digest %s is good enough until %s', (digest, limit) => {
  expect(digestLimit(digest)).toEqual(limit);
  expect(weakDigest(digest, now) === null).toBe(limit === 'current');
  const ended = `digest ${digest} is not accepted at LIMIT (${algorithmPolicy.id})`;
  expect(aroundLimit(limit, (at) => weakDigest(digest, at))).toEqual(limit === 'current' ? null : [null, ended]);
});

test('a digest that the policy does not name never was good enough', () => {
  expect(Object.keys(algorithmPolicy.digests).sort()).toEqual(digests.map(([name]) => name).sort());
  expect(digestLimit('unheard-of')).toBeNull();
  expect(weakDigest('unheard-of', day('1980-01-01'))).not.toBeNull();
});

/** A key as node:crypto describes it. */
const key = (asymmetricKeyType: string | undefined, asymmetricKeyDetails?: object): KeyObject =>
  ({ asymmetricKeyType, asymmetricKeyDetails }) as unknown as KeyObject;
const rsa = (modulusLength: number): KeyObject => key('rsa', { modulusLength });
const curve = (namedCurve: string): KeyObject => key('ec', { namedCurve });
const dsa = (modulusLength: number): KeyObject => key('dsa', { modulusLength });

test.each<[string, KeyObject, Limit, string]>([
  ['RSA below 1024', rsa(1023), null, 'RSA 1023'],
  ['RSA 1024', rsa(1024), day('2011-01-01'), 'RSA 1024'],
  ['RSA 2047', rsa(2047), day('2011-01-01'), 'RSA 2047'],
  ['RSA 2048', rsa(2048), 'current', 'RSA 2048'],
  ['RSA 4096', rsa(4096), 'current', 'RSA 4096'],
  ['RSA for PSS', key('rsa-pss', { modulusLength: 2048 }), 'current', 'RSA-PSS 2048'],
  ['RSA of no size', key('rsa'), null, 'rsa'],
  ...['prime256v1', 'secp384r1', 'secp521r1'].map((name): [string, KeyObject, Limit, string] => [
    name,
    curve(name),
    'current',
    `EC ${name}`,
  ]),
  ...[256, 320, 384, 512].map((bits): [string, KeyObject, Limit, string] => [
    `brainpool ${bits}`,
    curve(`brainpoolP${bits}r1`),
    'current',
    `EC brainpoolP${bits}r1`,
  ]),
  ['secp224r1', curve('secp224r1'), day('2012-08-01'), 'EC secp224r1'],
  ['secp256k1', curve('secp256k1'), null, 'EC secp256k1'],
  ['a curve without a name', key('ec', {}), null, 'EC unknown'],
  ['DSA below 1024', dsa(1023), null, 'DSA 1023'],
  ['DSA 1024', dsa(1024), day('2011-01-01'), 'DSA 1024'],
  ['DSA 2048', dsa(2048), day('2026-01-01'), 'DSA 2048'],
  ['DSA 3071', dsa(3071), day('2026-01-01'), 'DSA 3071'],
  ['DSA 3072', dsa(3072), 'current', 'DSA 3072'],
  ['DSA of no size', key('dsa'), null, 'dsa'],
  ['Ed25519', key('ed25519', {}), 'current', 'ed25519'],
  ['Ed448', key('ed448', {}), 'current', 'ed448'],
  ['X25519', key('x25519', {}), null, 'x25519'],
  ['a key of no kind', key(undefined), null, 'unknown'],
])('%s', (_, item, limit, description) => {
  expect(keyLimit(item)).toEqual(limit);
  expect(describeKey(item)).toBe(description);
  expect(weakKey(item, now) === null).toBe(limit === 'current');
  expect(weakKey(item, day('1980-01-01')) === null).toBe(limit !== null);
  const ended = `key ${description} is not accepted at LIMIT (${algorithmPolicy.id})`;
  expect(aroundLimit(limit, (at) => weakKey(item, at))).toEqual(limit instanceof Date ? [null, ended] : null);
});

test('a policy without sizes accepts no RSA key', () => {
  expect(keyLimit(rsa(4096), { ...algorithmPolicy, rsaBits: [] })).toBeNull();
});

test('real keys are described as node:crypto has them', () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  expect(describeKey(publicKey)).toBe('EC prime256v1');
  expect(keyLimit(publicKey)).toBe('current');
  expect(keyLimit(generateKeyPairSync('ed25519').publicKey)).toBe('current');
});
