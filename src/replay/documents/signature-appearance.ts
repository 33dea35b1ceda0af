import { PdfArray, PdfDict, PdfName, PdfNumber, PdfStream, type PdfObject } from '@libpdf/core';

const SIZE = 10;
const LEADING = 14;
const MARGIN = 8;

/**
 * What a signature field shows once it is signed: lines of text from the upper left corner, in a font of the form's own
 * (`fontName` is its name in `fonts`, a simple font with Windows code page 1252).
 */
export function signatureAppearance(
  size: { readonly width: number; readonly height: number },
  fontName: string,
  fonts: PdfObject,
  lines: readonly string[],
): PdfStream {
  const text = lines.map((line) => `(${escaped(line)}) Tj T*`).join('\n');
  const content =
    `q\nBT\n/${fontName} ${SIZE} Tf\n${LEADING} TL\n0.08 0.13 0.18 rg\n` +
    `${MARGIN} ${(size.height - MARGIN - SIZE).toFixed(2)} Td\n${text}\nET\nQ\n`;
  return PdfStream.fromDict(
    {
      Type: PdfName.of('XObject'),
      Subtype: PdfName.of('Form'),
      BBox: PdfArray.of(...[0, 0, size.width, size.height].map((value) => PdfNumber.of(value))),
      Resources: PdfDict.of({ Font: fonts }),
    },
    Buffer.from(content, 'latin1'),
  );
}

/** A literal string (ISO 32000-1, 7.3.4.2) in Latin-1; other letters lose their marks, other characters are question marks. */
function escaped(line: string): string {
  return Array.from(line.normalize('NFC'), (character) => {
    const latin = isLatin(character) ? character : (character.normalize('NFD')[0] ?? '?');
    return isLatin(latin) ? latin.replace(/[\\()]/, '\\$&') : '?';
  }).join('');
}

const isLatin = (character: string): boolean => /^[ -~\u00a0-\u00ff]$/.test(character);
