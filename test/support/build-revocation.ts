import { createHash } from 'node:crypto';
import { extension, signatureAlgorithm, signedStructure, time } from './build-certificate.js';
import type { TestCertificate } from './build-certificate.js';
import { der, oid } from './build-cms.js';

export type Revoked = { readonly at: Date; readonly reason?: number };

export type OcspSpec = {
  readonly subject: TestCertificate;
  readonly issuer: TestCertificate;
  /** Absent: the issuer itself. */
  readonly responder?: TestCertificate;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date | null;
  readonly producedAt?: Date;
  readonly revoked?: Revoked;
  readonly unknown?: true;
  readonly byKey?: true;
  readonly noCertificates?: true;
  readonly archiveCutoff?: Date;
  readonly criticalExtension?: true;
  readonly wrongSignature?: true;
};

const HOUR = 3_600_000;
const sha1 = (bytes: Uint8Array): Buffer => createHash('sha1').update(bytes).digest();

/** An OCSPResponse (RFC 6960, 4.2.1) with one answer. */
export function buildOcsp(spec: OcspSpec): Uint8Array {
  const responder = spec.responder ?? spec.issuer;
  const next = spec.nextUpdate === undefined ? new Date(spec.thisUpdate.getTime() + HOUR) : spec.nextUpdate;
  const certificateId = der(
    0x30,
    der(0x30, oid('1.3.14.3.2.26'), der(5)),
    der(4, sha1(spec.issuer.name)),
    der(4, spec.issuer.keyHash),
    spec.subject.serial,
  );
  const status = spec.revoked
    ? der(
        0xa1,
        time(spec.revoked.at),
        ...(spec.revoked.reason === undefined ? [] : [der(0xa0, der(10, Buffer.from([spec.revoked.reason])))]),
      )
    : der(spec.unknown ? 0x82 : 0x80);
  const single = der(
    0x30,
    certificateId,
    status,
    time(spec.thisUpdate),
    ...(next ? [der(0xa0, time(next))] : []),
    ...(spec.archiveCutoff ? [der(0xa1, der(0x30, extension('1.3.6.1.5.5.7.48.1.6', time(spec.archiveCutoff))))] : []),
  );
  const data = der(
    0x30,
    spec.byKey ? der(0xa2, der(4, responder.keyHash)) : der(0xa1, responder.name),
    time(spec.producedAt ?? spec.thisUpdate),
    der(0x30, single),
    ...(spec.criticalExtension ? [der(0xa1, der(0x30, extension('1.3.6.1.4.1.99999.2', der(5), true)))] : []),
  );
  const key = responder.privateKey;
  const certificates = spec.noCertificates || !spec.responder ? [] : [der(0xa0, der(0x30, responder.certificate))];
  const basic = signedStructure(data, signatureAlgorithm(key, 'sha256'), key, 'sha256', ...certificates);
  if (spec.wrongSignature) basic[basic.indexOf(data) + data.length - 3]! ^= 1;
  return new Uint8Array(
    der(0x30, der(10, Buffer.from([0])), der(0xa0, der(0x30, oid('1.3.6.1.5.5.7.48.1.1'), der(4, basic)))),
  );
}

export type CrlSpec = {
  readonly issuer: TestCertificate;
  /** Signs in place of the issuer. */
  readonly signer?: TestCertificate;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date | null;
  readonly revoked?: readonly (Revoked & {
    readonly subject: TestCertificate;
    readonly listedUnder?: TestCertificate;
  })[];
  readonly delta?: true;
  readonly criticalExtension?: true;
  readonly expiredFrom?: Date;
  /** Parts of the IssuingDistributionPoint under their tags. */
  readonly place?: readonly Buffer[];
};

/** A CertificateList (RFC 5280, 5). */
export function buildCrl(spec: CrlSpec): Uint8Array {
  const { privateKey } = spec.signer ?? spec.issuer;
  const algorithm = signatureAlgorithm(privateKey, 'sha256');
  const next = spec.nextUpdate === undefined ? new Date(spec.thisUpdate.getTime() + 24 * HOUR) : spec.nextUpdate;
  const entries = (spec.revoked ?? []).map(({ subject, at, reason, listedUnder }) => {
    const extensions = [
      ...(reason === undefined ? [] : [extension('2.5.29.21', der(10, Buffer.from([reason])))]),
      ...(listedUnder ? [extension('2.5.29.29', der(0x30, der(0xa4, listedUnder.name)), true)] : []),
    ];
    return der(0x30, subject.serial, time(at), ...(extensions.length > 0 ? [der(0x30, ...extensions)] : []));
  });
  const extensions = [
    extension('2.5.29.20', der(2, Buffer.from([7]))),
    ...(spec.delta ? [extension('2.5.29.27', der(2, Buffer.from([6])), true)] : []),
    ...(spec.place ? [extension('2.5.29.28', der(0x30, ...spec.place), true)] : []),
    ...(spec.expiredFrom ? [extension('2.5.29.60', time(spec.expiredFrom))] : []),
    ...(spec.criticalExtension ? [extension('1.3.6.1.4.1.99999.3', der(5), true)] : []),
  ];
  const list = der(
    0x30,
    der(2, Buffer.from([1])),
    algorithm,
    spec.issuer.name,
    time(spec.thisUpdate),
    ...(next ? [time(next)] : []),
    ...(entries.length > 0 ? [der(0x30, ...entries)] : []),
    der(0xa0, der(0x30, ...extensions)),
  );
  return new Uint8Array(signedStructure(list, algorithm, privateKey, 'sha256'));
}
