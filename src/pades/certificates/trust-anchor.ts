import type { Certificate } from './certificate.js';

/** What a trusted list says of the service an anchor stands for (ETSI TS 119 612, 5.5). */
export type TrustedServiceDescription = {
  /** Country or territory of the list, for example `NO`. */
  readonly territory: string;
  readonly provider: string;
  readonly name: string;
  /** Last part of the service type's URI, for example `CA/QC`. */
  readonly type: string;
  /** Last part of the status' URI, at the instant judged. */
  readonly status: string;
  /** Since when the service has had that status. */
  readonly statusSince: string;
  /** Last parts of the URIs of the additional information: `ForeSignatures`, `ForeSeals` … */
  readonly additional: readonly string[];
  /** Last parts of the qualifiers' URIs: `QCWithSSCD`, `QCForLegalPerson` … */
  readonly qualifiers: readonly string[];
};

/** Half-open: trusted from `from` until just before `until`; null: without end on that side. */
export type TrustPeriod = { readonly from: Date | null; readonly until: Date | null };

/** A certificate that is trusted because the caller says so: a root, an issuing authority, or a signing certificate. */
export type TrustAnchor = {
  readonly certificate: Certificate;
  /** EN 319 102-1, 5.2.6.4: outside these the anchor ends no chain ("sunset date"). */
  readonly periods: readonly TrustPeriod[];
  readonly purposes: readonly ('document-signature' | 'timestamp')[];
  readonly describe: (at: Date) => TrustedServiceDescription | null;
};

/** An anchor for everything and for ever. */
export const plainAnchor = (certificate: Certificate): TrustAnchor => ({
  certificate,
  periods: [{ from: null, until: null }],
  purposes: ['document-signature', 'timestamp'],
  describe: () => null,
});

export const isTrustedAt = ({ periods }: TrustAnchor, at: Date): boolean =>
  periods.some(({ from, until }) => (from === null || from <= at) && (until === null || at < until));

/** The last instant not after `at` at which the anchor was trusted, or null. */
export function lastTrustedAt({ periods }: TrustAnchor, at: Date): Date | null {
  const instants = periods.flatMap(({ from, until }) => {
    if (from !== null && from > at) return [];
    return [until === null || until > at ? at.getTime() : until.getTime() - 1];
  });
  return instants.length > 0 ? new Date(Math.max(...instants)) : null;
}
