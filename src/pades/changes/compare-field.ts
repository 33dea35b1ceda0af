import type { FormField } from '../pdf/form-fields.js';
import { PdfArray, PdfDictionary, PdfName, PdfReference, PdfStream, PdfString, integerOf } from '../pdf/pdf-object.js';
import type { PdfObject } from '../pdf/pdf-object.js';
import { isLocked } from '../signatures/signature-dictionary.js';
import { compareFieldList } from './compare-form.js';
import { keysOf } from './compare-values.js';
import type { Comparison } from './comparison.js';
import { isTimestamp } from './is-timestamp.js';

const READ_ONLY = 1;
const PUSH_BUTTON = 1 << 16;
/** Print and Locked: what signing software sets on the widget it has just signed (12.5.3). */
const SIGNED_WIDGET_FLAGS = 4 | 128;

/** Entries that only follow a new value (12.7.4.3, 12.5.5). */
const appearance = new Set(['AP', 'DA', 'Q', 'RV']);

/** Rules for a field or widget that was there when the signature was made (ISO 32000-2, 12.7.4 and 12.8.2.2). */
export function compareField(
  comparison: Comparison,
  field: FormField,
  before: PdfDictionary,
  after: PdfDictionary,
  path: string,
): void {
  const locked = isLocked(comparison.rules.locks, field.fullName);
  const signingNow = field.type === 'Sig' && isEmptySignature(comparison, before) && after.get('V') !== null;
  const name = JSON.stringify(field.fullName);
  const filled = signingNow || valueChanged(comparison, before, after);
  if (signingNow && field.reference) comparison.newWidgets.add(field.reference.number);
  for (const key of keysOf(before, after)) {
    const [a, b] = [before.get(key), after.get(key)];
    const at = `${path}/${key}`;
    // A field that had no parts does not get any.
    if (key === 'Kids' && a !== null) {
      compareFieldList(comparison, a, b, at, field.fullName);
      continue;
    }
    if (!mayChange(comparison, field, key, a, b, signingNow)) {
      comparison.strict(a, b, at);
      continue;
    }
    if (!comparison.differs(a, b, at)) continue;
    const overwritten = comparison.overwrites(a, b);
    if (locked) comparison.report('OTHER', at, `field ${name} is locked by the signature`);
    else if (overwritten) comparison.report('OTHER', at, overwritten);
    else if (!filled && appearance.has(key))
      comparison.report('OTHER', at, `field ${name} looks different though its value is the same`);
    else if (key === 'V' && field.type === 'Sig') reportSignature(comparison, b, at, name);
    else comparison.report(signingNow ? 'LTA_UPDATES' : 'FORM_FILLING', at, `field ${name} was filled`);
  }
}

/** The value may stand in the field itself or in a field above it, and a button's in its state. */
function valueChanged(comparison: Comparison, before: PdfDictionary, after: PdfDictionary): boolean {
  if (comparison.differs(before.get('AS'), after.get('AS'), '')) return true;
  let [a, b]: [PdfDictionary | null, PdfDictionary | null] = [before, after];
  for (let depth = 0; depth < 32 && (a || b); depth++) {
    if (comparison.differs(a?.get('V') ?? null, b?.get('V') ?? null, '')) return true;
    a = comparison.signed.dictionary(a?.get('Parent') ?? null);
    b = comparison.final.dictionary(b?.get('Parent') ?? null);
  }
  return false;
}

function isEmptySignature(comparison: Comparison, field: PdfDictionary): boolean {
  return comparison.signed.resolve(field.get('V')) === null;
}

function mayChange(
  comparison: Comparison,
  field: FormField,
  key: string,
  before: PdfObject,
  after: PdfObject,
  signingNow: boolean,
): boolean {
  const [a, b] = [comparison.signed.resolve(before), comparison.final.resolve(after)];
  if (key === 'Ff') return ((integerOf(b) ?? 0) & ~READ_ONLY) === ((integerOf(a) ?? 0) & ~READ_ONLY);
  if (field.type === 'Sig') {
    if (!signingNow) return false;
    if (key === 'F')
      return ((integerOf(b) ?? 0) & ~SIGNED_WIDGET_FLAGS) === ((integerOf(a) ?? 0) & ~SIGNED_WIDGET_FLAGS);
    if (key === 'V')
      return after instanceof PdfReference && comparison.signed.get(after) === null && b instanceof PdfDictionary;
    // A lock set by the signer only forbids more (12.7.5.5).
    if (key === 'Lock') return before === null && b instanceof PdfDictionary;
    return key === 'AP' || key === 'AS' || key === 'M' || key === 'MK';
  }
  // A push button has no value: its picture is part of the page.
  if (field.type === 'Btn' && field.flags & PUSH_BUTTON) return false;
  if (field.type !== 'Tx' && field.type !== 'Btn' && field.type !== 'Ch') return false;
  if (key === 'V') return isFieldValue(b);
  // 12.7.4.3: how the new value is set: only with a value, see below.
  if (key === 'DA' || key === 'Q') return field.type !== 'Btn';
  if (key === 'RV') return field.type === 'Tx' && (b === null || b instanceof PdfString || b instanceof PdfStream);
  return key === 'AP' || key === 'AS' || key === 'M' || (key === 'I' && field.type === 'Ch');
}

function isFieldValue(value: PdfObject): boolean {
  if (value instanceof PdfArray) return value.items.every((item) => item instanceof PdfString);
  return value === null || value instanceof PdfString || value instanceof PdfName;
}

function reportSignature(comparison: Comparison, value: PdfObject, path: string, name: string): void {
  const timestamp = isTimestamp(comparison, value);
  comparison.report(
    timestamp ? 'LTA_UPDATES' : 'FORM_FILLING',
    path,
    `field ${name} was ${timestamp ? 'time-stamped' : 'signed'}`,
  );
}
