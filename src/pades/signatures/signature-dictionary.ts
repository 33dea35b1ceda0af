import { PdfArray, PdfDictionary, PdfReference, PdfString, integerOf, nameOf, textOf } from '../pdf/pdf-object.js';
import type { IndirectObject, PdfObject } from '../pdf/pdf-object.js';
import type { FormField } from '../pdf/form-fields.js';
import { items } from '../pdf/form-fields.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';
import type { SignatureReport } from '../report.js';
import type { ContentsPlace } from './byte-range.js';

export type ModificationLevel = 1 | 2 | 3;
export type FieldLock = NonNullable<SignatureReport['fieldMdp']>;

/** A signature dictionary (ISO 32000-2, 12.8.1) and the field it is the value of. */
export type SignatureDictionary = {
  readonly field: FormField;
  readonly dictionary: PdfDictionary;
  readonly reference: PdfReference | null;
  readonly subFilter: string | null;
  readonly contents: Uint8Array | null;
  /** null when the dictionary lies in an object stream, or has no /Contents string. */
  readonly place: ContentsPlace | null;
  /** The object in the file that holds the dictionary; null when it lies in an object stream. */
  readonly object: IndirectObject | null;
  readonly byteRange: readonly (number | null)[] | null;
  readonly claimedTime: string | null;
  /** DocMDP of this signature's own reference, or of the lock of its field. */
  readonly docMdp: ModificationLevel | null;
  readonly certifies: boolean;
  readonly fieldLocks: readonly FieldLock[];
};

/** The values of all fields that hold a signature, whatever type the field says it has. */
export function signatureDictionaries(revision: PdfRevision, fields: readonly FormField[]): SignatureDictionary[] {
  const found: SignatureDictionary[] = [];
  const seen = new Set<number>();
  for (const field of fields) {
    const value = field.dictionary.get('V');
    const dictionary = revision.dictionary(value);
    if (!dictionary || (field.type !== 'Sig' && !dictionary.has('ByteRange'))) continue;
    if (value instanceof PdfReference) {
      if (seen.has(value.number)) continue;
      seen.add(value.number);
    }
    found.push(describe(revision, field, value, dictionary));
    revision.source.budget.spend('signatures');
  }
  return found;
}

function describe(
  revision: PdfRevision,
  field: FormField,
  value: PdfObject,
  dictionary: PdfDictionary,
): SignatureDictionary {
  const reference = value instanceof PdfReference ? value : null;
  const contentsValue = dictionary.get('Contents');
  const contents = revision.resolve(contentsValue);
  // A direct value stands where its owner stands; only what lies in the file itself has an offset a byte range can meet.
  const owner = contentsValue instanceof PdfReference ? contentsValue : (reference ?? field.reference);
  const holder = reference ?? field.reference;
  const object = holder && revision.get(holder);
  const inFile = owner !== null && revision.get(owner)?.place === 'file';
  const range = revision.resolve(dictionary.get('ByteRange'));
  const permissions = transforms(revision, dictionary);
  const lock = revision.dictionary(field.dictionary.get('Lock'));
  const ownLevel = permissions.find((item) => item.method === 'DocMDP');
  return {
    field,
    dictionary,
    reference,
    subFilter: nameOf(revision.resolve(dictionary.get('SubFilter'))),
    contents: contents instanceof PdfString ? contents.bytes : null,
    place:
      contents instanceof PdfString && inFile ? { start: contents.start, end: contents.end, hex: contents.hex } : null,
    object: object?.place === 'file' ? object : null,
    byteRange: range instanceof PdfArray ? range.items.map((item) => integerOf(revision.resolve(item))) : null,
    claimedTime: pdfDate(textOf(revision.resolve(dictionary.get('M')))),
    docMdp: ownLevel ? level(revision, ownLevel.parameters, 2) : lock ? level(revision, lock, null) : null,
    certifies: ownLevel !== undefined,
    fieldLocks: [
      ...permissions.flatMap((item) => (item.method === 'FieldMDP' ? [fieldLock(revision, item.parameters)] : [])),
      ...(lock ? [fieldLock(revision, lock)] : []),
    ],
  };
}

type Transform = { readonly method: string | null; readonly parameters: PdfDictionary };

function transforms(revision: PdfRevision, dictionary: PdfDictionary): Transform[] {
  return items(revision, dictionary.get('Reference')).flatMap((item) => {
    const reference = revision.dictionary(item);
    if (!reference) return [];
    const parameters = revision.dictionary(reference.get('TransformParams')) ?? new PdfDictionary(new Map());
    return [{ method: nameOf(revision.resolve(reference.get('TransformMethod'))), parameters }];
  });
}

function level(
  revision: PdfRevision,
  parameters: PdfDictionary,
  otherwise: ModificationLevel | null,
): ModificationLevel | null {
  const value = revision.resolve(parameters.get('P'));
  if (value === null) return otherwise;
  // An unknown level is read as the strictest.
  return value === 2 || value === 3 ? value : 1;
}

function fieldLock(revision: PdfRevision, parameters: PdfDictionary): FieldLock {
  const action = nameOf(revision.resolve(parameters.get('Action')));
  const fields = items(revision, parameters.get('Fields')).flatMap((item) => textOf(revision.resolve(item)) ?? []);
  return action === 'Include' || action === 'Exclude' ? { action, fields } : { action: 'All', fields: [] };
}

/** ISO 32000-2, 12.8.2.4: a name locks the field and all fields below it. */
export function isLocked(locks: readonly FieldLock[], fullName: string): boolean {
  return locks.some(({ action, fields }) => {
    const listed = fields.some((name) => fullName === name || fullName.startsWith(`${name}.`));
    return action === 'All' || (action === 'Include' ? listed : !listed);
  });
}

/** 7.9.4: `D:YYYYMMDDHHmmSSOHH'mm`; the zone defaults to UTC. */
export function pdfDate(text: string | null): string | null {
  const match = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?)?/.exec(text ?? '');
  if (!match) return null;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((i) =>
    Number(match[i] ?? (i === 2 || i === 3 ? 1 : 0)),
  );
  const offset = match[7] ? Number(`${match[7]}1`) * (Number(match[8]) * 60 + Number(match[9] ?? 0)) : 0;
  const instant = new Date(Date.UTC(year!, month! - 1, day, hour, minute! - offset, second));
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}
