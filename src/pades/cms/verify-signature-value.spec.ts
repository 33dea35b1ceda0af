import { constants, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { der, oid } from '../../../test/support/build-cms.js';
import { algorithmIdentifier, signatureScheme } from '../asn1/algorithm-identifier.js';
import { readWhole } from '../asn1/ber.js';
import { Budget, defaultLimits } from '../limits.js';
import { verifySignatureValue } from './verify-signature-value.js';

const data = Buffer.from('We support the declaration.');
const scheme = (...identifier: Uint8Array[]) =>
  signatureScheme(algorithmIdentifier(readWhole(der(0x30, ...identifier), new Budget(defaultLimits)), 'test'));

describe('ECDSA that does not name its digest', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signature = sign('sha384', data, privateKey);

  test.each(['1.2.840.10045.2.1', '1.2.840.10045.4', '1.2.840.10045.4.3'])('%s takes the one beside it', (arc) => {
    const implied = scheme(oid(arc))!;
    expect(verifySignatureValue(implied, 'sha384', publicKey, [data], signature)).toBe('valid');
    expect(verifySignatureValue(implied, 'sha256', publicKey, [data], signature)).toBe('invalid');
    expect(verifySignatureValue(implied, null, publicKey, [data], signature)).toBe('unsupported');
  });
});

describe('RSASSA-PSS whose mask has a digest of its own', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa-pss', {
    modulusLength: 2048,
    hashAlgorithm: 'sha256',
    mgf1HashAlgorithm: 'sha384',
  });
  // The same key without the restriction: what a certificate for RSA in general holds.
  const plain: KeyObject = createPublicKey({
    key: publicKey.export({ format: 'der', type: 'spki' }).subarray(-270),
    format: 'der',
    type: 'pkcs1',
  });
  const signature = sign('sha256', data, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 40 });
  const pss = (mask: string) =>
    scheme(
      oid('1.2.840.113549.1.1.10'),
      der(
        0x30,
        der(0xa0, der(0x30, oid('2.16.840.1.101.3.4.2.1'))),
        der(0xa1, der(0x30, oid('1.2.840.113549.1.1.8'), der(0x30, oid(mask)))),
        der(0xa2, der(2, Buffer.from([40]))),
      ),
    )!;

  test('is computed as the parameters say', () => {
    expect(verifySignatureValue(pss('2.16.840.1.101.3.4.2.2'), null, plain, [data], signature)).toBe('valid');
    expect(verifySignatureValue(pss('2.16.840.1.101.3.4.2.1'), null, plain, [data], signature)).toBe('invalid');
    const altered = Buffer.from('We oppose the declaration.');
    expect(verifySignatureValue(pss('2.16.840.1.101.3.4.2.2'), null, plain, [altered], signature)).toBe('invalid');
  });

  test('takes a key that is for this scheme alone, and keys for it alone take no other', () => {
    expect(verifySignatureValue(pss('2.16.840.1.101.3.4.2.2'), null, publicKey, [data], signature)).toBe('valid');
    const other = sign('sha256', data, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
    expect(verifySignatureValue(scheme(oid('1.2.840.113549.1.1.11'))!, null, publicKey, [data], other)).toBe('invalid');
  });

  test('a mask that is not known is no scheme', () => {
    expect(pss('2.999.1')).toBeNull();
  });
});

describe('each scheme by its identifier', () => {
  const sha3 = '2.16.840.1.101.3.4.3';
  const bsi = '0.4.0.127.0.7.1.1.4.1';
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const curve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
  const p256 = curve('P-256');
  type Keys = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  const another = { rsa: curve('P-256'), ec: rsa, ed25519: p256, ed448: p256, dsa: p256 } as const;

  test.each<[string, string, Keys, string | null, 'der' | 'ieee-p1363']>([
    ['RSA, SHA-256', '1.2.840.113549.1.1.11', rsa, 'sha256', 'der'],
    ['RSA, SHA-384', '1.2.840.113549.1.1.12', rsa, 'sha384', 'der'],
    ['RSA, SHA-512', '1.2.840.113549.1.1.13', rsa, 'sha512', 'der'],
    ['RSA, SHA-512/256', '1.2.840.113549.1.1.16', rsa, 'sha512-256', 'der'],
    ['RSA, SHA-1', '1.2.840.113549.1.1.5', rsa, 'sha1', 'der'],
    ['RSA, SHA-1 by its older name', '1.3.14.3.2.29', rsa, 'sha1', 'der'],
    ['RSA, SHA3-256', `${sha3}.14`, rsa, 'sha3-256', 'der'],
    ['RSA, SHA3-384', `${sha3}.15`, rsa, 'sha3-384', 'der'],
    ['RSA, SHA3-512', `${sha3}.16`, rsa, 'sha3-512', 'der'],
    ['P-256, SHA-256', '1.2.840.10045.4.3.2', p256, 'sha256', 'der'],
    ['P-384, SHA-384', '1.2.840.10045.4.3.3', curve('P-384'), 'sha384', 'der'],
    ['P-521, SHA-512', '1.2.840.10045.4.3.4', curve('P-521'), 'sha512', 'der'],
    ['P-256, SHA3-256', `${sha3}.10`, p256, 'sha3-256', 'der'],
    ['P-256, SHA3-384', `${sha3}.11`, p256, 'sha3-384', 'der'],
    ['P-256, SHA3-512', `${sha3}.12`, p256, 'sha3-512', 'der'],
    ['brainpool 256', '1.2.840.10045.4.3.2', curve('brainpoolP256r1'), 'sha256', 'der'],
    ['brainpool 384', '1.2.840.10045.4.3.3', curve('brainpoolP384r1'), 'sha384', 'der'],
    ['brainpool 512', '1.2.840.10045.4.3.4', curve('brainpoolP512r1'), 'sha512', 'der'],
    ['plain, SHA-256', `${bsi}.3`, p256, 'sha256', 'ieee-p1363'],
    ['plain, SHA-384', `${bsi}.4`, curve('brainpoolP384r1'), 'sha384', 'ieee-p1363'],
    ['plain, SHA-512', `${bsi}.5`, curve('brainpoolP512r1'), 'sha512', 'ieee-p1363'],
    ['plain, SHA3-256', `${bsi}.9`, p256, 'sha3-256', 'ieee-p1363'],
    [
      'DSA, SHA-256',
      '2.16.840.1.101.3.4.3.2',
      generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }),
      'sha256',
      'der',
    ],
    ['Ed25519', '1.3.101.112', generateKeyPairSync('ed25519'), null, 'der'],
    ['Ed448', '1.3.101.113', generateKeyPairSync('ed448'), null, 'der'],
  ])('%s', (_, identifier, { publicKey, privateKey }, digest, dsaEncoding) => {
    const named = scheme(oid(identifier))!;
    const signature = sign(digest, data, { key: privateKey, dsaEncoding });
    const judge = (bytes: Uint8Array, key = publicKey, parts = [data]) =>
      verifySignatureValue(named, 'sha256', key, parts, bytes);
    expect(judge(signature)).toBe('valid');
    expect(judge(signature, publicKey, [data.subarray(0, 5), data.subarray(5)])).toBe('valid');
    expect(judge(signature, publicKey, [data, Buffer.from('!')])).toBe('invalid');
    const altered = Buffer.from(signature);
    altered[altered.length - 3]! ^= 1;
    expect(judge(altered)).toBe('invalid');
    expect(judge(signature.subarray(1))).toBe('invalid');
    expect(judge(signature, another[publicKey.asymmetricKeyType as keyof typeof another].publicKey)).toBe('invalid');
  });

  test('an identifier that names none is no scheme', () => {
    expect(scheme(oid('2.999.1'))).toBeNull();
    expect(verifySignatureValue({ scheme: 'ecdsa', digest: 'odd' }, null, p256.publicKey, [data], data)).toBe(
      'unsupported',
    );
  });
});
