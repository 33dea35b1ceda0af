import { encode } from 'uqr';

// The alphanumeric set of QR codes, in the order of its values (ISO/IEC 18004, 7.4.4).
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const VALUES: ReadonlyMap<string, number> = new Map([...ALPHABET].map((character, value) => [character, value]));

// Any mask can be read; it has to be the same for all codes of a length, for their modules to be linear in their bits.
const MASK = 3;

/** Version 3-M holds 61 alphanumeric characters in 29 modules; version 2-M, enough for most codes, has 25. */
const LARGEST_VERSION = 3;

/** The dark modules of a code: one number a row from the top, one bit a module, the leftmost the lowest. */
type Rows = Int32Array;

/**
 * All codes of one length. A module is the sum modulo 2 of a constant and of some bits of the text: Reed–Solomon codes
 * are linear, and the mask is fixed. So a code is the sum of a first one and of one picture for each bit that differs.
 */
interface CodeFamily {
  readonly first: Rows;
  /** For each pair of characters (11 bits; a last single one: 6), what changes with each of its bits, lowest first. */
  readonly changes: readonly (readonly Rows[])[];
}

const FIRST_CHARACTER = 'A';
const families = new Map<number, CodeFamily>();

function draw(text: string): Rows {
  const { data, size } = encode(text, { ecc: 'M', border: 0, maskPattern: MASK, maxVersion: LARGEST_VERSION });
  return Int32Array.from({ length: size }, (_, row) =>
    (data[row] ?? []).reduce((bits, dark, column) => (dark ? bits | (1 << column) : bits), 0),
  );
}

/** The value of the pair, or of the last single character, that starts at an index. */
function valueAt(text: string, index: number): number {
  const [first, second] = [VALUES.get(text[index] ?? ''), VALUES.get(text[index + 1] ?? '')];
  if (first === undefined) throw new RangeError(`"${text}" has a character that is not alphanumeric in a QR code`);
  return index + 1 < text.length ? first * 45 + (second ?? 0) : first;
}

function makeFamily(length: number): CodeFamily {
  const text = FIRST_CHARACTER.repeat(length);
  const first = draw(text);
  const changes: Rows[][] = [];
  for (let index = 0; index < length; index += 2) {
    const pair = index + 1 < length;
    const changed = Array.from({ length: pair ? 11 : 6 }, (_, bit) => {
      const value = valueAt(text, index) ^ (1 << bit);
      const characters = pair ? `${ALPHABET[Math.floor(value / 45)]}${ALPHABET[value % 45]}` : `${ALPHABET[value]}`;
      const other = draw(text.slice(0, index) + characters + text.slice(index + characters.length));
      return other.map((row, at) => row ^ (first[at] ?? 0));
    });
    changes.push(changed);
  }
  return { first, changes };
}

/** The QR code of a text of 4 to 61 characters of the alphanumeric set, error correction level M. */
export function pageCodeRows(text: string): Rows {
  let family = families.get(text.length);
  if (family === undefined) {
    family = makeFamily(text.length);
    families.set(text.length, family);
  }
  const rows = Int32Array.from(family.first);
  const start = FIRST_CHARACTER.repeat(2);
  family.changes.forEach((bits, pair) => {
    const single = 2 * pair + 1 === text.length;
    let differs = valueAt(text, 2 * pair) ^ valueAt(single ? FIRST_CHARACTER : start, 0);
    for (let bit = 0; differs !== 0; bit++, differs >>= 1) {
      const change = bits[bit];
      if ((differs & 1) === 0 || change === undefined) continue;
      for (let row = 0; row < rows.length; row++) rows[row] = (rows[row] ?? 0) ^ (change[row] ?? 0);
    }
  });
  return rows;
}

export interface PageCodePath {
  /** Operators of a content stream: one path of rectangles, each a run of dark modules, filled; one unit a module. */
  readonly operators: string;
  /** Modules along one side, without the quiet zone. */
  readonly modules: number;
}

// Every run there can be is written once: in a campaign of many forms the same few thousand come again and again.
const writtenRuns: string[] = [];

function runOperator(row: number, from: number, length: number): string {
  const index = (row * 32 + from) * 32 + length;
  return (writtenRuns[index] ??= `${from} ${row} ${length} 1 re\n`);
}

/** Draws the QR code of a page with its lower left corner at the origin. */
export function drawPageCode(text: string): PageCodePath {
  const rows = pageCodeRows(text);
  const size = rows.length;
  let operators = '';
  for (let row = 0; row < size; row++) {
    const bits = rows[row] ?? 0;
    for (let from = 0; from < size; from++) {
      if (((bits >> from) & 1) === 0) continue;
      let to = from + 1;
      while (to < size && ((bits >> to) & 1) === 1) to++;
      operators += runOperator(size - 1 - row, from, to - from);
      from = to;
    }
  }
  return { operators: `${operators}f\n`, modules: size };
}
