export type ScanErrorCode = 'SCAN_UNREADABLE' | 'SCAN_ENCRYPTED' | 'SCAN_TOO_LARGE' | 'SCAN_NO_FORM';

/** A file or a request that cannot be worked on at all; what is wrong with a readable scan stands in its report. */
export class ScanError extends Error {
  constructor(
    readonly code: ScanErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ScanError';
  }
}
