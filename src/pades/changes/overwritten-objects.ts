import { PdfArray, PdfDictionary, PdfReference, PdfStream } from '../pdf/pdf-object.js';
import type { PdfObject } from '../pdf/pdf-object.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';
import { firstDifference } from './compare-values.js';

/**
 * The number of an object that stood for something else in the signed revision and was overwritten to be part of a
 * permitted change, or null. What a change needs anew must be new: else a permitted change carries a forbidden one.
 */
export function overwrittenObject(
  signed: PdfRevision,
  before: PdfObject,
  final: PdfRevision,
  after: PdfObject,
  isBoundary: (reference: PdfReference) => boolean,
): number | null {
  const own = reachable(signed, before, isBoundary);
  for (const number of reachable(final, after, isBoundary).values()) {
    if (own.has(number.number) || signed.get(number) === null) continue;
    const pair = { before: number, after: number, path: '' };
    if (firstDifference(signed, final, pair, new Set(), (a) => a !== number && isBoundary(a)) !== null)
      return number.number;
  }
  return null;
}

/** Every object that `from` leads to, by number, without what lies behind a boundary. */
export function reachable(
  revision: PdfRevision,
  from: PdfObject,
  isBoundary: (reference: PdfReference) => boolean,
): Map<number, PdfReference> {
  const found = new Map<number, PdfReference>();
  const pending: PdfObject[] = [from];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    revision.source.budget.spend('work', 4);
    if (value instanceof PdfReference) {
      if (found.has(value.number) || isBoundary(value)) continue;
      found.set(value.number, value);
      pending.push(revision.get(value)?.value ?? null);
    } else if (value instanceof PdfArray) for (const item of value.items) pending.push(item);
    else if (value instanceof PdfDictionary) for (const item of value.entries.values()) pending.push(item);
    else if (value instanceof PdfStream) for (const item of value.dictionary.entries.values()) pending.push(item);
  }
  return found;
}
