import type { RevocationProvider, TimestampAuthority } from '@libpdf/core';
import { PURPOSE, certify, distributionPoint, informationAccess, noCheck } from './build-certificate.js';
import type { TestCertificate } from './build-certificate.js';
import { buildCrl, buildOcsp } from './build-revocation.js';
import type { Revoked } from './build-revocation.js';
import { buildTimeStamp } from './build-time-stamp.js';
import type { TestIdentity } from './test-ca.js';

/**
 * A public-key infrastructure of our own, for tests only: a root over an issuing authority (signer, OCSP responder) and
 * over a time-stamping authority. Its services answer in the process, at times the test sets.
 */
export type TestPki = {
  readonly root: TestCertificate;
  readonly issuing: TestCertificate;
  readonly signer: TestCertificate;
  readonly responder: TestCertificate;
  readonly stamper: TestCertificate;
  readonly identity: TestIdentity;
};

/** When the parts of the infrastructure live: the signer for a year, its authority for three, the time-stamps for ten. */
export const pkiDates = {
  signedAt: new Date('2024-03-01T12:00:00Z'),
  signerEnds: new Date('2025-01-01T00:00:00Z'),
  issuingEnds: new Date('2027-01-01T00:00:00Z'),
  stamperEnds: new Date('2034-01-01T00:00:00Z'),
} as const;

const years = (from: string, notAfter: Date): { notBefore: Date; notAfter: Date } => ({
  notBefore: new Date(from),
  notAfter,
});

export function createTestPki(): TestPki {
  const root = certify({ commonName: 'PKI Root', authority: true, ...years('2015-01-01', new Date('2045-01-01')) });
  const issuing = certify({
    commonName: 'PKI Issuing',
    issuer: root,
    authority: 0,
    ...years('2022-01-01', pkiDates.issuingEnds),
    extensions: [distributionPoint('http://crl.example/root.crl')],
  });
  const signer = certify({
    commonName: 'PKI Signer',
    issuer: issuing,
    ...years('2024-01-01', pkiDates.signerEnds),
    extensions: [
      distributionPoint('http://crl.example/issuing.crl'),
      informationAccess({ ocsp: 'http://ocsp.example/', issuer: 'http://aia.example/issuing.cer' }),
    ],
  });
  const responder = certify({
    commonName: 'PKI Responder',
    issuer: issuing,
    ...years('2024-01-01', pkiDates.signerEnds),
    purposes: { oids: [PURPOSE.ocspSigning], critical: false },
    extensions: [noCheck()],
  });
  const stamper = certify({
    commonName: 'PKI Time-stamping',
    issuer: root,
    ...years('2024-01-01', pkiDates.stamperEnds),
    keyUsage: [0],
    purposes: { oids: [PURPOSE.timeStamping], critical: true },
    extensions: [distributionPoint('http://crl.example/root.crl')],
  });
  const identity: TestIdentity = {
    certificate: signer.certificate,
    chain: [issuing.certificate, root.certificate],
    privateKey: signer.privateKey,
    keyType: 'EC',
  };
  return { root, issuing, signer, responder, stamper, identity };
}

/** Stamps at that instant, or over something else than it was asked for. */
export const stampingAt = (
  { stamper, root }: TestPki,
  at: Date,
  variant: { readonly authority?: TestCertificate; readonly wrong?: true } = {},
): TimestampAuthority => ({
  timestamp: (digest) => {
    const stamped = variant.wrong ? Uint8Array.from(digest, (byte) => byte ^ 1) : digest;
    return Promise.resolve(
      buildTimeStamp({ authority: variant.authority ?? stamper, chain: [root], at, digest: stamped }),
    );
  },
});

/** The root's list and the issuing authority's responder, as they answer at that instant. */
export function revocationAt(
  pki: TestPki,
  at: Date,
  revoked: { readonly signer?: Revoked; readonly issuing?: Revoked; readonly stamper?: Revoked } = {},
): RevocationProvider {
  const { root, issuing, signer, responder, stamper } = pki;
  const isSame = (der: Uint8Array, item: TestCertificate): boolean => Buffer.from(der).equals(item.certificate);
  return {
    getOCSP: (certificate) =>
      Promise.resolve(
        isSame(certificate, signer)
          ? buildOcsp({
              subject: signer,
              issuer: issuing,
              responder,
              thisUpdate: at,
              ...(revoked.signer ? { revoked: revoked.signer } : {}),
            })
          : null,
      ),
    getCRL: (certificate) =>
      Promise.resolve(
        isSame(certificate, issuing) || isSame(certificate, stamper)
          ? buildCrl({
              issuer: root,
              thisUpdate: at,
              revoked: [
                ...(revoked.issuing ? [{ ...revoked.issuing, subject: issuing }] : []),
                ...(revoked.stamper ? [{ ...revoked.stamper, subject: stamper }] : []),
              ],
            })
          : null,
      ),
  };
}
