/** How far a returned file is bound to the form that was issued; C, a scan, is for the library of scans to say. */
export type BindingTier = 'A' | 'B' | 'C' | 'D';

export type BindingCheck =
  | 'ISSUED_BYTES'
  | 'LATER_REVISIONS'
  | 'READABLE'
  | 'LIMITS'
  | 'REFERENCE'
  | 'PAGES'
  | 'PAGE_ORDER'
  | 'ADDED_PAGES'
  | 'PLACEMENT'
  | 'TEXT'
  | 'PICTURE'
  | 'PASTED_PICTURES'
  | 'ANNOTATIONS'
  | 'ADDED_PRINT'
  | 'HIDDEN_LAYERS';

export type BindingResult = 'PASSED' | 'FAILED' | 'INDETERMINATE' | 'INFO';

/** On the issued page, in points from its upper left corner. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface BindingFinding {
  readonly check: BindingCheck;
  readonly result: BindingResult;
  /** Of the returned file, counted from 1; absent for findings about the whole file. */
  readonly page?: number;
  readonly box?: Place;
  /** Facts only; a national identity number is never in clear. */
  readonly evidence: string;
  /** What an operator reads. */
  readonly sentence: string;
}

export interface Binding {
  readonly tier: BindingTier;
  readonly findings: readonly BindingFinding[];
}
