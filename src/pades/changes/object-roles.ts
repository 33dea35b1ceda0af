import type { FormField } from '../pdf/form-fields.js';
import { formFields } from '../pdf/form-fields.js';
import { readPages } from '../pdf/pages.js';
import { PdfDictionary, PdfReference } from '../pdf/pdf-object.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';

/** Objects whose role in the signed revision allows some of their entries to change. */
export type ObjectRole =
  | { readonly kind: 'catalog' }
  | { readonly kind: 'form' }
  | { readonly kind: 'page' }
  | { readonly kind: 'field'; readonly field: FormField };

/** Roles by object number. An object that claims two roles gets none: then nothing in it may change. */
export function objectRoles(signed: PdfRevision): Map<number, ObjectRole> {
  const roles = new Map<number, ObjectRole>();
  const claimed = new Set<number>();
  const give = (reference: PdfReference | null, role: ObjectRole): void => {
    if (!reference) return;
    if (claimed.has(reference.number)) roles.delete(reference.number);
    else roles.set(reference.number, role);
    claimed.add(reference.number);
  };
  const root = signed.trailer.get('Root');
  give(root instanceof PdfReference ? root : null, { kind: 'catalog' });
  const form = signed.catalog().get('AcroForm');
  give(form instanceof PdfReference ? form : null, { kind: 'form' });
  for (const page of readPages(signed) ?? []) give(page.reference, { kind: 'page' });
  for (const field of formFields(signed)) give(field.reference, { kind: 'field', field });
  return roles;
}

export const emptyDictionary = new PdfDictionary(new Map());
