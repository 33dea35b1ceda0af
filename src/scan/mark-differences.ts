import sharp from 'sharp';

import { type InkComparison, pixelsOf } from './compare-page.js';
import type { GrayPicture } from './gray-picture.js';
import type { FieldPlace, PageBox } from './scan-report.js';

type Colour = readonly [number, number, number];

const ADDED: Colour = [200, 0, 0];
const MISSING: Colour = [0, 70, 200];
const AROUND: Colour = [235, 110, 0];
const FIELD: Colour = [0, 140, 70];

/** Pixels along the longer side: of A4 150 to the inch. */
const RETURNED_SIDE = 1754;

/** The page as it was scanned, drawn straight, as PNG. */
export async function alignedPng(page: GrayPicture): Promise<Uint8Array> {
  // Sixteen shades show all there is to see, and take a third of the bytes.
  const data = page.data.map((shade) => Math.round(shade / 17) * 17);
  return await sharp(data, { raw: { width: page.width, height: page.height, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 6 })
    .toBuffer();
}

/** A page that was not compared, as it came, made no larger than a compared one. As PNG. */
export async function returnedPng({ width, height, data }: GrayPicture): Promise<Uint8Array> {
  const { data: shades, info } = await sharp(data, { raw: { width, height, channels: 1 } })
    .resize({ width: RETURNED_SIDE, height: RETURNED_SIDE, fit: 'inside', withoutEnlargement: true })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return await alignedPng({ width: info.width, height: info.height, data: shades });
}

/**
 * The page in pale grey; ink that was added red, ink that is missing blue, a frame around each difference and a green
 * one around each field. As PNG.
 */
export async function differencesPng(
  page: GrayPicture,
  comparison: InkComparison,
  fields: readonly FieldPlace[],
): Promise<Uint8Array> {
  const { width, height } = page;
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    const pale = 255 - Math.round((255 - (page.data[at] ?? 255)) / 34) * 17;
    const colour: Colour =
      (comparison.added.data[at] ?? 0) > 30
        ? ADDED
        : (comparison.missing.data[at] ?? 0) > 30
          ? MISSING
          : [pale, pale, pale];
    data.set(colour, 3 * at);
  }
  const canvas = { width, height, data };
  for (const field of fields) frame(canvas, field.box, 0, FIELD);
  for (const difference of comparison.differences) frame(canvas, difference.box, 3, AROUND);
  return await sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 6 })
    .toBuffer();
}

function frame(canvas: GrayPicture, box: PageBox, margin: number, colour: Colour): void {
  const { left, top, right, bottom } = pixelsOf(box, margin, canvas);
  const paint = (x: number, y: number): void => {
    if (x < 0 || y < 0 || x >= canvas.width || y >= canvas.height) return;
    canvas.data.set(colour, 3 * (y * canvas.width + x));
  };
  for (const thick of [0, 1]) {
    for (let x = left; x < right; x++) {
      paint(x, top + thick);
      paint(x, bottom - 1 - thick);
    }
    for (let y = top; y < bottom; y++) {
      paint(left + thick, y);
      paint(right - 1 - thick, y);
    }
  }
}
