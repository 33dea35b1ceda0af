import type { PDFContext, PDFRef } from 'pdf-lib';
import subsetFont from 'subset-font';

import type { FormFont } from './form-fonts.js';

const FIRST = 32;
const LAST = 255;

// WinAnsiEncoding (ISO 32000-1, annex D) is Windows code page 1252; its five unused codes show a bullet.
const winAnsi: readonly number[] = Array.from(
  new TextDecoder('windows-1252').decode(Uint8Array.from({ length: LAST - FIRST + 1 }, (_, index) => FIRST + index)),
  (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return codePoint >= 0x7f && codePoint < 0xa0 ? 0x2022 : codePoint;
  },
);

/**
 * Embeds a simple TrueType font with WinAnsiEncoding: what viewers need to draw what is typed into a field. A composite
 * font, as pdfkit embeds, would leave them without the characters to choose from.
 */
export async function embedFieldFont(context: PDFContext, font: FormFont): Promise<PDFRef> {
  const { face } = font;
  const file = await subsetFont(font.file, String.fromCodePoint(...winAnsi), { targetFormat: 'truetype' });
  const scale = 1000 / face.unitsPerEm;
  const name = `TLSFLD+${face.postscriptName ?? 'SourceSans3-Regular'}`;
  const program = context.register(context.flateStream(file, { Length1: file.length }));
  const descriptor = context.register(
    context.obj({
      Type: 'FontDescriptor',
      FontName: name,
      // Nonsymbolic (table 123).
      Flags: 32,
      FontBBox: [face.bbox.minX, face.bbox.minY, face.bbox.maxX, face.bbox.maxY].map((value) =>
        Math.round(value * scale),
      ),
      ItalicAngle: 0,
      Ascent: Math.round(face.ascent * scale),
      Descent: Math.round(face.descent * scale),
      CapHeight: Math.round(face.capHeight * scale),
      StemV: 84,
      FontFile2: program,
    }),
  );
  return context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'TrueType',
      BaseFont: name,
      Encoding: 'WinAnsiEncoding',
      FirstChar: FIRST,
      LastChar: LAST,
      Widths: winAnsi.map((codePoint) => Math.round(face.glyphForCodePoint(codePoint).advanceWidth * scale)),
      FontDescriptor: descriptor,
    }),
  );
}
