import type { PdfObject } from '../pdf/pdf-object.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';
import type { FieldLock } from '../signatures/signature-dictionary.js';
import type { Change } from './change.js';

export type ComparisonRules = { readonly locks: readonly FieldLock[]; readonly certified: boolean };

/** What the rules for single objects may ask of, and tell, the comparison they are part of. */
export type Comparison = {
  readonly signed: PdfRevision;
  readonly final: PdfRevision;
  readonly rules: ComparisonRules;
  /** Full names of all fields, signed and added. */
  readonly fieldNames: Set<string>;
  /** Widgets of signature fields that a rule has let in: only these may be added to a page. */
  readonly newWidgets: Set<number>;
  readonly report: (level: Change['level'], path: string, what: string) => void;
  /** Whatever differs behind this pair is reported as OTHER. */
  readonly strict: (before: PdfObject, after: PdfObject, path: string) => void;
  /** Whether anything differs behind this pair; reports nothing. */
  readonly differs: (before: PdfObject, after: PdfObject, path: string) => boolean;
  /** Why a permitted change is none: it was made by overwriting a signed object that was not part of it. */
  readonly overwrites: (before: PdfObject, after: PdfObject) => string | null;
  /** Fields and kids keep their order; new signature fields may stand behind them. */
  readonly compareFieldList: (before: PdfObject, after: PdfObject, path: string, parentName: string) => void;
};
