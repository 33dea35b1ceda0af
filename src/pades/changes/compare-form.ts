import { items } from '../pdf/form-fields.js';
import { PdfArray, PdfDictionary, integerOf, nameOf } from '../pdf/pdf-object.js';
import type { PdfObject } from '../pdf/pdf-object.js';
import { alignLists } from './align-lists.js';
import { keysOf } from './compare-values.js';
import type { Comparison } from './comparison.js';
import { judgeNewField } from './new-signature-field.js';

/** The entries of the interactive form (ISO 32000-2, table 224). */
export function compareForm(comparison: Comparison, before: PdfDictionary, after: PdfDictionary, path: string): void {
  for (const key of keysOf(before, after)) {
    const [a, b] = [before.get(key), after.get(key)];
    const at = `${path}/${key}`;
    if (key === 'Fields') compareFieldList(comparison, a, b, at, '');
    else if (key === 'SigFlags') compareSignatureFlags(comparison, a, b, at);
    else if (key === 'DR') compareResources(comparison, a, b, at, 0);
    else if (key === 'DA' && a === null) comparison.report('LTA_UPDATES', at, 'default appearance added');
    else if (key === 'NeedAppearances' && comparison.final.resolve(b) !== true) continue;
    else comparison.strict(a, b, at);
  }
}

function compareSignatureFlags(comparison: Comparison, before: PdfObject, after: PdfObject, path: string): void {
  const a = integerOf(comparison.signed.resolve(before)) ?? 0;
  const b = integerOf(comparison.final.resolve(after)) ?? 0;
  if (a === b) return;
  // 12.7.3, table 225: the flags only ever say more about signatures.
  comparison.report((a & b) === a && b <= 3 ? 'LTA_UPDATES' : 'OTHER', path, `signature flags ${a} to ${b}`);
}

/** Resources may be added, by category and name; those that were there stay as they were. */
function compareResources(
  comparison: Comparison,
  before: PdfObject,
  after: PdfObject,
  path: string,
  depth: number,
): void {
  const [a, b] = [comparison.signed.dictionary(before), comparison.final.dictionary(after)];
  if (a === null && before === null && b) return comparison.report('LTA_UPDATES', path, 'resources added');
  if (!a || !b || depth === 2) return comparison.strict(before, after, path);
  for (const key of keysOf(a, b)) compareResources(comparison, a.get(key), b.get(key), `${path}/${key}`, depth + 1);
}

/** Fields stay; new signature fields may stand anywhere among them. A widget may go with its annotation. */
export function compareFieldList(
  comparison: Comparison,
  before: PdfObject,
  after: PdfObject,
  path: string,
  parentName: string,
): void {
  const { signed, final } = comparison;
  const resolved = final.resolve(after);
  if (resolved !== null && !(resolved instanceof PdfArray)) return comparison.report('OTHER', path, 'is no list');
  const lists = alignLists(items(signed, before), items(final, after));
  for (const { before: a, after: b, index } of [...lists.kept, ...lists.moved])
    comparison.strict(a, b, `${path}[${index}]`);
  for (const { item, index } of lists.missing) {
    const widget = parentName !== '' && isMereWidget(signed.dictionary(item));
    comparison.report(
      widget ? 'ANNOTATIONS' : 'OTHER',
      `${path}[${index}]`,
      widget ? 'a place of a form field was taken away' : 'a form field was taken away',
    );
  }
  for (const { item, index } of lists.added) judgeNewField(comparison, item, `${path}[${index}]`, parentName);

  function isMereWidget(dictionary: PdfDictionary | null): boolean {
    if (!dictionary || dictionary.has('T') || dictionary.has('FT')) return false;
    const type = nameOf(signed.resolve(signed.dictionary(dictionary.get('Parent'))?.get('FT') ?? null));
    return nameOf(signed.resolve(dictionary.get('Subtype'))) === 'Widget' && type !== 'Sig';
  }
}
