import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';
import { PDFDocument } from 'pdf-lib';
import { comparePictures, PIXELS_PER_POINT } from './compare-picture.js';
import { PdfFile } from './pdf-file.js';
import type { Raster } from './pdf-page.js';
import { startPdfium } from './pdfium.js';

/** A cell for each character, in points. */
const CELL = 16;
const DIGITS = [...'0123456789'];
const CHARACTERS = [...DIGITS, ...'.,-abcdeo'];

let file: PdfFile;

beforeAll(async () => {
  const font = createRequire(import.meta.url).resolve(
    '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  );
  const pdf = await PDFDocument.create();
  pdf.registerFontkit(fontkit);
  const embedded = await pdf.embedFont(await readFile(font));
  for (const size of [8, 10.5]) {
    const page = pdf.addPage([CELL * CHARACTERS.length, CELL]);
    CHARACTERS.forEach((character, at) => page.drawText(character, { x: at * CELL + 5, y: 5, size, font: embedded }));
  }
  file = PdfFile.open(await startPdfium(), await pdf.save())!;
});

/** One character in a picture of its own, shifted by fractions of a pixel. */
function picture(character: string, shift: readonly [x: number, y: number] = [0, 0], page = 0): Raster {
  const side = Math.round(CELL * PIXELS_PER_POINT);
  const left = CHARACTERS.indexOf(character) * CELL * PIXELS_PER_POINT;
  return file.withPage(page, (opened) =>
    opened.renderThrough([PIXELS_PER_POINT, 0, 0, -PIXELS_PER_POINT, shift[0] - left, side + shift[1]], side, side),
  );
}

const everything = { left: 0, top: 0, right: 1000, bottom: 1000 };
const differ = (one: Raster, other: Raster): boolean => comparePictures(one, other, everything, []).length > 0;

describe('eight-point print', () => {
  it.each(DIGITS)('a %s is told from every other digit and mark', (digit) => {
    const taken = CHARACTERS.filter((other) => other !== digit && !differ(picture(digit), picture(other, [0.4, 0.3])));
    expect(taken).toEqual([]);
  });

  it.each(CHARACTERS)('a missing or an added %s is found', (character) => {
    const blank: Raster = { ...picture(character), pixels: picture(character).pixels.map(() => 255) };
    expect(differ(picture(character), blank)).toBe(true);
    expect(differ(blank, picture(character))).toBe(true);
  });

  it.each<[number, number]>([
    [0.5, 0.5],
    [-0.5, 0.4],
    [1, 0],
    [0, -1.4],
    [1.9, 1.9],
    [-1.9, -1.9],
  ])('the same character up to two pixels away (%d, %d) is the same', (x, y) => {
    expect(CHARACTERS.filter((character) => differ(picture(character), picture(character, [x, y])))).toEqual([]);
  });

  it.each<[number, number]>([
    [6, 0],
    [0, 6],
  ])('but not one that is moved by one and a half points (%d, %d)', (x, y) => {
    expect(DIGITS.filter((digit) => !differ(picture(digit), picture(digit, [x, y])))).toEqual([]);
  });

  it('a larger one is another one', () => {
    expect(DIGITS.filter((digit) => !differ(picture(digit), picture(digit, [0, 0], 1)))).toEqual([]);
  });
});

describe('where it looks', () => {
  const paper = (draw: (pixels: Uint8Array, width: number) => void = () => undefined): Raster => {
    const pixels = new Uint8Array(200 * 100).fill(255);
    draw(pixels, 200);
    return { width: 200, height: 100, pixels };
  };
  const square = (x: number, y: number, side: number, tone = 0): Raster =>
    paper((pixels, width) => {
      for (let row = y; row < y + side; row++) pixels.fill(tone, row * width + x, row * width + x + side);
    });

  it.each<[string, Raster, number]>([
    ['nothing', paper(), 0],
    ['two pixels', paper((pixels) => pixels.fill(0, 5050, 5052)), 0],
    ['three pixels', paper((pixels) => pixels.fill(0, 5050, 5053)), 1],
    ['a dot of three by three pixels', square(50, 50, 3), 1],
    ['print of 13 % grey', square(50, 50, 10, 255 - 33), 1],
    ['a tint of 12 %', square(50, 50, 10, 255 - 32), 0],
    ['print within a field', square(120, 20, 10), 0],
    ['print that leaves a field', square(125, 20, 10), 1],
    ['print beyond the area', square(180, 20, 10), 0],
    ['a shape too large to be a moved one', square(10, 10, 80), 1],
  ])('%s', (_, returned, spots) => {
    const area = { left: 0, top: 0, right: 170, bottom: 100 };
    const field = { left: 115, top: 10, right: 132, bottom: 40 };
    expect(comparePictures(paper(), returned, area, [field])).toHaveLength(spots);
  });

  it('gives each place its box', () => {
    const both = paper();
    for (const { pixels } of [square(20, 20, 5), square(100, 60, 5)]) {
      pixels.forEach((tone, at) => {
        if (tone === 0) both.pixels[at] = 0;
      });
    }
    const found = comparePictures(paper(), both, everything, []);
    expect(found.map(({ box }) => box)).toEqual([
      { left: 20, top: 20, right: 25, bottom: 25 },
      { left: 100, top: 60, right: 105, bottom: 65 },
    ]);
  });
});
