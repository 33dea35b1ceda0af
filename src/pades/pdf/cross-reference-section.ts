import type { PdfDictionary } from './pdf-object.js';

export type CrossReferenceEntry =
  | { readonly kind: 'free' }
  | { readonly kind: 'offset'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'compressed'; readonly stream: number; readonly index: number };

export type CrossReferenceSection = {
  readonly offset: number;
  readonly end: number;
  /** 'rebuilt': from the objects themselves, because the file's own cross-references cannot be read. */
  readonly kind: 'table' | 'stream' | 'rebuilt';
  readonly entries: ReadonlyMap<number, CrossReferenceEntry>;
  readonly trailer: PdfDictionary;
  readonly previous: number | null;
  /** Offset of the extra cross-reference stream of a hybrid file (7.5.8.4). */
  readonly hybrid: number | null;
};
