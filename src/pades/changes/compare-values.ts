import { PdfArray, PdfDictionary, PdfName, PdfReference, PdfStream, PdfString } from '../pdf/pdf-object.js';
import type { PdfObject } from '../pdf/pdf-object.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';

type Pair = { readonly before: PdfObject; readonly after: PdfObject; readonly path: string };

/** Asked at every pair of references: true when somebody else compares what lies behind them. */
export type Boundary = (before: PdfReference, after: PdfReference, path: string) => boolean | 'different';

/**
 * The path of the first place where two values differ, everything they lead to included, or null when they are the same.
 * Object numbers do not matter, values do. Pairs in `known` are taken as the same; what was found the same is added.
 */
export function firstDifference(
  signed: PdfRevision,
  final: PdfRevision,
  start: Pair,
  known: Set<string>,
  boundary: Boundary,
): string | null {
  const pending: Pair[] = [start];
  const assumed = new Set<string>();
  const { budget } = signed.source;
  for (let pair = pending.pop(); pair; pair = pending.pop()) {
    budget.spend('work', 4);
    const { path } = pair;
    let { before, after } = pair;
    if (before instanceof PdfReference && after instanceof PdfReference) {
      const verdict = boundary(before, after, path);
      if (verdict === 'different') return path;
      if (verdict) continue;
    }
    if (before instanceof PdfReference || after instanceof PdfReference) {
      const key = `${label(before)}=${label(after)}`;
      if (before instanceof PdfReference && after instanceof PdfReference) {
        if (known.has(key) || assumed.has(key)) continue;
        assumed.add(key);
      }
      before = signed.resolve(before);
      after = final.resolve(after);
    }
    if (!sameKind(before, after)) return path;
    if (before instanceof PdfStream && after instanceof PdfStream) {
      budget.spend('work', before.data.length >> 3);
      if (!Buffer.from(before.data.buffer, before.data.byteOffset, before.data.length).equals(after.data)) return path;
      const difference = pushEntries(before.dictionary, after.dictionary, path, pending, 'Length');
      if (difference) return difference;
    } else if (before instanceof PdfDictionary && after instanceof PdfDictionary) {
      const difference = pushEntries(before, after, path, pending, null);
      if (difference) return difference;
    } else if (before instanceof PdfArray && after instanceof PdfArray) {
      if (before.items.length !== after.items.length) return path;
      for (let i = 0; i < before.items.length; i++)
        pending.push({ before: before.items[i]!, after: after.items[i]!, path: `${path}[${i}]` });
    } else if (!sameScalar(before, after)) return path;
  }
  for (const key of assumed) known.add(key);
  return null;
}

function pushEntries(
  before: PdfDictionary,
  after: PdfDictionary,
  path: string,
  pending: Pair[],
  except: string | null,
): string | null {
  if (after.duplicateKeys && !before.duplicateKeys) return path;
  for (const key of keysOf(before, after)) {
    if (key === except) continue;
    // 7.3.7: an entry whose value is null is an entry that is not there.
    const [a, b] = [before.get(key), after.get(key)];
    if (a === null && b === null) continue;
    if (path.length > 2000) return path;
    pending.push({ before: a, after: b, path: `${path}/${key}` });
  }
  return null;
}

export function keysOf(before: PdfDictionary, after: PdfDictionary): string[] {
  return [...new Set([...before.entries.keys(), ...after.entries.keys()])];
}

const label = (value: PdfObject): string =>
  value instanceof PdfReference ? `${value.number} ${value.generation}` : 'direct';

function sameKind(a: PdfObject, b: PdfObject): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object')
    return typeof a === typeof b && a === b;
  return a.constructor === b.constructor;
}

function sameScalar(a: PdfObject, b: PdfObject): boolean {
  if (a instanceof PdfName && b instanceof PdfName) return a.name === b.name;
  if (a instanceof PdfString && b instanceof PdfString) return Buffer.from(a.bytes).equals(b.bytes);
  return a === b;
}
