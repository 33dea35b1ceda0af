import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { GreyPicture } from './grey-picture.js';

/** One for the process: its start takes longer than many pages. */
let library: Promise<PDFiumLibrary> | undefined;

/** Every page of a PDF as a printer lays it down in grey, `dpi` pixels to the inch. */
export async function printPages(pdf: Uint8Array, dpi: number): Promise<GreyPicture[]> {
  library ??= PDFiumLibrary.init();
  const document = await (await library).loadDocument(pdf);
  try {
    const sheets: GreyPicture[] = [];
    for (const page of document.pages()) {
      const { width, height, data } = await page.render({
        scale: dpi / 72,
        colorSpace: 'Gray',
        // The bytes belong to the library and go away with the page.
        render: (picture) => Promise.resolve(Uint8Array.from(picture.data)),
      });
      sheets.push({ width, height, data });
    }
    return sheets;
  } finally {
    document.destroy();
  }
}
