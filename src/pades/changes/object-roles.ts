import { formFields, items } from '../pdf/form-fields.js';
import type { FormField } from '../pdf/form-fields.js';
import { readPages } from '../pdf/pages.js';
import { PdfDictionary, PdfReference, nameOf } from '../pdf/pdf-object.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';

/** Objects whose role in the signed revision allows some of their entries to change. */
export type ObjectRole =
  | { readonly kind: 'catalog' }
  | { readonly kind: 'form' }
  | { readonly kind: 'page' }
  | { readonly kind: 'annotation' }
  | { readonly kind: 'structure-root' }
  | { readonly kind: 'structure-element' }
  | { readonly kind: 'field'; readonly field: FormField };

/** Roles by object number. An object that claims two roles gets none: then nothing in it may change. */
export function objectRoles(signed: PdfRevision, touched: ReadonlySet<number>): Map<number, ObjectRole> {
  const roles = new Map<number, ObjectRole>();
  const claimed = new Set<number>();
  const give = (value: unknown, role: ObjectRole): void => {
    if (!(value instanceof PdfReference)) return;
    if (claimed.has(value.number)) roles.delete(value.number);
    else roles.set(value.number, role);
    claimed.add(value.number);
  };
  const catalog = signed.catalog();
  give(signed.trailer.get('Root'), { kind: 'catalog' });
  give(catalog.get('AcroForm'), { kind: 'form' });
  give(catalog.get('StructTreeRoot'), { kind: 'structure-root' });
  for (const field of formFields(signed)) give(field.reference, { kind: 'field', field });
  for (const page of readPages(signed) ?? []) {
    give(page.reference, { kind: 'page' });
    for (const item of items(signed, page.dictionary.get('Annots'))) {
      const subtype = nameOf(signed.resolve(signed.dictionary(item)?.get('Subtype') ?? null));
      if (subtype !== null && subtype !== 'Widget') give(item, { kind: 'annotation' });
    }
  }
  const root = catalog.get('StructTreeRoot');
  // Only what was written anew can have changed, and a structure tree can be very large.
  if (root instanceof PdfReference)
    for (const number of touched) {
      const reference = new PdfReference(number, 0);
      if (!claimed.has(number) && isInTree(signed, reference, root)) give(reference, { kind: 'structure-element' });
    }
  return roles;
}

/** ISO 32000-2, table 355: a structure element leads to its parent, and at last to the root. */
function isInTree(signed: PdfRevision, start: PdfReference, root: PdfReference): boolean {
  let current: unknown = start;
  for (let depth = 0; depth < 100 && current instanceof PdfReference; depth++) {
    if (current.number === root.number) return depth > 0;
    const element: PdfDictionary | null = signed.dictionary(current);
    if (!element || nameOf(signed.resolve(element.get('S'))) === null) return false;
    current = element.get('P');
  }
  return false;
}

export const emptyDictionary = new PdfDictionary(new Map());
