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
  /** Widgets of signature fields that a rule has let in: these may be added to a page. */
  readonly newWidgets: Set<number>;
  /** Judged when all fields have been seen. */
  readonly addedToPages: { readonly item: PdfObject; readonly path: string }[];
  readonly report: (level: Change['level'], path: string, what: string) => void;
  /** Whatever differs behind this pair is reported as OTHER. */
  readonly strict: (before: PdfObject, after: PdfObject, path: string) => void;
  /** Whether anything differs behind this pair; reports nothing. */
  readonly differs: (before: PdfObject, after: PdfObject, path: string) => boolean;
  /** Why a permitted change is none: it was made by overwriting a signed object that was not part of it. */
  readonly overwrites: (before: PdfObject, after: PdfObject) => string | null;
  /** A change at `level`, unless `fault` says why it is none. */
  readonly permit: (
    level: Change['level'],
    before: PdfObject,
    after: PdfObject,
    path: string,
    fault: () => string | null,
  ) => void;
  /** The object's role in the signed revision is one whose rules have it. */
  readonly hasRole: (value: PdfObject) => boolean;
};
