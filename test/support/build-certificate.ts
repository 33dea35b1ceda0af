import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { der, oid } from './build-cms.js';

/** A certificate with its private key, as the maker of a signature, a time-stamp, a list or further certificates. */
export type TestCertificate = {
  readonly certificate: Uint8Array;
  readonly privateKey: KeyObject;
  readonly keyType: 'EC' | 'RSA';
  readonly name: Buffer;
  readonly serial: Buffer;
  /** SHA-1 of the public key's bits (RFC 5280, 4.2.1.2, method 1). */
  readonly keyHash: Buffer;
};

export type CertificateSpec = {
  readonly commonName: string;
  /** Absent: self-signed. */
  readonly issuer?: TestCertificate;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** A certification authority, with this many more below it. */
  readonly authority?: true | number;
  /** Bits of KeyUsage; absent: as fits. */
  readonly keyUsage?: readonly number[];
  readonly purposes?: { readonly oids: readonly string[]; readonly critical: boolean };
  /** Further extensions, made by `extension`. */
  readonly extensions?: readonly Buffer[];
  /** Another certificate for the key of this one. */
  readonly key?: TestCertificate;
  readonly rsaBits?: number;
  readonly digest?: 'sha256' | 'sha1';
  readonly organizationIdentifier?: string;
};

export const PURPOSE = { timeStamping: '1.3.6.1.5.5.7.3.8', ocspSigning: '1.3.6.1.5.5.7.3.9' } as const;

let serials = 0x4000;

export function certify(spec: CertificateSpec): TestCertificate {
  const keys = spec.key ? null : generate(spec.rsaBits);
  const privateKey = spec.key?.privateKey ?? keys!.privateKey;
  const keyInfo = spec.key
    ? publicKeyInfo(spec.key)
    : (keys!.publicKey.export({ type: 'spki', format: 'der' }) as Buffer);
  const keyType = privateKey.asymmetricKeyType === 'rsa' ? 'RSA' : 'EC';
  const name = nameOf(spec.commonName, spec.organizationIdentifier);
  const serial = der(2, Buffer.from([0x01, ++serials >> 8, serials & 0xff]));
  const signer = spec.issuer?.privateKey ?? privateKey;
  const algorithm = signatureAlgorithm(signer, spec.digest ?? 'sha256');
  const signed = der(
    0x30,
    der(0xa0, der(2, Buffer.from([2]))),
    serial,
    algorithm,
    spec.issuer?.name ?? name,
    der(0x30, time(spec.notBefore ?? new Date('2020-01-01')), time(spec.notAfter ?? new Date('2040-01-01'))),
    name,
    keyInfo,
    der(0xa3, der(0x30, ...extensionsOf(spec, keyInfo))),
  );
  return {
    certificate: new Uint8Array(signedStructure(signed, algorithm, signer, spec.digest ?? 'sha256')),
    privateKey,
    keyType,
    name,
    serial,
    keyHash: keyHashOf(keyInfo),
  };
}

/** `SEQUENCE { toBeSigned, algorithm, BIT STRING }`: certificates, revocation lists and OCSP answers have this shape. */
export function signedStructure(
  toBeSigned: Buffer,
  algorithm: Buffer,
  key: KeyObject,
  digest: 'sha256' | 'sha1',
  ...behind: Buffer[]
): Buffer {
  return der(0x30, toBeSigned, algorithm, bits(sign(digest, toBeSigned, key)), ...behind);
}

export const bits = (content: Uint8Array): Buffer => der(3, Buffer.from([0]), content);

export function signatureAlgorithm(key: KeyObject, digest: 'sha256' | 'sha1'): Buffer {
  if (key.asymmetricKeyType === 'rsa')
    return der(0x30, oid(digest === 'sha1' ? '1.2.840.113549.1.1.5' : '1.2.840.113549.1.1.11'), der(5));
  return der(0x30, oid(digest === 'sha1' ? '1.2.840.10045.4.1' : '1.2.840.10045.4.3.2'));
}

/** GeneralizedTime to the second. */
export const time = (instant: Date): Buffer =>
  der(24, Buffer.from(`${instant.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`, 'latin1'));

export const extension = (id: string, value: Uint8Array, critical = false): Buffer =>
  der(0x30, oid(id), ...(critical ? [der(1, Buffer.from([0xff]))] : []), der(4, value));

export const noCheck = (): Buffer => extension('1.3.6.1.5.5.7.48.1.5', der(5));
export const shortTerm = (): Buffer => extension('0.4.0.194121.2.1', der(5));

export const uri = (text: string): Buffer => der(0x86, Buffer.from(text, 'latin1'));

/** cRLDistributionPoints with one point, and the one who signs the list when it is not the issuer. */
export const distributionPoint = (url: string, listIssuer?: TestCertificate): Buffer =>
  extension(
    '2.5.29.31',
    der(
      0x30,
      der(0x30, der(0xa0, der(0xa0, uri(url))), ...(listIssuer ? [der(0xa2, der(0xa4, listIssuer.name))] : [])),
    ),
  );

export const informationAccess = (places: { readonly ocsp?: string; readonly issuer?: string }): Buffer =>
  extension(
    '1.3.6.1.5.5.7.1.1',
    der(
      0x30,
      ...(places.ocsp ? [der(0x30, oid('1.3.6.1.5.5.7.48.1'), uri(places.ocsp))] : []),
      ...(places.issuer ? [der(0x30, oid('1.3.6.1.5.5.7.48.2'), uri(places.issuer))] : []),
    ),
  );

export function nameOf(commonName: string, organizationIdentifier?: string): Buffer {
  const attribute = (id: string, value: string): Buffer =>
    der(0x31, der(0x30, oid(id), der(12, Buffer.from(value, 'utf8'))));
  return der(
    0x30,
    attribute('2.5.4.6', 'NO'),
    ...(organizationIdentifier ? [attribute('2.5.4.97', organizationIdentifier)] : []),
    attribute('2.5.4.3', commonName),
  );
}

function extensionsOf(spec: CertificateSpec, keyInfo: Buffer): Buffer[] {
  const isAuthority = spec.authority !== undefined;
  const constraints = [
    ...(isAuthority ? [der(1, Buffer.from([0xff]))] : []),
    ...(typeof spec.authority === 'number' ? [der(2, Buffer.from([spec.authority]))] : []),
  ];
  return [
    extension('2.5.29.19', der(0x30, ...constraints), true),
    extension('2.5.29.15', usageBits(spec.keyUsage ?? (isAuthority ? [5, 6] : [0, 1])), true),
    ...(spec.purposes
      ? [extension('2.5.29.37', der(0x30, ...spec.purposes.oids.map(oid)), spec.purposes.critical)]
      : []),
    extension('2.5.29.14', der(4, keyHashOf(keyInfo))),
    ...(spec.issuer ? [extension('2.5.29.35', der(0x30, der(0x80, spec.issuer.keyHash)))] : []),
    ...(spec.extensions ?? []),
  ];
}

function usageBits(usage: readonly number[]): Buffer {
  const byte = usage.reduce((value, bit) => value | (0x80 >> bit), 0);
  return der(3, Buffer.from([0, byte]));
}

function generate(rsaBits: number | undefined): { publicKey: KeyObject; privateKey: KeyObject } {
  return rsaBits === undefined
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('rsa', { modulusLength: rsaBits });
}

/** The public key of another certificate, taken from its private key. */
function publicKeyInfo({ privateKey }: TestCertificate): Buffer {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
}

/** The bits stand last in the structure: 65 bytes of a P-256 point, else the RSA key. */
function keyHashOf(keyInfo: Buffer): Buffer {
  const at = keyInfo.indexOf(Buffer.from([3, 0x42, 0, 4]));
  const content = at >= 0 ? keyInfo.subarray(at + 3) : rsaKeyBits(keyInfo);
  return createHash('sha1').update(content).digest();
}

function rsaKeyBits(keyInfo: Buffer): Buffer {
  // SEQUENCE, the algorithm of 15 bytes, then the BIT STRING with its unused-bits byte.
  const start = keyInfo.indexOf(Buffer.from('300d06092a864886f70d0101010500', 'hex')) + 15;
  const size = keyInfo[start + 1]! < 0x80 ? 0 : keyInfo[start + 1]! & 0x7f;
  return keyInfo.subarray(start + 2 + size + 1);
}
