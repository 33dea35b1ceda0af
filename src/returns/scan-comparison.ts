/** When scans are held against the issued forms; see ScanComparison. */
export const SCAN_COMPARISON = Symbol('SCAN_COMPARISON');

/**
 * AT_ONCE: before the return waits for a person, so that its reasons say what was found. WHEN_ASKED: at first only codes
 * are read, and the comparison (a second of processor time a page) is made when somebody opens the scan.
 */
export type ScanComparison = 'AT_ONCE' | 'WHEN_ASKED';
