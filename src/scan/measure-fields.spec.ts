import { INK_AREA } from './compare-page.js';
import type { Crease } from './find-creases.js';
import type { FlattenedPage } from './flatten-page.js';
import type { InkMap } from './ink-map.js';
import { COMPARED_SCALE } from './issued-page.js';
import { measureFields } from './measure-fields.js';
import type { FieldInk, FieldKind } from './scan-report.js';

const [WIDTH, HEIGHT] = [220, 120];
/** In pixels: beyond the inset of 2 points (1.2 of a box to tick) on each side. */
const inside = { left: 40, top: 30, right: 180, bottom: 80 };
const boxWithInset = (inset: number) => ({
  x: inside.left / COMPARED_SCALE - inset,
  y: inside.top / COMPARED_SCALE - inset,
  width: (inside.right - inside.left) / COMPARED_SCALE + 2 * inset,
  height: (inside.bottom - inside.top) / COMPARED_SCALE + 2 * inset,
});

type Stroke = { left: number; top: number; width: number; height: number; ink?: number };

function inkOf(strokes: readonly Stroke[]): InkMap {
  const data = new Uint8Array(WIDTH * HEIGHT);
  for (const { left, top, width, height, ink = 255 } of strokes)
    for (let y = top; y < top + height; y++) data.fill(ink, y * WIDTH + left, y * WIDTH + left + width);
  return { width: WIDTH, height: HEIGHT, data };
}

function seenBut(hidden: number): FlattenedPage {
  const seen = new Uint8Array(WIDTH * HEIGHT).fill(1);
  let left = hidden;
  for (let y = inside.top; y < inside.bottom; y++)
    for (let x = inside.left; x < inside.right && left > 0; x++, left--) seen[y * WIDTH + x] = 0;
  return { width: WIDTH, height: HEIGHT, data: new Uint8Array(WIDTH * HEIGHT), seen };
}

type Case = { strokes?: Stroke[]; printed?: Stroke[]; creases?: Crease[]; hidden?: number; kind?: FieldKind };

function measured({ strokes = [], printed = [], creases = [], hidden = 0, kind = 'TEXT' }: Case): FieldInk {
  const field = { name: 'f', kind, page: 1, box: boxWithInset(kind === 'TICK' ? 1.2 : 2) };
  const [found] = measureFields(inkOf(printed), inkOf(strokes), seenBut(hidden), creases, [field]);
  return found!;
}

/** A stroke inside the field with so much ink in mm², half a pixel more or less; each pixel is full. */
const strokeOf = (squareMillimetres: number): Stroke[] => pixelsOf(Math.round(squareMillimetres / INK_AREA));
const pixelsOf = (pixels: number, width = 10): Stroke[] => {
  const rest = pixels % width;
  const rows = (pixels - rest) / width;
  return [
    { left: 100, top: 40, width, height: rows },
    { left: 100, top: 40 + rows, width: rest, height: 1 },
  ];
};
const crease: Crease = { direction: 'ACROSS', places: Array.from({ length: 14 }, () => 50) };

it.each<[string, Case, FieldInk['state']]>([
  ['nothing', {}, 'EMPTY'],
  ['a dot', { strokes: strokeOf(0.2) }, 'EMPTY'],
  ['a short stroke', { strokes: strokeOf(0.3) }, 'TRACE'],
  ['a stroke just below what counts', { strokes: strokeOf(0.66) }, 'TRACE'],
  ['a stroke', { strokes: strokeOf(0.75) }, 'INK'],
  ['dust: grains of three pixels', { strokes: grains(3) }, 'EMPTY'],
  ['dots of five pixels', { strokes: grains(5) }, 'INK'],
  ['the shade of the paper', { strokes: [{ left: 60, top: 40, width: 60, height: 20, ink: 44 }] }, 'EMPTY'],
  ['a pale pen', { strokes: [{ left: 60, top: 40, width: 60, height: 20, ink: 90 }] }, 'INK'],
  [
    'what the form prints there itself, a pixel off',
    {
      strokes: [{ left: 60, top: 40, width: 60, height: 5 }],
      printed: [{ left: 61, top: 41, width: 60, height: 5 }],
    },
    'EMPTY',
  ],
  ['the frame', { strokes: [{ left: 36, top: 20, width: 4, height: 80 }] }, 'EMPTY'],
  [
    'what stands above and below',
    { strokes: [20, 81].map((top) => ({ left: 60, top, width: 60, height: 9 })) },
    'EMPTY',
  ],
  ['what stands beside', { strokes: [20, 181].map((left) => ({ left, top: 40, width: 15, height: 20 })) }, 'EMPTY'],
  ['a fold', { strokes: [{ left: 0, top: 49, width: WIDTH, height: 3 }], creases: [crease] }, 'EMPTY'],
  ['the same line without a fold', { strokes: [{ left: 0, top: 49, width: WIDTH, height: 3 }] }, 'INK'],
  ['a sliver beyond the edge of the picture', { strokes: strokeOf(2), hidden: 139 }, 'INK'],
  ['a corner beyond the edge of the picture', { strokes: strokeOf(2), hidden: 141 }, 'NOT_SEEN'],
])('%s: %s', (_, given, state) => {
  expect(measured(given).state).toBe(state);
});

it('says how much ink there is, and around what', () => {
  const strokes = [
    { left: 60, top: 40, width: 10, height: 4 },
    { left: 150, top: 60, width: 6, height: 10 },
  ];
  expect(measured({ strokes })).toEqual({
    name: 'f',
    kind: 'TEXT',
    state: 'INK',
    ink: Number((100 * INK_AREA).toFixed(2)),
    share: Number((100 / (140 * 50)).toFixed(4)),
    box: { x: 28.8, y: 19.2, width: 46.1, height: 14.4 },
    ticked: null,
  });
  expect(measured({}).box).toBeNull();
});

it('says nothing of a field that the picture does not show, or that has no inside', () => {
  const nothing = { state: 'NOT_SEEN', ink: 0, share: 0, box: null, ticked: null };
  expect(measured({ strokes: strokeOf(2), hidden: 7000, kind: 'TICK' })).toMatchObject(nothing);
  const thin = { name: 'thin', kind: 'TEXT' as const, page: 1, box: { x: 20, y: 20, width: 3, height: 30 } };
  expect(measureFields(inkOf([]), inkOf([]), seenBut(0), [], [thin])).toEqual([expect.objectContaining(nothing)]);
});

/** Of a box of 140 by 50 pixels. */
it.each<[number, FieldInk['ticked']]>([
  [0, false],
  [0.015, false],
  [0.0151, null],
  [0.0599, null],
  [0.06, true],
])('a box to tick, %d of it full: %s', (share, ticked) => {
  const strokes = pixelsOf(Math.round(share * 7000), 35);
  expect(measured({ strokes, kind: 'TICK' })).toMatchObject({ ticked, share });
  expect(measured({ strokes, kind: 'TEXT' }).ticked).toBeNull();
});

function grains(pixels: number): Stroke[] {
  return Array.from({ length: 60 }, (_, index) => ({
    left: 50 + 10 * (index % 12),
    top: 35 + 8 * Math.floor(index / 12),
    width: 1,
    height: pixels,
  }));
}
