/** Objects by number, as they stand between `obj` and `endobj`. */
export type PlainObjects = Readonly<Record<number, string>>;

export const stream = (dictionary: string, data: string): string =>
  `<< ${dictionary} /Length ${data.length} >>\nstream\n${data}\nendstream`;

/** A document with one page, a text field and an empty signature field; see the object numbers. */
export const plainObjects: PlainObjects = {
  1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R 7 0 R] /DA (/Helv 0 Tf 0 g) >> >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R /Annots [6 0 R 7 0 R] >>',
  4: stream('', 'BT /F1 12 Tf 72 720 Td (We support the declaration.) Tj ET'),
  5: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  6: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (Name) /F 4 /P 3 0 R /Rect [72 600 300 620] /V (Kari) /AP << /N 8 0 R >> >>',
  7: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /F 132 /P 3 0 R /Rect [72 500 300 560] >>',
  8: stream('/Type /XObject /Subtype /Form /BBox [0 0 228 20]', 'BT /F1 10 Tf 2 5 Td (Kari) Tj ET'),
};

export function plainPdf(objects: PlainObjects = plainObjects, trailerEntries = ''): Uint8Array {
  return write(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'), objects, trailerEntries, true);
}

/** Appends a revision that adds or redefines objects, with a classic cross-reference table. */
export function appendRevision(pdf: Uint8Array, objects: PlainObjects, trailerEntries = ''): Uint8Array {
  const before = Buffer.from(pdf);
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(before.toString('latin1'))![1]);
  const separated = before.at(-1) === 10 ? before : Buffer.concat([before, Buffer.from('\n')]);
  return write(separated, objects, `/Prev ${start} ${trailerEntries}`, false);
}

function write(before: Buffer, objects: PlainObjects, trailerEntries: string, withFree: boolean): Uint8Array {
  const parts: Buffer[] = [before];
  let length = before.length;
  const push = (text: string): void => {
    parts.push(Buffer.from(text, 'latin1'));
    length += text.length;
  };
  const lines: string[] = withFree ? ['0 1', '0000000000 65535 f '] : [];
  for (const [number, body] of Object.entries(objects)) {
    lines.push(`${number} 1`, `${String(length).padStart(10, '0')} 00000 n `);
    push(`${number} 0 obj\n${body}\nendobj\n`);
  }
  const start = length;
  push(
    `xref\n${lines.join('\n')}\ntrailer\n<< /Root 1 0 R /Size 200 ${trailerEntries} >>\nstartxref\n${start}\n%%EOF\n`,
  );
  return new Uint8Array(Buffer.concat(parts));
}
