import { PdfReference } from '../pdf/pdf-object.js';
import type { PdfObject } from '../pdf/pdf-object.js';

export type AlignedLists = {
  /** Items found again in the same order; `index` in the later list. */
  readonly kept: readonly { readonly before: PdfObject; readonly after: PdfObject; readonly index: number }[];
  /** Found again, but before or behind others than before. */
  readonly moved: readonly { readonly before: PdfObject; readonly after: PdfObject; readonly index: number }[];
  readonly missing: readonly { readonly item: PdfObject; readonly index: number }[];
  readonly added: readonly { readonly item: PdfObject; readonly index: number }[];
};

/** Pairs the items of two lists by object number, direct ones by their order: what is new may stand anywhere. */
export function alignLists(before: readonly PdfObject[], after: readonly PdfObject[]): AlignedLists {
  const places = new Map<string, number[]>();
  for (const [index, item] of after.entries()) {
    const known = places.get(keyOf(item));
    if (known) known.push(index);
    else places.set(keyOf(item), [index]);
  }
  const kept: AlignedLists['kept'][number][] = [];
  const moved: AlignedLists['moved'][number][] = [];
  const missing: AlignedLists['missing'][number][] = [];
  const found = new Set<number>();
  let last = -1;
  for (const [position, item] of before.entries()) {
    const index = places.get(keyOf(item))?.shift();
    if (index === undefined) missing.push({ item, index: position });
    else {
      found.add(index);
      (index > last ? kept : moved).push({ before: item, after: after[index]!, index });
      last = Math.max(last, index);
    }
  }
  const added = after.flatMap((item, index) => (found.has(index) ? [] : [{ item, index }]));
  // Renumbered: the same places, other object numbers; what stands there is compared by value.
  if (missing.length === added.length && missing.every((item, i) => item.index === added[i]!.index)) {
    kept.push(...missing.map(({ item, index }) => ({ before: item, after: after[index]!, index })));
    return { kept, moved, missing: [], added: [] };
  }
  return { kept, moved, missing, added };
}

const keyOf = (item: PdfObject): string => (item instanceof PdfReference ? `${item.number}` : 'direct');
