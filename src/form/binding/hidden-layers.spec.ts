import { PDFDocument, PDFName, type PDFDict } from 'pdf-lib';
import { findHiddenLayers } from './hidden-layers.js';

async function blank(change: (pdf: PDFDocument, page: PDFDict) => void = () => undefined): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  change(pdf, pdf.addPage().node);
  return await pdf.save();
}

it.each<[string, () => Promise<Uint8Array>, string]>([
  ['a file without layers', () => blank(), 'NONE'],
  [
    'something of another kind that bears the name of a layer',
    () => blank((_, page) => page.set(PDFName.of('Own'), PDFName.of('OCG'))),
    'NONE',
  ],
  [
    'layers of the document',
    () => blank(({ catalog, context }) => catalog.set(PDFName.of('OCProperties'), context.obj({ OCGs: [] }))),
    'SOME',
  ],
  [
    'a part that belongs to a layer, deep in a page',
    () => blank(({ context }, page) => page.set(PDFName.of('Own'), context.obj([{ A: [{ OC: 1 }] }]))),
    'SOME',
  ],
  [
    'a layer that no page leads to',
    () => blank(({ context }) => void context.register(context.obj({ Type: 'OCG' }))),
    'SOME',
  ],
  [
    'a combination of layers',
    () => blank(({ context }) => void context.register(context.obj({ Type: 'OCMD' }))),
    'SOME',
  ],
  [
    'a stream that belongs to a layer',
    () => blank(({ context }) => void context.register(context.stream('', { OC: 1 }))),
    'SOME',
  ],
  ['no PDF', () => Promise.resolve(Buffer.from('no PDF')), 'NOT_KNOWN'],
])('%s', async (_, make, expected) => {
  expect(await findHiddenLayers(await make())).toBe(expected);
});
