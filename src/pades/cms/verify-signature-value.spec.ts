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

  test('a mask that is not known is no scheme', () => {
    expect(pss('2.999.1')).toBeNull();
  });
});
