import type { Raster } from './pdf-page.js';

/**
 * Pictures are compared at 300 dpi of the issued page: the strokes of eight-point print are three pixels wide there. At
 * this size the other tolerances were measured (docs/decisions/0011-rewritten-forms.md).
 */
export const PIXELS_PER_POINT = 300 / 72;

/** Grey levels of 255 by which a pixel may differ from all pixels around it: less than print of 13 % grey. */
const TONE = 32;
/** Pixels: a glyph is put on whole pixels, so the same one may come to stand one pixel farther. */
const NEAR = 1;
/** Pixels by which one shape may be moved as a whole: 0.48 points. */
const SHIFT = 2;
/** The largest shape, in pixels, that may be moved as a whole: 24 points. */
const LARGEST_SHAPE = 100;
/** So many differing pixels in one place are no difference. */
const STRAY_PIXELS = 2;
/** Differing pixels no farther from each other than this are one place. */
const CELL = 4;
/** With more differing pixels than this the pages have little in common: where exactly does not matter. */
const MOST_PIXELS = 400_000;

/** In pixels; `right` and `bottom` are the first ones beyond. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface PictureSpot {
  readonly box: PixelBox;
  readonly pixels: number;
}

/**
 * Where two pictures of a size differ in an area, apart from some boxes. A pixel differs when it is lighter or darker,
 * by more than a tone, than every pixel around it in the other picture: what only stands up to a pixel away does not,
 * nor do smoothed edges. A small shape that is the same moved by up to two pixels does not differ either.
 */
export function comparePictures(
  one: Raster,
  other: Raster,
  area: PixelBox,
  apart: readonly PixelBox[],
): readonly PictureSpot[] {
  const inside = clip(area, one);
  const differing = differingPixels(one, other, inside, mask(one, inside, apart));
  if (differing.length > MOST_PIXELS) return [{ box: inside, pixels: differing.length }];
  return gather(differing, one.width).filter(
    ({ box, pixels }) => pixels > STRAY_PIXELS && !isMovedShape(one, other, box),
  );
}

function clip(box: PixelBox, { width, height }: Raster): PixelBox {
  const margin = NEAR + SHIFT;
  return {
    left: Math.max(box.left, margin),
    top: Math.max(box.top, margin),
    right: Math.min(box.right, width - margin),
    bottom: Math.min(box.bottom, height - margin),
  };
}

/** 1 where pixels are compared. */
function mask({ width, height }: Raster, area: PixelBox, apart: readonly PixelBox[]): Uint8Array {
  const compared = new Uint8Array(width * height);
  const fill = ({ left, top, right, bottom }: PixelBox, value: number): void => {
    const [from, to] = [Math.max(left, 0), Math.min(right, width)];
    if (from >= to) return;
    for (let y = Math.max(top, 0); y < Math.min(bottom, height); y++)
      compared.fill(value, y * width + from, y * width + to);
  };
  fill(area, 1);
  for (const box of apart) fill(box, 0);
  return compared;
}

function differingPixels(one: Raster, other: Raster, area: PixelBox, compared: Uint8Array): number[] {
  const differing: number[] = [];
  for (let y = area.top; y < area.bottom; y++) {
    for (let at = y * one.width + area.left; at < y * one.width + area.right; at++) {
      if (compared[at] === 1 && differs(one, other, at, 0)) differing.push(at);
      if (differing.length > MOST_PIXELS) return differing;
    }
  }
  return differing;
}

/** `shift` is how far, in bytes, the other picture's pixel stands from this one's. */
function differs(one: Raster, other: Raster, at: number, shift: number): boolean {
  const a = one.pixels[at] ?? 0;
  const b = other.pixels[at + shift] ?? 0;
  if (a - b <= TONE && b - a <= TONE) return false;
  return isAlone(a, other, at + shift) || isAlone(b, one, at);
}

/** Lighter or darker, by more than a tone, than all pixels around a place. */
function isAlone(value: number, { pixels, width }: Raster, at: number): boolean {
  let darkest = 255;
  let lightest = 0;
  for (let row = -NEAR; row <= NEAR; row++) {
    for (let column = -NEAR; column <= NEAR; column++) {
      const pixel = pixels[at + row * width + column] ?? 0;
      if (pixel < darkest) darkest = pixel;
      if (pixel > lightest) lightest = pixel;
    }
  }
  return value < darkest - TONE || value > lightest + TONE;
}

/** Puts pixels together that lie in touching cells. */
function gather(differing: readonly number[], width: number): PictureSpot[] {
  const columns = Math.ceil(width / CELL);
  const cells = new Map<number, number[]>();
  for (const at of differing) {
    const cell = Math.floor(Math.floor(at / width) / CELL) * columns + Math.floor((at % width) / CELL);
    const pixels = cells.get(cell);
    if (pixels === undefined) cells.set(cell, [at]);
    else pixels.push(at);
  }
  const found: PictureSpot[] = [];
  for (const start of cells.keys()) {
    const waiting = [start];
    const together: number[] = [];
    for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
      const pixels = cells.get(cell);
      if (pixels === undefined) continue;
      cells.delete(cell);
      together.push(...pixels);
      for (const step of [-columns - 1, -columns, -columns + 1, -1, 1, columns - 1, columns, columns + 1]) {
        waiting.push(cell + step);
      }
    }
    if (together.length > 0) found.push({ box: boxOf(together, width), pixels: together.length });
  }
  return found;
}

function boxOf(pixels: readonly number[], width: number): PixelBox {
  let [left, top, right, bottom] = [Infinity, Infinity, 0, 0];
  for (const at of pixels) {
    const [x, y] = [at % width, Math.floor(at / width)];
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + 1);
  }
  return { left, top, right, bottom };
}

/** The same shape stands there, moved a little: at some shift all its pixels agree, in the one picture and the other. */
function isMovedShape(one: Raster, other: Raster, box: PixelBox): boolean {
  if (box.right - box.left > LARGEST_SHAPE || box.bottom - box.top > LARGEST_SHAPE) return false;
  for (let down = -SHIFT; down <= SHIFT; down++) {
    for (let across = -SHIFT; across <= SHIFT; across++) {
      const shift = down * one.width + across;
      if (countDiffering(one, other, box, shift) > STRAY_PIXELS) continue;
      // A shape that the other picture lacks could be shifted out of the box; this way round it cannot.
      if (countDiffering(other, one, box, -shift) <= STRAY_PIXELS) return true;
    }
  }
  return false;
}

function countDiffering(one: Raster, other: Raster, box: PixelBox, shift: number): number {
  let count = 0;
  for (let y = box.top; y < box.bottom; y++) {
    for (let at = y * one.width + box.left; at < y * one.width + box.right; at++) {
      if (differs(one, other, at, shift)) count += 1;
    }
    if (count > STRAY_PIXELS) return count;
  }
  return count;
}
