/** A trusted time-stamp and the span its true time lies in. */
export type StampedInstant = {
  readonly kind: 'content' | 'signature' | 'document';
  readonly time: Date;
  readonly accuracyMs: number;
};

const rank = { content: 0, signature: 1, document: 2 } as const;

/**
 * EN 319 102-1, 5.5.4 (5) and 5.6.3 (7): what was made later cannot be stamped earlier. A content time-stamp comes before
 * the signature's, and that before a document time-stamp that covers it. null when the order holds, else the contradiction.
 */
export function orderProblem(stamps: readonly StampedInstant[]): string | null {
  for (const earlier of stamps)
    for (const later of stamps) {
      if (rank[earlier.kind] >= rank[later.kind]) continue;
      if (earlier.time.getTime() - earlier.accuracyMs > later.time.getTime() + later.accuracyMs)
        return `${earlier.kind} time-stamp ${earlier.time.toISOString()} after ${later.kind} time-stamp ${later.time.toISOString()}`;
    }
  return null;
}
