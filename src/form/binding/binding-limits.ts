/** What is looked at of one file; a file past a limit is not bound, and says so. */
export const BINDING_LIMITS = {
  bytes: 64 * 1024 * 1024,
  returnedPages: 200,
  glyphsPerPage: 40_000,
  objectsPerPage: 200_000,
  annotationsPerPage: 2_000,
  /** A4 at 300 dpi has 8.7 million. */
  pixelsPerPage: 24_000_000,
} as const;

/** Ends a comparison that cannot be carried through; becomes a finding, and the file is not bound. */
export class NotComparable extends Error {
  constructor(
    readonly check: 'LIMITS' | 'READABLE',
    readonly evidence: string,
  ) {
    super(evidence);
  }
}
