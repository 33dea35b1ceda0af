import { createHash, sign } from 'node:crypto';
import { time } from './build-certificate.js';
import type { TestCertificate } from './build-certificate.js';
import { der, oid } from './build-cms.js';

export type TimeStampSpec = {
  readonly authority: TestCertificate;
  readonly chain?: readonly TestCertificate[];
  readonly at: Date;
  /** SHA-256 of what is stamped. */
  readonly digest: Uint8Array;
  readonly accuracySeconds?: number;
  /** OID in place of SHA-256 for the imprint. */
  readonly imprintOid?: string;
  readonly omitSigningCertificate?: true;
  readonly criticalExtension?: true;
  readonly wrongSignature?: true;
};

const SHA256 = der(0x30, oid('2.16.840.1.101.3.4.2.1'));
const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** A time-stamp token (RFC 3161, 2.4.2) with the signing certificate named by RFC 5816. */
export function buildTimeStamp(spec: TimeStampSpec): Uint8Array {
  const { authority } = spec;
  const info = der(
    0x30,
    der(2, Buffer.from([1])),
    oid('1.3.6.1.4.1.99999.4'),
    der(0x30, spec.imprintOid ? der(0x30, oid(spec.imprintOid)) : SHA256, der(4, spec.digest)),
    der(2, Buffer.from([5])),
    time(spec.at),
    ...(spec.accuracySeconds === undefined ? [] : [der(0x30, der(2, Buffer.from([spec.accuracySeconds])))]),
    ...(spec.criticalExtension
      ? [der(0xa1, der(0x30, oid('1.3.6.1.4.1.99999.5'), der(1, Buffer.from([0xff])), der(4, der(5))))]
      : []),
  );
  const attribute = (type: string, value: Uint8Array): Buffer => der(0x30, oid(type), der(0x31, value));
  const attributes = [
    attribute('1.2.840.113549.1.9.3', oid('1.2.840.113549.1.9.16.1.4')),
    attribute('1.2.840.113549.1.9.4', der(4, sha256(info))),
    ...(spec.omitSigningCertificate
      ? []
      : [
          attribute(
            '1.2.840.113549.1.9.16.2.47',
            der(0x30, der(0x30, der(0x30, der(4, sha256(authority.certificate))))),
          ),
        ]),
  ].sort(Buffer.compare);
  const value = sign('sha256', der(0x31, ...attributes), authority.privateKey);
  if (spec.wrongSignature) value[value.length - 1]! ^= 1;
  const issuer = issuerOf(authority, spec.chain);
  const signer = der(
    0x30,
    der(2, Buffer.from([1])),
    der(0x30, issuer, authority.serial),
    SHA256,
    der(0xa0, ...attributes),
    der(0x30, oid('1.2.840.10045.4.3.2')),
    der(4, value),
  );
  const signedData = der(
    0x30,
    der(2, Buffer.from([3])),
    der(0x31, SHA256),
    der(0x30, oid('1.2.840.113549.1.9.16.1.4'), der(0xa0, der(4, info))),
    der(0xa0, authority.certificate, ...(spec.chain ?? []).map(({ certificate }) => certificate)),
    der(0x31, signer),
  );
  return new Uint8Array(der(0x30, oid('1.2.840.113549.1.7.2'), der(0xa0, signedData)));
}

/** The issuer's name: of the next in the chain, or its own. */
const issuerOf = (authority: TestCertificate, chain: readonly TestCertificate[] | undefined): Buffer =>
  chain?.[0]?.name ?? authority.name;
