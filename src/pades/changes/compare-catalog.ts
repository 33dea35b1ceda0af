import { PdfArray, PdfDictionary, PdfName, PdfReference, PdfString, integerOf } from '../pdf/pdf-object.js';
import type { PdfObject } from '../pdf/pdf-object.js';
import { compareForm } from './compare-form.js';
import { keysOf } from './compare-values.js';
import type { Comparison } from './comparison.js';
import { judgeMetadata, judgeSecurityStore } from './document-store.js';
import { emptyDictionary } from './object-roles.js';

/** Entries of the catalogue that a later revision may change although nobody signs or fills anything (12.8.4.3). */
export function compareCatalog(
  comparison: Comparison,
  before: PdfDictionary,
  after: PdfDictionary,
  path: string,
): void {
  const { signed, final } = comparison;
  for (const key of keysOf(before, after)) {
    const [a, b] = [before.get(key), after.get(key)];
    const at = `${path}/${key}`;
    const value = final.resolve(b);
    const permit = (fault: () => string | null): void => comparison.permit('LTA_UPDATES', a, b, at, fault);
    if (key === 'AcroForm') {
      if (comparison.hasRole(a) && b instanceof PdfReference) comparison.strict(a, b, at);
      else compareForm(comparison, signed.dictionary(a) ?? emptyDictionary, final.dictionary(b) ?? emptyDictionary, at);
    } else if (key === 'DSS') permit(() => judgeSecurityStore(signed, a, final, b));
    else if (key === 'Metadata') permit(() => judgeMetadata(final, b));
    else if (key === 'Extensions') permit(() => judgeExtensions(comparison, value));
    else if (key === 'Version') permit(() => (value instanceof PdfName ? null : 'is no version'));
    // 14.7.1: says that there is a structure tree, and nothing of what it holds.
    else if (key === 'MarkInfo') permit(() => judgeMarkInfo(comparison, value));
    else comparison.strict(a, b, at);
  }
}

function judgeMarkInfo(comparison: Comparison, value: PdfObject): string | null {
  if (!(value instanceof PdfDictionary)) return 'was taken away';
  const flags = [...value.entries.values()].every((entry) => typeof comparison.final.resolve(entry) === 'boolean');
  return flags ? null : 'holds more than flags';
}

/** 7.12: by prefix a developer extension, or a list of them: names, numbers and texts only. */
function judgeExtensions(comparison: Comparison, value: PdfObject): string | null {
  const { final } = comparison;
  if (!(value instanceof PdfDictionary)) return 'was taken away';
  for (const [prefix, item] of value.entries) {
    if (prefix === 'Type') continue;
    const resolved = final.resolve(item);
    for (const entry of resolved instanceof PdfArray ? resolved.items : [resolved]) {
      const extension = final.dictionary(entry);
      if (!extension) return 'an extension is no dictionary';
      for (const part of extension.entries.values()) {
        const plain = final.resolve(part);
        const simple = plain instanceof PdfName || plain instanceof PdfString || integerOf(plain) !== null;
        if (!simple) return 'an extension holds more than its version';
      }
    }
  }
  return null;
}
