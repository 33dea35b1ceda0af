/** A national trusted list (ETSI TS 119 612, version 5), as far as trust in signatures needs it. Plain data. */
export type TrustedList = {
  /** For example `NO`. */
  readonly territory: string;
  readonly operator: string;
  readonly sequenceNumber: number;
  readonly issuedAt: Date;
  /** The latest instant a newer list is due at (5.3.15); null: the list is closed. */
  readonly nextUpdate: Date | null;
  readonly services: readonly TrustedService[];
};

/** 5.5: one service of one provider. */
export type TrustedService = {
  readonly provider: string;
  readonly name: string;
  /** Last parts of the URI, for example `CA/QC`, `TSA/QTST`. */
  readonly type: string;
  /** DER of the service's digital identity. */
  readonly certificates: readonly Uint8Array[];
  /** Newest first: each status holds from its time until the next newer one's. */
  readonly history: readonly ServiceStatus[];
  /** 5.5.9.4: last parts of the URIs, for example `ForeSignatures`. */
  readonly additional: readonly string[];
  /** 5.5.9.2: last parts of the qualifiers' URIs, for example `QCWithSSCD`. */
  readonly qualifiers: readonly string[];
};

/** Last part of the status' URI, for example `granted`, `withdrawn`, `undersupervision`. */
export type ServiceStatus = { readonly status: string; readonly from: Date };
