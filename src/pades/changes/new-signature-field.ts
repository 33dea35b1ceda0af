import { items } from '../pdf/form-fields.js';
import { PdfDictionary, PdfReference, integerOf, nameOf, textOf } from '../pdf/pdf-object.js';
import type { PdfObject } from '../pdf/pdf-object.js';
import type { Comparison } from './comparison.js';
import { isTimestamp } from './is-timestamp.js';

/** What a signature field and its widget are made of (ISO 32000-2, 12.5.6.19, 12.7.4, 12.7.5.5): no actions among them. */
const allowedKeys = new Set(
  'Type Subtype FT T TU TM Rect F P V AP AS MK BS Border DA Q Ff Kids Parent M NM StructParent Lock SV DR C H'.split(
    ' ',
  ),
);

const HIDDEN = 2;
const NO_VIEW = 32;

/** A field that came after the signature: only a signature field may, and nothing else may hide in it. */
export function judgeNewField(comparison: Comparison, item: PdfObject, path: string, parentName: string): void {
  const refuse = (what: string): void => comparison.report('OTHER', path, what);
  const { final, signed } = comparison;
  const field = final.dictionary(item);
  if (!(item instanceof PdfReference) || !field) return refuse('a form field was added that is no object of its own');
  if (signed.get(item) !== null) return refuse('a form field was added that stands in the place of a signed object');
  if (nameOf(final.resolve(field.get('FT'))) !== 'Sig')
    return refuse('a form field was added that is no signature field');
  const partial = textOf(final.resolve(field.get('T')));
  if (partial === null) return refuse('a signature field without a name was added');
  const fullName = parentName === '' ? partial : `${parentName}.${partial}`;
  if (comparison.fieldNames.has(fullName)) return refuse(`a second field ${JSON.stringify(fullName)} was added`);
  comparison.fieldNames.add(fullName);
  const widgets = [{ reference: item, dictionary: field }];
  for (const kid of items(final, field.get('Kids'))) {
    const dictionary = final.dictionary(kid);
    if (!(kid instanceof PdfReference) || !dictionary || signed.get(kid) !== null || dictionary.has('T'))
      return refuse('a signature field was added whose parts are not its own');
    widgets.push({ reference: kid, dictionary });
  }
  for (const { dictionary } of widgets)
    for (const key of dictionary.entries.keys())
      if (!allowedKeys.has(key)) return refuse(`a signature field with /${key} was added`);
  const value = field.get('V');
  const filled = final.resolve(value) !== null;
  if (filled && !(value instanceof PdfReference && signed.get(value) === null && final.dictionary(value)))
    return refuse('a signature field was added whose value is no new signature');
  const visible = widgets.some(({ dictionary }) => isVisible(comparison, dictionary));
  if (visible && !filled) return refuse('a visible signature field without a signature was added');
  if (visible && comparison.rules.certified)
    return refuse('a visible signature field was added to a certified document');
  for (const { reference } of widgets) comparison.newWidgets.add(reference.number);
  const level = !filled || isTimestamp(comparison, value) ? 'LTA_UPDATES' : 'FORM_FILLING';
  comparison.report(level, path, `signature field ${JSON.stringify(fullName)} was added`);
}

/** Whether the widget puts anything on its page. */
function isVisible(comparison: Comparison, widget: PdfDictionary): boolean {
  const { final } = comparison;
  const flags = integerOf(final.resolve(widget.get('F'))) ?? 0;
  if (flags & (HIDDEN | NO_VIEW)) return false;
  const [left, bottom, right, top] = items(final, widget.get('Rect')).map((item) => final.resolve(item));
  const isNumber = (value: PdfObject | undefined): value is number => typeof value === 'number';
  if (!isNumber(left) || !isNumber(bottom) || !isNumber(right) || !isNumber(top)) return widget.has('Rect');
  return widget.has('AP') && Math.abs((right - left) * (top - bottom)) > 0;
}
