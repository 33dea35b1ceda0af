import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { GreyPicture } from './grey-picture.js';

/** One for the process: its start takes longer than many pages. */
let library: Promise<PDFiumLibrary> | undefined;

/** Letters are drawn on whole pixels. Drawn so much finer, they come to stand where a printer lays them down. */
const FINER = 3;

/** Every page of a PDF as a printer lays it down in grey, `dpi` pixels to the inch. */
export async function printPages(pdf: Uint8Array, dpi: number): Promise<GreyPicture[]> {
  library ??= PDFiumLibrary.init();
  const document = await (await library).loadDocument(pdf);
  try {
    const sheets: GreyPicture[] = [];
    for (const page of document.pages()) {
      const fine = await page.render({
        scale: (FINER * dpi) / 72,
        colorSpace: 'Gray',
        // The bytes belong to the library and go away with the page.
        render: (picture) => Promise.resolve(Uint8Array.from(picture.data)),
      });
      sheets.push(smaller(fine));
    }
    return sheets;
  } finally {
    document.destroy();
  }
}

/** Each pixel the mean of a square of pixels, in whole numbers: the same on every processor. */
function smaller({ width, height, data }: GreyPicture): GreyPicture {
  const [columns, rows] = [Math.floor(width / FINER), Math.floor(height / FINER)];
  const out = new Uint8Array(columns * rows);
  const sums = new Uint32Array(columns);
  for (let row = 0; row < rows; row++) {
    sums.fill(0);
    for (let y = row * FINER; y < (row + 1) * FINER; y++) {
      for (let column = 0, from = y * width; column < columns; column++) {
        for (let x = 0; x < FINER; x++, from++) sums[column]! += data[from]!;
      }
    }
    for (let column = 0; column < columns; column++) out[row * columns + column] = sums[column]! / FINER ** 2;
  }
  return { width: columns, height: rows, data: out };
}
