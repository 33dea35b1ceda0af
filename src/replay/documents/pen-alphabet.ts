/**
 * The letters of a plain hand, each as strokes of the pen: points `x,y` along a stroke, strokes parted by `;`. The line
 * that is written on is y = 0, small letters reach to 10, capitals to 17, tails to −7. A pen runs smoothly through the
 * points of one stroke; where it turns sharply, a new stroke begins.
 */
const letters: Readonly<Record<string, string>> = {
  a: '8,8 6,10 2,9 0,5 2,0 5,1 8,5 8,10 8,3 10,0',
  b: '0,18 0,8 0,1 4,0 8,4 6,9 3,9 0,6',
  c: '8,8 5,10 1,8 0,4 2,0 6,0 8,2',
  d: '8,8 5,10 1,8 0,4 2,0 5,1 8,6 8,18;8,8 8,3 10,0',
  đ: '8,8 5,10 1,8 0,4 2,0 5,1 8,6 8,18;8,8 8,3 10,0;4,14 11,14',
  e: '0,5 7,6 7,9 4,10 1,8 0,4 2,0 6,0 8,2',
  f: '8,16 5,18 3,14 3,0;0,9 7,9',
  g: '8,8 5,10 1,8 0,4 3,1 6,2 8,6 8,10;8,8 8,-3 5,-7 1,-5',
  h: '0,18 0,0;0,4 2,9 5,10 7,7 7,2 9,0',
  i: '2,10 2,3 4,0;2,14 2.4,14.4',
  j: '4,10 4,-3 2,-7 -1,-5;4,14 4.4,14.4',
  k: '0,18 0,0;7,10 1,5;1,5 8,0',
  l: '1,18 1,9 1,3 3,0',
  m: '0,10 0,0;0,4 2,9 4,10 6,7 6,0;6,4 8,9 10,10 12,7 12,2 14,0',
  n: '0,10 0,0;0,4 2,9 5,10 7,7 7,2 9,0',
  ŋ: '0,10 0,0;0,4 2,9 5,10 7,7 7,-3 4,-7',
  o: '4,10 1,8 0,4 3,0 7,2 8,6 5,10 3,10',
  p: '0,10 0,-7;0,6 3,10 7,9 8,4 5,0 1,2',
  q: '8,8 5,10 1,8 0,4 3,0 6,2 8,6 8,10;8,8 8,-7;8,-7 10,-5',
  r: '0,10 0,0;0,4 2,9 5,10 7,9',
  s: '7,9 4,10 1,8 3,6 6,4 7,1 3,0 0,1',
  t: '3,16 3,9 3,2 5,0 7,1;0,10 7,10',
  ŧ: '3,16 3,9 3,2 5,0 7,1;0,10 7,10;1,6 6,6',
  u: '0,10 0,3 3,0 6,2 8,6 8,10;8,8 8,3 10,0',
  v: '0,10 4,0;4,0 8,10',
  w: '0,10 3,0;3,0 6,9;6,9 9,0;9,0 12,10',
  x: '0,10 8,0;8,10 0,0',
  y: '0,10 1,5 4,3 8,6;8,10 8,-3 5,-7 1,-5',
  z: '0,10 8,10;8,10 0,0;0,0 8,0',
  æ: '6,8 4,10 1,8 0,4 2,0 5,1 7,5 13,6 13,9 10,10 8,8 7,4 9,0 12,0 14,2',
  ø: '4,10 1,8 0,4 3,0 7,2 8,6 5,10 3,10;9,12 -1,-2',
  A: '0,0 6,17;6,17 12,0;2,6 10,6',
  B: '0,17 0,0;0,17 6,16 7,12 5,9 0,9;0,9 7,8 9,4 6,0 0,0',
  C: '11,14 7,17 2,14 0,8 2,2 7,0 11,3',
  D: '0,17 0,0;0,17 6,16 10,12 10,6 6,1 0,0',
  Đ: '0,17 0,0;0,17 6,16 10,12 10,6 6,1 0,0;-2,9 4,9',
  E: '9,17 0,17;0,17 0,0;0,0 9,0;0,9 7,9',
  F: '9,17 0,17;0,17 0,0;0,9 7,9',
  G: '11,14 7,17 2,14 0,8 2,2 7,0 11,3 11,7;7,7 12,7',
  H: '0,17 0,0;10,17 10,0;0,9 10,9',
  I: '2,17 2,0',
  J: '6,17 6,4 4,0 0,2',
  K: '0,17 0,0;9,17 1,8;1,8 10,0',
  L: '0,17 0,0;0,0 9,0',
  M: '0,0 1,17;1,17 7,5;7,5 13,17;13,17 14,0',
  N: '0,0 0,17;0,17 10,0;10,0 10,17',
  Ŋ: '0,0 0,17;0,17 10,0;10,17 10,-3 6,-6',
  O: '6,17 2,15 0,8 2,1 7,0 11,4 12,10 9,16 5,17',
  P: '0,17 0,0;0,17 6,17 9,13 7,9 0,8',
  Q: '6,17 2,15 0,8 2,1 7,0 11,4 12,10 9,16 5,17;7,4 13,-2',
  R: '0,17 0,0;0,17 6,17 9,13 7,9 0,8;4,8 10,0',
  S: '10,15 6,17 1,14 3,10 8,7 9,3 5,0 0,2',
  T: '0,17 12,17;6,17 6,0',
  Ŧ: '0,17 12,17;6,17 6,0;3,9 9,9',
  U: '0,17 0,5 4,0 8,1 10,5 10,17',
  V: '0,17 6,0;6,0 12,17',
  W: '0,17 4,0;4,0 8,14;8,14 12,0;12,0 16,17',
  X: '0,17 11,0;11,17 0,0',
  Y: '0,17 6,8;12,17 6,8;6,8 6,0',
  Z: '0,17 10,17;10,17 0,0;0,0 10,0',
  Æ: '0,0 8,17;8,17 8,0;8,17 16,17;8,0 16,0;8,9 14,9;3,6 8,6',
  Ø: '6,17 2,15 0,8 2,1 7,0 11,4 12,10 9,16 5,17;13,19 -1,-2',
  0: '5,16 1,14 0,8 2,1 6,0 9,5 9,11 7,15 4,16',
  1: '0,12 4,16;4,16 4,0',
  2: '0,13 3,16 7,15 8,11 5,6 0,0;0,0 9,0',
  3: '0,15 4,16 8,13 4,9;4,9 9,6 7,1 3,0 0,2',
  4: '6,16 0,5;0,5 9,5;7,10 7,0',
  5: '8,16 1,16;1,16 0,9;0,9 5,10 9,6 7,1 3,0 0,2',
  6: '7,16 2,11 0,5 2,0 7,0 9,4 6,8 1,6',
  7: '0,16 9,16;9,16 3,0',
  8: '8,13 4,16 1,13 3,9 8,6 8,2 4,0 0,3 2,7 7,10 8,13',
  9: '8,12 5,16 1,14 1,9 5,8 8,11;8,14 8,6 5,0',
  '.': '1,0 1.6,0.6',
  ',': '2,1 0,-3',
  '-': '0,6 5,6',
  '–': '0,6 8,6',
  '/': '0,-1 7,17',
  '(': '4,18 1,12 1,4 4,-2',
  ')': '0,18 3,12 3,4 0,-2',
  ':': '1,1 1.6,1.6;1,8 1.6,8.6',
  "'": '1,17 0,13',
};

/** Marks over a letter, around x = 0 above y = 0. */
const marks: Readonly<Record<string, string>> = {
  '\u0300': '-2,4 1,1',
  '\u0301': '-1,1 2,4',
  '\u0302': '-2,1 0,4;0,4 2,1',
  '\u0308': '-2,2 -1.6,2.4;2,2 2.4,2.4',
  '\u030a': '0,1 -2,2.5 0,5 2,3 0.4,1',
  '\u030c': '-2,4 0,1;0,1 2,4',
};

/** What is not in the alphabet becomes a small wave. */
const unknown = '0,4 2,6 5,3 8,5';

export type Point = readonly [x: number, y: number];
export type Stroke = readonly Point[];

export interface PenLetter {
  readonly strokes: readonly Stroke[];
  /** How far the hand moves on, without the gap to the next letter. */
  readonly width: number;
}

const SPACE: PenLetter = { strokes: [], width: 7 };

/** How a character is written, marks over letters included. */
export function penLetter(character: string): PenLetter {
  if (/^\s$/.test(character)) return SPACE;
  if (letters[character] !== undefined) return asLetter(letters[character]);
  const [base = '', ...over] = character.normalize('NFD');
  const plain = asLetter(letters[base] ?? unknown);
  const height = /\p{Lu}/u.test(base) ? 18 : 12;
  const strokesOver = over.flatMap((mark) =>
    strokesOf(marks[mark] ?? '').map((stroke) => stroke.map(([x, y]): Point => [x + plain.width / 2, y + height])),
  );
  return { strokes: [...plain.strokes, ...strokesOver], width: plain.width };
}

function asLetter(drawing: string): PenLetter {
  const strokes = strokesOf(drawing);
  return { strokes, width: Math.max(2, ...strokes.flat().map(([x]) => x)) };
}

function strokesOf(drawing: string): Stroke[] {
  if (drawing === '') return [];
  return drawing.split(';').map((stroke) =>
    stroke.split(' ').map((point): Point => {
      const [x = 0, y = 0] = point.split(',').map(Number);
      return [x, y];
    }),
  );
}
