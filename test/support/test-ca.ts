import 'reflect-metadata';
import { KeyObject, webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { Extension as AnyExtension, JsonName, X509Certificate } from '@peculiar/x509';

/** EN 319 412-1, 5.2: "validity assured, short term"; its value is NULL. */
const SHORT_TERM = '0.4.0.194121.2.1';

export type LeafOptions = {
  readonly keyType?: 'RSA' | 'EC';
  readonly rsaBits?: number;
  readonly commonName?: string;
  readonly organization?: string;
  /** OID 2.5.4.97. */
  readonly organizationIdentifier?: string;
  /** OID 2.5.4.5 of the subject. */
  readonly serialNumber?: string;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly shortTerm?: boolean;
  readonly keyUsage?: 'signing' | 'encryption';
  readonly criticalExtension?: string;
};

export type TestIdentity = {
  readonly certificate: Uint8Array;
  /** From the issuer upwards, the root included. */
  readonly chain: readonly Uint8Array[];
  readonly privateKey: KeyObject;
  readonly keyType: 'RSA' | 'EC';
};

export type TestCa = {
  readonly root: Uint8Array;
  readonly intermediate: Uint8Array;
  readonly issue: (options?: LeafOptions) => Promise<TestIdentity>;
  /** A second certificate for the key of `identity`, as an attacker's or a renewed one would be. */
  readonly reissue: (identity: TestIdentity, options?: LeafOptions) => Promise<Uint8Array>;
};

/** The instant at which everything the CA issues without dates of its own is valid. */
export const testInstant = new Date('2026-03-01T12:00:00Z');
const validFrom = new Date('2026-01-01T00:00:00Z');
const validTo = new Date('2027-01-01T00:00:00Z');

const ec = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const rsa = (modulusLength: number) =>
  ({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength }) as const;

/** A certification authority of our own with a root and an issuing CA (both P-256), for tests only. */
export async function createTestCa(): Promise<TestCa> {
  const rootKeys = await webcrypto.subtle.generateKey(ec, true, ['sign', 'verify']);
  const intermediateKeys = await webcrypto.subtle.generateKey(ec, true, ['sign', 'verify']);
  let serial = 100;
  const generate = async (
    subject: JsonName,
    publicKey: webcrypto.CryptoKey,
    issuer: { name: JsonName; keys: webcrypto.CryptoKeyPair },
    dates: { notBefore: Date; notAfter: Date },
    extensions: AnyExtension[],
  ): Promise<X509Certificate> =>
    X509CertificateGenerator.create({
      serialNumber: (++serial).toString(16).padStart(4, '0'),
      subject,
      issuer: issuer.name,
      ...dates,
      signingAlgorithm: ec,
      publicKey,
      signingKey: issuer.keys.privateKey,
      extensions: [
        ...extensions,
        await SubjectKeyIdentifierExtension.create(publicKey),
        await AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
      ],
    });
  const rootName: JsonName = [{ C: ['NO'] }, { CN: ['Test Root CA'] }];
  const intermediateName: JsonName = [{ C: ['NO'] }, { CN: ['Test Issuing CA'] }];
  const authority = (pathLength: number) => [
    new BasicConstraintsExtension(true, pathLength, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ];
  const years = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2040-01-01T00:00:00Z') };
  const fromRoot = { name: rootName, keys: rootKeys };
  const root = der(await generate(rootName, rootKeys.publicKey, fromRoot, years, authority(1)));
  const intermediate = der(await generate(intermediateName, intermediateKeys.publicKey, fromRoot, years, authority(0)));

  const certify = async (publicKey: webcrypto.CryptoKey, options: LeafOptions): Promise<Uint8Array> => {
    const subject: JsonName = [{ C: ['NO'] }, { CN: [options.commonName ?? 'Test Signer'] }];
    if (options.organization) subject.push({ O: [options.organization] });
    if (options.organizationIdentifier) subject.push({ '2.5.4.97': [options.organizationIdentifier] });
    if (options.serialNumber) subject.push({ '2.5.4.5': [options.serialNumber] });
    const usage =
      options.keyUsage === 'encryption'
        ? KeyUsageFlags.keyEncipherment
        : KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation;
    const extensions: AnyExtension[] = [new KeyUsagesExtension(usage, true)];
    if (options.shortTerm) extensions.push(new Extension(SHORT_TERM, false, new Uint8Array([5, 0])));
    if (options.criticalExtension)
      extensions.push(new Extension(options.criticalExtension, true, new Uint8Array([5, 0])));
    const dates = { notBefore: options.notBefore ?? validFrom, notAfter: options.notAfter ?? validTo };
    return der(
      await generate(subject, publicKey, { name: intermediateName, keys: intermediateKeys }, dates, extensions),
    );
  };
  const publicKeys = new WeakMap<TestIdentity, webcrypto.CryptoKey>();
  return {
    root,
    intermediate,
    issue: async (options = {}) => {
      const keyType = options.keyType ?? 'RSA';
      const algorithm = keyType === 'RSA' ? rsa(options.rsaBits ?? 2048) : ec;
      const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
      const identity: TestIdentity = {
        certificate: await certify(keys.publicKey, options),
        chain: [intermediate, root],
        privateKey: KeyObject.from(keys.privateKey),
        keyType,
      };
      publicKeys.set(identity, keys.publicKey);
      return identity;
    },
    reissue: async (identity, options = {}) => {
      const publicKey = publicKeys.get(identity);
      if (!publicKey) throw new Error('reissue: the identity is not from this CA; issue it here first.');
      return certify(publicKey, options);
    },
  };
}

const der = (certificate: X509Certificate): Uint8Array => new Uint8Array(certificate.rawData);
