export interface Level {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  readonly dpi: number;
}

export interface PrintedPage {
  readonly levels: readonly Level[];
}

export interface Degradation {
  readonly seed?: number;
  readonly dpi?: number;
  readonly turn?: number;
  readonly skew?: number;
  readonly perspective?: number;
  readonly margin?: number;
  readonly fold?: { readonly at: number; readonly shade: number; readonly bend?: number };
  readonly blur?: number;
  readonly noise?: number;
  readonly threshold?: number;
  readonly shadow?: number;
  readonly desk?: number;
  readonly specks?: number;
}

export interface DegradedPage extends Level {
  readonly corners: readonly { readonly x: number; readonly y: number }[];
}

export function printedPage(
  picture: { readonly width: number; readonly height: number; readonly data: Uint8Array },
  dpi: number,
): PrintedPage;
export function degradePage(page: PrintedPage, options: Degradation): DegradedPage;
export function seeded(seed: number): () => number;
