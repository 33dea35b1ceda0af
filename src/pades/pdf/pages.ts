import { PdfDictionary, PdfReference, nameOf } from './pdf-object.js';
import type { PdfObject } from './pdf-object.js';
import type { PdfRevision } from './pdf-revision.js';
import { items } from './form-fields.js';

export type Page = {
  readonly reference: PdfReference | null;
  readonly dictionary: PdfDictionary;
  /** Resources and MediaBox may come from a node above (ISO 32000-2, 7.7.3.4). */
  readonly inherited: (key: 'Resources' | 'MediaBox' | 'CropBox') => PdfObject;
};

/** The leaves of the page tree in order, or null when the tree is no tree. */
export function readPages(revision: PdfRevision): Page[] | null {
  const pages: Page[] = [];
  const seen = new Set<number>();
  let sound = true;
  const visit = (item: PdfObject, above: readonly PdfDictionary[]): void => {
    revision.source.budget.checkDepth(above.length);
    revision.source.budget.spend('work', 10);
    const reference = item instanceof PdfReference ? item : null;
    const dictionary = revision.dictionary(item);
    if (!dictionary || (reference && seen.has(reference.number))) {
      sound = false;
      return;
    }
    if (reference) seen.add(reference.number);
    const line = [...above, dictionary];
    if (dictionary.has('Kids') && nameOf(revision.resolve(dictionary.get('Type'))) !== 'Page') {
      for (const kid of items(revision, dictionary.get('Kids'))) visit(kid, line);
      return;
    }
    pages.push({
      reference,
      dictionary,
      inherited: (key) =>
        [...line]
          .reverse()
          .find((node) => node.has(key))
          ?.get(key) ?? null,
    });
  };
  visit(revision.catalog().get('Pages'), []);
  return sound ? pages : null;
}
