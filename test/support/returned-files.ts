import { PDF, rgb } from '@libpdf/core';
import { appendRevision, plainObjects, plainPdf, stream } from './plain-pdf.js';

/** A scan: every page is one picture over the whole page, and there is no text. `seed` makes other bytes of it. */
export function scanPdf(seed = 0, pages = 2): Uint8Array {
  const numbers = Array.from({ length: pages }, (_, index) => 10 + index * 3);
  const objects: Record<number, string> = {
    1: '<< /Type /Catalog /Pages 2 0 R >>',
    2: `<< /Type /Pages /Kids [${numbers.map((number) => `${number} 0 R`).join(' ')}] /Count ${pages} >>`,
  };
  for (const number of numbers) {
    objects[number] =
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /Im0 ${number + 1} 0 R >> >> ` +
      `/Contents ${number + 2} 0 R >>`;
    objects[number + 1] = stream(
      '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8',
      String.fromCharCode(65 + (seed % 26)),
    );
    objects[number + 2] = stream('', `q 595 0 0 842 0 0 cm /Im0 Do Q % ${seed}`);
  }
  return plainPdf(objects);
}

/** A letter of no form at all, for example a council's minutes. */
export function minutesPdf(words = 'Saksutskrift'): Uint8Array {
  return plainPdf({
    ...plainObjects,
    4: stream('', `BT /F1 12 Tf 72 720 Td (${words}) Tj ET`),
  });
}

export function encryptedPdf(): Uint8Array {
  return appendRevision(plainPdf(), { 20: '<< /Filter /Standard /V 2 >>' }, '/Encrypt 20 0 R');
}

/** One digit of the time inside the last signature's dictionary is another one: under the signature, but harmless. */
export function tamperedSignature(signed: Uint8Array): Buffer {
  const bytes = Buffer.from(signed);
  const at = bytes.lastIndexOf('/M (D:') + '/M (D:202'.length;
  bytes[at] = bytes[at] === 0x30 ? 0x31 : 0x30;
  return bytes;
}

/** Something is written over the first page, as an added revision. */
export async function writtenOver(pdf: Uint8Array): Promise<Uint8Array> {
  const document = await PDF.load(pdf);
  document.getPage(0)!.drawText('Med tillegg', { x: 100, y: 400, size: 20, color: rgb(0, 0, 0) });
  return await document.save({ incremental: true });
}

/** EICAR's standard test string in a file that is otherwise a PDF; put together so that this file is not taken for it. */
export function infectedLookingPdf(): Buffer {
  const testString = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
  return Buffer.concat([Buffer.from(plainPdf()), Buffer.from(`\n% ${testString}\n%%EOF\n`)]);
}
