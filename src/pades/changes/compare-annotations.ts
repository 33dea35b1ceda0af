import { items } from '../pdf/form-fields.js';
import { PdfArray, PdfDictionary, PdfName, PdfReference, PdfString, nameOf } from '../pdf/pdf-object.js';
import type { PdfObject } from '../pdf/pdf-object.js';
import { alignLists } from './align-lists.js';
import { keysOf } from './compare-values.js';
import type { Comparison } from './comparison.js';

/** Remarks and drawings (ISO 32000-2, 12.5.6): nothing that acts, plays, carries files or wipes content out. */
const remarks = new Set(
  'Text FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink Popup'.split(
    ' ',
  ),
);

/** Entries that make something happen or lead elsewhere. */
const acting = new Set('A AA PA Dest FS RichMediaContent RichMediaSettings Movie Sound Parent MK'.split(' '));

/** The entries of a page: its annotations by their own rules, their order and numbering with them, all else strictly. */
export function comparePage(comparison: Comparison, before: PdfDictionary, after: PdfDictionary, path: string): void {
  for (const key of keysOf(before, after)) {
    const [a, b] = [before.get(key), after.get(key)];
    const at = `${path}/${key}`;
    const value = comparison.final.resolve(b);
    if (key === 'Annots') compareAnnotations(comparison, a, b, at);
    // 12.5.1: the order in which a keyboard visits the annotations.
    else if (key === 'Tabs')
      comparison.permit('ANNOTATIONS', a, b, at, () => (isNothingOr(value, PdfName) ? null : 'is no name'));
    else if (key === 'LastModified')
      comparison.permit('LTA_UPDATES', a, b, at, () => (isNothingOr(value, PdfString) ? null : 'is no date'));
    else comparison.strict(a, b, at);
  }
}

const isNothingOr = (value: PdfObject, type: typeof PdfName | typeof PdfString): boolean =>
  value === null || value instanceof type;

function compareAnnotations(comparison: Comparison, before: PdfObject, after: PdfObject, path: string): void {
  const { signed, final } = comparison;
  const resolved = final.resolve(after);
  if (resolved !== null && !(resolved instanceof PdfArray)) return comparison.report('OTHER', path, 'is no list');
  const lists = alignLists(items(signed, before), items(final, after));
  for (const { before: a, after: b, index } of [...lists.kept, ...lists.moved])
    comparison.strict(a, b, `${path}[${index}]`);
  for (const { index } of lists.moved)
    comparison.report('ANNOTATIONS', `${path}[${index}]`, 'an annotation lies above or below others than before');
  for (const { item, index } of lists.missing) {
    const annotation = signed.dictionary(item);
    const signature = annotation && fieldType(comparison, annotation) === 'Sig';
    comparison.report(
      signature ? 'OTHER' : 'ANNOTATIONS',
      `${path}[${index}]`,
      signature ? 'the place of a signature was taken away' : 'an annotation was taken away',
    );
  }
  for (const { item, index } of lists.added) comparison.addedToPages.push({ item, path: `${path}[${index}]` });
}

function fieldType(comparison: Comparison, widget: PdfDictionary): string | null {
  const { signed } = comparison;
  const own = nameOf(signed.resolve(widget.get('FT')));
  return own ?? nameOf(signed.resolve(signed.dictionary(widget.get('Parent'))?.get('FT') ?? null));
}

/** An annotation that was there when the signature was made. */
export function compareAnnotation(
  comparison: Comparison,
  before: PdfDictionary,
  after: PdfDictionary,
  path: string,
): void {
  for (const key of keysOf(before, after)) {
    const [a, b] = [before.get(key), after.get(key)];
    const at = `${path}/${key}`;
    if (acting.has(key) || key === 'Subtype' || key === 'P') comparison.strict(a, b, at);
    else comparison.permit('ANNOTATIONS', a, b, at, () => null);
  }
}

/** An annotation that came after the signature and is no signature's (evil annotation attack when it is let through). */
export function judgeNewAnnotation(comparison: Comparison, item: PdfObject, path: string): void {
  const refuse = (what: string): void => comparison.report('OTHER', path, what);
  const { signed, final } = comparison;
  const annotation = final.dictionary(item);
  if (!annotation) return refuse('something that is no annotation was added to a page');
  if (item instanceof PdfReference && signed.get(item) !== null)
    return refuse('an annotation was added that stands in the place of a signed object');
  const subtype = nameOf(final.resolve(annotation.get('Subtype')));
  if (subtype === null || !remarks.has(subtype))
    return refuse(`an annotation of type ${JSON.stringify(subtype)} was added to a page`);
  const acts = [...annotation.entries.keys()].find((key) => acting.has(key) && key !== 'Parent');
  if (acts !== undefined) return refuse(`an annotation with /${acts} was added to a page`);
  const overwritten = comparison.overwrites(null, item);
  if (overwritten) return refuse(overwritten);
  comparison.report('ANNOTATIONS', path, `an annotation of type ${subtype} was added to a page`);
}
