import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';
import { degrees, PDFDict, PDFDocument, PDFName, type PDFPage, PDFRef, rgb, StandardFonts } from 'pdf-lib';

/** Files made of an issued form by other programs: as its text asks for, without its seal. */

/** Loaded and saved as a whole: every object is written anew. */
export async function resaved(
  form: Uint8Array,
  change: (pdf: PDFDocument) => unknown = () => undefined,
): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(form, { updateMetadata: false });
  await change(pdf);
  return await pdf.save({ updateFieldAppearances: false });
}

/** Changes one page, counted from 1. */
export async function onPage(
  form: Uint8Array,
  page: number,
  change: (page: PDFPage, pdf: PDFDocument) => unknown,
): Promise<Uint8Array> {
  return await resaved(form, async (pdf) => await change(pdf.getPage(page - 1), pdf));
}

export const fieldValues = { name: 'Kari Nordmann', role: 'Ordfører', place: 'Prøvedal', date: '4. mai 2020' };

/** The fields filled in by another program, which writes the file anew; flattened: what they show becomes print. */
export async function filled(form: Uint8Array, flatten: boolean): Promise<Uint8Array> {
  return await resaved(form, async (pdf) => {
    const font = await pdf.embedFont(StandardFonts.Helvetica);
    const fields = pdf.getForm();
    for (const [name, value] of Object.entries(fieldValues)) {
      const field = fields.getTextField(name);
      field.setText(value);
      field.updateAppearances(font);
    }
    // pdf-lib cannot flatten a signature.
    if (flatten) for (const name of ['seal', 'signature']) fields.removeField(fields.getSignature(name));
    if (flatten) dropSeal(pdf);
    if (flatten) fields.flatten({ updateFieldAppearances: false });
  });
}

/** The seal's signature goes with its field: a signature that belongs to no field would look like hidden evidence. */
function dropSeal(pdf: PDFDocument): void {
  const permissions = pdf.catalog.lookup(PDFName.of('Perms'), PDFDict);
  const signature = permissions.get(PDFName.of('DocMDP'));
  if (signature instanceof PDFRef) pdf.context.delete(signature);
  pdf.catalog.delete(PDFName.of('Perms'));
}

export interface ServiceRewrite {
  readonly scale?: number;
  /** Clockwise, of the page as it is shown. */
  readonly rotate?: 0 | 90 | 180 | 270;
  readonly frontPages?: number;
  readonly closingPages?: number;
  readonly footer?: string;
  readonly order?: readonly number[];
}

/** As a signing service returns it: the pages drawn on new ones, smaller, with a footer, between pages of its own. */
export async function rewrittenByService(form: Uint8Array, rewrite: ServiceRewrite = {}): Promise<Uint8Array> {
  const source = await PDFDocument.load(form, { updateMetadata: false });
  // What the pages show is drawn; fields and their signatures stay behind.
  for (const page of source.getPages()) page.node.delete(PDFName.of('Annots'));
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const ownPage = (words: string): void => {
    const page = pdf.addPage([595.28, 841.89]);
    page.drawText('Signert dokument', { x: 60, y: 760, size: 22, font });
    page.drawText(words, { x: 60, y: 720, size: 11, font });
  };
  for (let count = 0; count < (rewrite.frontPages ?? 1); count++) ownPage('Dokumentet er signert av Kari Nordmann.');
  const scale = rewrite.scale ?? 0.92;
  const order = rewrite.order ?? source.getPageIndices();
  const embedded = await pdf.embedPages(order.map((index) => source.getPage(index)));
  embedded.forEach((drawn, index) => {
    const page = pdf.addPage([595.28, 841.89]);
    page.drawPage(drawn, { x: ((1 - scale) / 2) * 595.28, y: (1 - scale) * 841.89, xScale: scale, yScale: scale });
    page.drawText(`${rewrite.footer ?? 'Dokument-ID 7f3a-11 · Side'} ${index + 1}`, { x: 60, y: 14, size: 8, font });
    if (rewrite.rotate !== undefined) page.setRotation(degrees(rewrite.rotate));
  });
  for (let count = 0; count < (rewrite.closingPages ?? 0); count++) ownPage('Slutt.');
  return await pdf.save();
}

/** White over what stands there, and other print on it as text. */
export function paintedOver(
  page: PDFPage,
  words: string,
  at: { x: number; y: number; width: number; height: number },
): void {
  page.drawRectangle({ ...at, color: rgb(1, 1, 1) });
  page.drawText(words, { x: at.x, y: at.y + 2, size: at.height - 2 });
}

/** Characters as curves: the page looks changed, its text does not. */
export async function drawnAsCurves(
  page: PDFPage,
  words: string,
  at: { readonly x: number; readonly y: number; readonly size: number },
): Promise<void> {
  const file = createRequire(import.meta.url).resolve(
    '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  );
  const font = fontkit.create(await readFile(file));
  if (!('layout' in font)) throw new Error('The font file holds several fonts.');
  const scale = at.size / font.unitsPerEm;
  let x = at.x;
  const { glyphs, positions } = font.layout(words);
  glyphs.forEach((glyph, index) => {
    // drawSvgPath counts y downwards, fonts upwards.
    page.drawSvgPath(glyph.path.scale(1, -1).toSVG(), { x, y: at.y, scale, color: rgb(0.08, 0.13, 0.18) });
    x += (positions[index]?.xAdvance ?? 0) * scale;
  });
}

/** A layer that is not shown until the reader asks for it (ISO 32000-2, 8.11). */
export function addHiddenLayer(pdf: PDFDocument, page: PDFPage): void {
  const { context } = pdf;
  const layer = context.register(context.obj({ Type: 'OCG', Name: 'Lag' }));
  pdf.catalog.set(PDFName.of('OCProperties'), context.obj({ OCGs: [layer], D: { OFF: [layer], Order: [layer] } }));
  const picture = context.register(
    context.stream('0 g 100 400 200 30 re f', {
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [0, 0, 600, 850],
      OC: layer,
    }),
  );
  const name = page.node.newXObject('Hidden', picture);
  page.node.addContentStream(context.register(context.stream(`q ${name.toString()} Do Q`)));
}

/** An annotation with an appearance that shows nothing; `Rect` in user space. */
export function addAnnotation(
  pdf: PDFDocument,
  page: PDFPage,
  entries: Record<string, string | number | number[]>,
): void {
  const { context } = pdf;
  const [left = 0, bottom = 0, right = 0, top = 0] = entries['Rect'] as number[];
  const appearance = context.register(
    context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, right - left, top - bottom] }),
  );
  page.node.addAnnot(context.register(context.obj({ Type: 'Annot', F: 4, ...entries, AP: { N: appearance } })));
}
