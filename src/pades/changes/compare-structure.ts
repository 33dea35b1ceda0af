import { items } from '../pdf/form-fields.js';
import { PdfArray, PdfDictionary, PdfReference, integerOf, nameOf } from '../pdf/pdf-object.js';
import type { PdfObject } from '../pdf/pdf-object.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';
import { alignLists } from './align-lists.js';
import { keysOf } from './compare-values.js';
import type { Comparison } from './comparison.js';

/** What an element for a new field or annotation consists of (ISO 32000-2, table 355): no text in place of content. */
const newElementKeys = new Set('Type S P K Pg T Lang Alt A C NS ID R'.split(' '));

/** The structure tree may gain elements for what a later change adds to the pages, and nothing else (14.7). */
export function compareStructureRoot(
  comparison: Comparison,
  before: PdfDictionary,
  after: PdfDictionary,
  path: string,
): void {
  for (const key of keysOf(before, after)) {
    const [a, b] = [before.get(key), after.get(key)];
    const at = `${path}/${key}`;
    if (key === 'K') compareKids(comparison, a, b, at);
    else if (key === 'ParentTree') compareParentTree(comparison, a, b, at);
    else if (key === 'ParentTreeNextKey')
      comparison.permit('LTA_UPDATES', a, b, at, () => {
        const [old, next] = [integerOf(comparison.signed.resolve(a)), integerOf(comparison.final.resolve(b))];
        return next !== null && next >= (old ?? 0) ? null : 'does not count on';
      });
    else comparison.strict(a, b, at);
  }
}

export function compareStructureElement(
  comparison: Comparison,
  before: PdfDictionary,
  after: PdfDictionary,
  path: string,
): void {
  for (const key of keysOf(before, after)) {
    const at = `${path}/${key}`;
    if (key === 'K') compareKids(comparison, before.get(key), after.get(key), at);
    else comparison.strict(before.get(key), after.get(key), at);
  }
}

/** /K is one kid or a list of kids. */
function kidsOf(revision: PdfRevision, value: PdfObject): readonly PdfObject[] {
  const resolved = revision.resolve(value);
  return resolved === null ? [] : resolved instanceof PdfArray ? resolved.items : [value];
}

function compareKids(comparison: Comparison, before: PdfObject, after: PdfObject, path: string): void {
  const lists = alignLists(kidsOf(comparison.signed, before), kidsOf(comparison.final, after));
  for (const { before: a, after: b, index } of lists.kept) comparison.strict(a, b, `${path}[${index}]`);
  for (const { index } of [...lists.missing, ...lists.moved])
    comparison.report('OTHER', `${path}[${index}]`, 'the structure of the signed content was changed');
  for (const { item, index } of lists.added) {
    const fault = faultOfElement(comparison, item, 0) ?? comparison.overwrites(null, item);
    comparison.report(
      fault ? 'OTHER' : 'LTA_UPDATES',
      `${path}[${index}]`,
      fault ?? 'an element was added to the structure tree',
    );
  }
}

/** Why a new kid is more than a place in the structure for a new annotation or field; null when it is no more. */
function faultOfElement(comparison: Comparison, item: PdfObject, depth: number): string | null {
  const { signed, final } = comparison;
  const element = final.dictionary(item);
  if (!element || depth > 8) return 'an element of the structure tree was added that cannot be read';
  const type = nameOf(final.resolve(element.get('Type')));
  if (type === 'OBJR') return null;
  if (item instanceof PdfReference && signed.get(item) !== null)
    return 'an element of the structure tree stands in the place of a signed object';
  if (nameOf(final.resolve(element.get('S'))) === null) return 'content was given a place in the structure tree';
  const other = [...element.entries.keys()].find((key) => !newElementKeys.has(key));
  if (other !== undefined) return `an element of the structure tree with /${other} was added`;
  for (const kid of kidsOf(final, element.get('K'))) {
    const fault = faultOfElement(comparison, kid, depth + 1);
    if (fault) return fault;
  }
  return null;
}

/** 14.7.5.4: what a number led to it still leads to; new numbers lead to one element each, as for annotations. */
function compareParentTree(comparison: Comparison, before: PdfObject, after: PdfObject, path: string): void {
  if (!comparison.differs(before, after, path)) return;
  const [old, current] = [numberTree(comparison.signed, before), numberTree(comparison.final, after)];
  for (const [key, value] of old) comparison.strict(value, current.get(key) ?? null, `${path}[${key}]`);
  for (const [key, value] of current) {
    if (old.has(key)) continue;
    const element = comparison.final.dictionary(value);
    comparison.report(
      element ? 'LTA_UPDATES' : 'OTHER',
      `${path}[${key}]`,
      element ? 'a number was given to a new element' : 'content was given a place in the structure tree',
    );
  }
}

function numberTree(revision: PdfRevision, value: PdfObject): Map<number, PdfObject> {
  const found = new Map<number, PdfObject>();
  const visit = (item: PdfObject, depth: number): void => {
    revision.source.budget.checkDepth(depth);
    const node = revision.dictionary(item);
    const numbers = items(revision, node?.get('Nums') ?? null);
    revision.source.budget.spend('work', 10 + numbers.length);
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      const key = integerOf(revision.resolve(numbers[i]!));
      if (key !== null && !found.has(key)) found.set(key, numbers[i + 1]!);
    }
    for (const kid of items(revision, node?.get('Kids') ?? null)) visit(kid, depth + 1);
  };
  visit(value, 0);
  return found;
}
