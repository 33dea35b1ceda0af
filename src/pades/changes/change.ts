import type { ChangeLevel } from '../report.js';

/** One difference between a signed revision and the end of the file. */
export type Change = {
  readonly level: Exclude<ChangeLevel, 'NONE'>;
  /** From the trailer to the place, as `/Root/AcroForm/Fields[2]/V`. */
  readonly path: string;
  readonly what: string;
};

const order: readonly ChangeLevel[] = ['NONE', 'LTA_UPDATES', 'FORM_FILLING', 'ANNOTATIONS', 'OTHER'];

export const worseLevel = (a: ChangeLevel, b: ChangeLevel): ChangeLevel =>
  order.indexOf(a) >= order.indexOf(b) ? a : b;

/** What a certification permits afterwards (ISO 32000-2, table 257); long-term validation data always (12.8.4.3). */
export function permittedBy(docMdp: 1 | 2 | 3 | null): ChangeLevel {
  if (docMdp === 1) return 'LTA_UPDATES';
  return docMdp === 3 ? 'ANNOTATIONS' : 'FORM_FILLING';
}

export const isPermitted = (level: ChangeLevel, docMdp: 1 | 2 | 3 | null): boolean =>
  order.indexOf(level) <= order.indexOf(permittedBy(docMdp));
