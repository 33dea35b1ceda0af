import type { Certificate } from '../certificates/certificate.js';
import type { CertificateLine, CertificateLinks, CertificatePurpose } from '../certificates/certificate-path.js';
import type { PathProblem } from '../certificates/judge-path.js';
import type { TrustAnchor } from '../certificates/trust-anchor.js';
import type { Failure } from '../cms/verify-signed-data.js';
import type { AlgorithmPolicy } from '../policy/algorithm-policy.js';
import type { RevocationData } from '../revocation/revocation-data.js';
import type { RevocationStatus } from '../revocation/revocation-evidence.js';
import type { ProofsOfExistence } from '../timestamps/proofs-of-existence.js';

/** What one verification rests its trust on. */
export type TrustContext = {
  readonly anchors: readonly TrustAnchor[];
  readonly links: CertificateLinks;
  readonly policy: AlgorithmPolicy;
  readonly proofs: ProofsOfExistence;
};

/** The maker of a signature or a time-stamp, with everything that may help to prove who that is. */
export type SignerToValidate = {
  readonly certificate: Certificate;
  readonly pool: readonly Certificate[];
  readonly revocation: RevocationData;
  readonly purpose: Exclude<CertificatePurpose, 'revocation'>;
  /** Names the signature value, or the time-stamp token, in the proofs of existence. */
  readonly object: string;
  /** Of a time-stamp: the time it states. */
  readonly stampedAt: Date | null;
  /** Of a signature: a trusted time before which it was not yet made (content time-stamp). */
  readonly notBefore: Date | null;
  /** Time-stamps were there to prove earlier existence, whether they held or not. */
  readonly timeStamped: boolean;
  /** null when the signature's own algorithms are good enough at that instant, else the reason. */
  readonly weakness: (at: Date) => string | null;
};

/** One certificate below the anchor and what is known of its revocation. */
export type CertificateRevocation = {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly exempt: boolean;
  readonly status: RevocationStatus;
  /** SHA-256 of the data in the file that speaks of the certificate. */
  readonly inFile: readonly string[];
};

export type SignerValidation = {
  /** null: passed. */
  readonly failure: Failure | null;
  /** null: no chain leads to an anchor. */
  readonly line: CertificateLine | null;
  readonly problems: readonly PathProblem[];
  readonly revocations: readonly CertificateRevocation[];
  /** The instant the signer's certificate was judged at. */
  readonly at: Date;
  /** EN 319 102-1: at the time of validation (5.3), at the best signature time (5.5), or in the past (5.6). */
  readonly process: 'validation-time' | 'best-signature-time' | 'past';
};
