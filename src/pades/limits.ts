/** What one verification may consume. Work is counted, never timed, so the same file gives the same answer everywhere. */
export type Limits = {
  /** Size of the file in bytes. */
  readonly bytes: number;
  /** Indirect objects parsed, over all revisions. */
  readonly objects: number;
  /** Depth of arrays and dictionaries in one another, and of ASN.1 elements. */
  readonly nesting: number;
  /** Bytes that come out of stream filters, over all streams. */
  readonly inflatedBytes: number;
  /** Abstract steps: about one per byte tokenised, object compared or ASN.1 element read. */
  readonly work: number;
  /** Cross-reference sections in the /Prev chain. */
  readonly sections: number;
  /** Signature fields looked at. */
  readonly signatures: number;
  /** Certificate signatures verified while building paths. */
  readonly certificateChecks: number;
};

export const defaultLimits: Limits = {
  bytes: 64 * 1024 * 1024,
  objects: 200_000,
  nesting: 100,
  inflatedBytes: 128 * 1024 * 1024,
  work: 200_000_000,
  sections: 1_000,
  signatures: 200,
  certificateChecks: 400,
};

export class LimitExceeded extends Error {
  readonly code = 'LIMIT_EXCEEDED';

  constructor(
    readonly limit: keyof Limits,
    readonly allowed: number,
  ) {
    super(
      `The file needs more ${limit} than the ${allowed} this verification allows; raise limits.${limit} or review by hand.`,
    );
    this.name = 'LimitExceeded';
  }
}

/** Counts what one verification has used, and stops it at the first limit passed. */
export class Budget {
  private readonly used: Record<Exclude<keyof Limits, 'work'>, number> = {
    bytes: 0,
    objects: 0,
    nesting: 0,
    inflatedBytes: 0,
    sections: 0,
    signatures: 0,
    certificateChecks: 0,
  };

  /** Apart from the others: it is spent for every token, where a look-up by name would be a third of all that is done. */
  private work = 0;

  constructor(readonly limits: Limits) {}

  spend(limit: keyof Limits, amount = 1): void {
    if (limit === 'work') {
      this.work += amount;
      if (this.work > this.limits.work) throw new LimitExceeded(limit, this.limits.work);
      return;
    }
    const total = (this.used[limit] += amount);
    if (total > this.limits[limit]) throw new LimitExceeded(limit, this.limits[limit]);
  }

  left(limit: keyof Limits): number {
    return Math.max(0, this.limits[limit] - (limit === 'work' ? this.work : this.used[limit]));
  }

  checkDepth(depth: number): void {
    if (depth > this.limits.nesting) throw new LimitExceeded('nesting', this.limits.nesting);
  }
}
