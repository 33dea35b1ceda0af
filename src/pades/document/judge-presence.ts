import type { Findings } from '../findings.js';
import { PdfReference, nameOf } from '../pdf/pdf-object.js';
import { occurrences } from '../pdf/occurrences.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';
import { items } from '../pdf/form-fields.js';
import type { SignatureDictionary } from '../signatures/signature-dictionary.js';

type Stretch = { readonly start: number; readonly end: number };

/** Whether the file is signed, and nothing in it looks like a signature that no field of the form leads to. */
export function judgePresence(
  final: PdfRevision,
  dictionaries: readonly SignatureDictionary[],
  findings: Findings,
): void {
  checkOverlap(dictionaries, findings);
  const known: Stretch[] = dictionaries.flatMap(({ object }) => (object ? [object] : []));
  known.push(...usageRights(final, findings), ...integrityCodes(final));
  const { source } = final;
  const loose: number[] = [];
  for (const at of occurrences(source.buffer, '/ByteRange')) {
    source.budget.spend('work', 10 + known.length);
    if (!known.some((object) => object.start <= at && at < object.end) && loose.length < 20) loose.push(at);
  }
  if (dictionaries.length === 0)
    findings.add(
      'SIGNATURE_PRESENT',
      'FAILED',
      loose.length > 0 ? `signature-like bytes at ${loose.join(' ')}` : 'no signature field holds a value',
      'The document is not signed.',
    );
  else if (loose.length > 0)
    findings.add(
      'SIGNATURE_PRESENT',
      'INDETERMINATE',
      `at ${loose.join(' ')}`,
      'The file holds signature data that belongs to no field of the form.',
    );
}

/** Two signatures may share the bytes before them, never each other's /Contents or its place. */
function checkOverlap(dictionaries: readonly SignatureDictionary[], findings: Findings): void {
  const places = dictionaries.flatMap(({ place }) => (place ? [place.start] : []));
  if (new Set(places).size !== places.length)
    findings.add(
      'BYTE_RANGE',
      'FAILED',
      'two signatures with one /Contents',
      'Two signatures share the same signature value.',
    );
}

/** ISO 32000-1, 12.8.2.3: a signature of the program's maker that opens functions of a reader, and signs nothing. */
function usageRights(final: PdfRevision, findings: Findings): Stretch[] {
  const permissions = final.dictionary(final.catalog().get('Perms'));
  return ['UR3', 'UR'].flatMap((key) => {
    const reference = permissions?.get(key);
    const dictionary = final.dictionary(reference ?? null);
    const object = reference instanceof PdfReference ? final.get(reference) : null;
    const methods = items(final, dictionary?.get('Reference') ?? null).map((item) =>
      nameOf(final.resolve(final.dictionary(item)?.get('TransformMethod') ?? null)),
    );
    if (object?.place !== 'file' || !methods.every((method) => method === key)) return [];
    findings.add(
      'SIGNATURE_PRESENT',
      'INFO',
      `/Perms/${key}`,
      'The file holds usage rights for a reader: no signature.',
    );
    return [object];
  });
}

/** ISO/TS 32004: the code against tampering that encrypted files carry in the trailer has a byte range of its own. */
function integrityCodes(final: PdfRevision): Stretch[] {
  return final.sections.flatMap(({ trailer, offset, end }) => {
    const code = trailer.get('AuthCode');
    if (code === null) return [];
    const object = code instanceof PdfReference ? final.get(code) : null;
    return object?.place === 'file' ? [object] : [{ start: offset, end }];
  });
}
