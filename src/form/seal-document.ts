import { createHash } from 'node:crypto';

import { PDFArray, PDFDict, PDFHexString, PDFName, PDFRef, PDFString, type PDFDocument } from 'pdf-lib';

import { buildDetachedCms, detachedCmsCapacity } from './detached-cms.js';
import { FormError } from './form.errors.js';
import type { Sealer } from './sealer.js';

export interface DocumentSeal {
  readonly owner: string;
  readonly reason: string;
  readonly sealedAt: Date;
}

/** SignaturesExist and AppendOnly (ISO 32000-1, table 219). */
const SIGNATURE_FLAGS = 3;
const LONGEST_RANGE = `[0 ${'9'.repeat(10)} ${'9'.repeat(10)} ${'9'.repeat(10)}]`.length;

const name = (text: string): PDFName => PDFName.of(text);

/**
 * Writes a document that has an invisible signature field, sealed: a certification that permits no change (ISO 32000-1,
 * 12.8.2.2, P 1), PAdES B-B (ETSI EN 319 142-1, 6.3). The same document, the same bytes, when the sealer's signature does
 * (RSA).
 */
export async function sealDocument(pdf: PDFDocument, seal: DocumentSeal, sealer: Sealer): Promise<Uint8Array> {
  const { context } = pdf;
  const [field, reference] = signatureField(pdf);
  const capacity = detachedCmsCapacity(sealer);
  const signature = context.obj({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    Reference: [
      { Type: 'SigRef', TransformMethod: 'DocMDP', TransformParams: { Type: 'TransformParams', P: 1, V: name('1.2') } },
    ],
  });
  signature.set(name('M'), PDFString.fromDate(seal.sealedAt));
  signature.set(name('Name'), PDFHexString.fromText(seal.owner));
  signature.set(name('Reason'), PDFHexString.fromText(seal.reason));
  // Known only when the file is written: a name of its length keeps the place.
  const rangePlace = `R${'x'.repeat(LONGEST_RANGE - 2)}`;
  signature.set(name('ByteRange'), name(rangePlace));
  signature.set(name('Contents'), PDFHexString.of('0'.repeat(2 * capacity)));
  const signatureReference = context.register(signature);
  field.set(name('V'), signatureReference);
  pdf.catalog.set(name('Perms'), context.obj({ DocMDP: signatureReference }));
  pdf.catalog.set(name('AcroForm'), context.register(context.obj({ Fields: [reference], SigFlags: SIGNATURE_FLAGS })));
  const written = await pdf.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
  return await fillInSignature(Buffer.from(written), rangePlace, capacity, sealer);
}

function signatureField(pdf: PDFDocument): [PDFDict, PDFRef] {
  for (const page of pdf.getPages()) {
    for (const reference of page.node.Annots()?.asArray() ?? []) {
      const widget = pdf.context.lookup(reference, PDFDict);
      if (!(reference instanceof PDFRef) || widget.get(name('FT')) !== name('Sig')) continue;
      const { width, height } = widget.lookup(name('Rect'), PDFArray).asRectangle();
      if (width !== 0 || height !== 0) continue;
      widget.set(name('P'), page.ref);
      widget.delete(name('C'));
      widget.delete(name('Border'));
      return [widget, reference];
    }
  }
  throw new FormError('FORM_TEMPLATE_DAMAGED', 'The document has no field for its seal; author it anew.');
}

async function fillInSignature(
  file: Buffer,
  rangePlace: string,
  capacity: number,
  sealer: Sealer,
): Promise<Uint8Array> {
  const rangeAt = file.lastIndexOf(`/${rangePlace}`, undefined, 'latin1');
  const gapStart = file.indexOf(`<${'0'.repeat(2 * capacity)}>`, rangeAt, 'latin1');
  const gapEnd = gapStart + 2 * capacity + 2;
  const range = `[0 ${gapStart} ${gapEnd} ${file.length - gapEnd}]`;
  file.write(range.padEnd(rangePlace.length + 1), rangeAt, 'latin1');
  const digest = createHash('sha256').update(file.subarray(0, gapStart)).update(file.subarray(gapEnd)).digest();
  const cms = Buffer.from(await buildDetachedCms({ digest, sealer }));
  file.write(cms.toString('hex'), gapStart + 1, 'latin1');
  return file;
}
