import { PdfArray, PdfDictionary, PdfReference, integerOf, nameOf, textOf } from './pdf-object.js';
import type { PdfObject } from './pdf-object.js';
import type { PdfRevision } from './pdf-revision.js';

/** A node of the field tree (ISO 32000-2, 12.7.4): a field, or a widget of the field above it. */
export type FormField = {
  readonly reference: PdfReference | null;
  readonly dictionary: PdfDictionary;
  readonly fullName: string;
  /** FT, own or inherited. */
  readonly type: string | null;
  /** Ff, own or inherited. */
  readonly flags: number;
  readonly origin: 'form' | 'page';
};

/** Every field of the interactive form, depth first; a node met twice is listed once. */
export function formFields(revision: PdfRevision): FormField[] {
  const form = revision.dictionary(revision.catalog().get('AcroForm'));
  const fields: FormField[] = [];
  const seen = new Set<number>();
  const visit = (item: PdfObject, parent: FormField | null, depth: number): void => {
    revision.source.budget.checkDepth(depth);
    revision.source.budget.spend('work', 10);
    const reference = item instanceof PdfReference ? item : null;
    if (reference) {
      if (seen.has(reference.number)) return;
      seen.add(reference.number);
    }
    const dictionary = revision.dictionary(item);
    if (!dictionary) return;
    const field = describe(revision, reference, dictionary, parent, 'form');
    fields.push(field);
    for (const kid of items(revision, dictionary.get('Kids'))) visit(kid, field, depth + 1);
  };
  for (const item of items(revision, form?.get('Fields') ?? null)) visit(item, null, 0);
  return fields;
}

/** Widgets on the pages that no field of the form leads to (12.5.6.19). */
export function strayWidgets(
  revision: PdfRevision,
  pages: readonly PdfDictionary[],
  known: readonly FormField[],
): FormField[] {
  const inForm = new Set(known.flatMap((field) => (field.reference ? [field.reference.number] : [])));
  const dictionaries = new Set(known.map((field) => field.dictionary));
  const stray: FormField[] = [];
  for (const page of pages) {
    for (const item of items(revision, page.get('Annots'))) {
      revision.source.budget.spend('work', 10);
      const reference = item instanceof PdfReference ? item : null;
      if (reference && inForm.has(reference.number)) continue;
      const dictionary = revision.dictionary(item);
      if (!dictionary || dictionaries.has(dictionary)) continue;
      if (nameOf(revision.resolve(dictionary.get('Subtype'))) !== 'Widget') continue;
      if (reference) inForm.add(reference.number);
      const parent = revision.dictionary(dictionary.get('Parent'));
      const above = parent && describe(revision, null, parent, null, 'page');
      stray.push(describe(revision, reference, dictionary, above, 'page'));
    }
  }
  return stray;
}

export function items(revision: PdfRevision, value: PdfObject): readonly PdfObject[] {
  const resolved = revision.resolve(value);
  return resolved instanceof PdfArray ? resolved.items : [];
}

function describe(
  revision: PdfRevision,
  reference: PdfReference | null,
  dictionary: PdfDictionary,
  parent: FormField | null,
  origin: FormField['origin'],
): FormField {
  const own = textOf(revision.resolve(dictionary.get('T')));
  const above = parent?.fullName ?? '';
  return {
    reference,
    dictionary,
    fullName: own === null ? above : above === '' ? own : `${above}.${own}`,
    type: nameOf(revision.resolve(dictionary.get('FT'))) ?? parent?.type ?? null,
    flags: integerOf(revision.resolve(dictionary.get('Ff'))) ?? parent?.flags ?? 0,
    origin,
  };
}
