import { UnreadablePdf } from '../pades.errors.js';
import { PdfArray, PdfDictionary, PdfStream, nameOf } from './pdf-object.js';
import type { PdfObject } from './pdf-object.js';
import { PdfParser, isWhitespace } from './pdf-parser.js';
import { items } from './form-fields.js';
import type { PdfRevision } from './pdf-revision.js';
import type { Page } from './pages.js';

type Matrix = readonly [number, number, number, number, number, number];
const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** What a page shows, as far as telling a scan from a form needs it. */
export type PageContent = {
  readonly showsText: boolean;
  /** Nothing but one picture, over at least nine tenths of the page; an invisible text layer (OCR) may lie under it. */
  readonly onePicture: boolean;
};

type Tally = { text: boolean; visibleText: boolean; paths: boolean; pictures: { area: number }[] };

const paints = new Set(['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'sh']);
const showsText = new Set(['Tj', 'TJ', "'", '"']);

/** null: the page's content cannot be read. */
export function readPageContent(revision: PdfRevision, page: Page): PageContent | null {
  const box = numbers(revision, page.inherited('CropBox')) ?? numbers(revision, page.inherited('MediaBox'));
  if (box?.length !== 4) return null;
  const pageArea = Math.abs((box[2]! - box[0]!) * (box[3]! - box[1]!));
  const parts: Uint8Array[] = [];
  const contents = revision.resolve(page.dictionary.get('Contents'));
  for (const item of contents instanceof PdfArray ? contents.items : contents === null ? [] : [contents]) {
    const stream = revision.resolve(item);
    const data = stream instanceof PdfStream ? revision.decode(stream) : null;
    if (data === null) return null;
    parts.push(data, Uint8Array.of(10));
  }
  const tally: Tally = { text: false, visibleText: false, paths: false, pictures: [] };
  try {
    run(revision, Buffer.concat(parts), revision.dictionary(page.inherited('Resources')), identity, tally, 0);
  } catch (error) {
    if (error instanceof UnreadablePdf) return null;
    throw error;
  }
  const [picture] = tally.pictures;
  return {
    showsText: tally.text,
    onePicture: tally.pictures.length === 1 && !tally.visibleText && !tally.paths && picture!.area >= 0.9 * pageArea,
  };
}

function run(
  revision: PdfRevision,
  content: Uint8Array,
  resources: PdfDictionary | null,
  start: Matrix,
  tally: Tally,
  depth: number,
): void {
  const parser = new PdfParser(content, 0, content.length, revision.source.budget);
  const saved: { matrix: Matrix; mode: number }[] = [];
  let matrix = start;
  let mode = 0;
  let operands: PdfObject[] = [];
  for (;;) {
    parser.skipWhitespace();
    const byte = parser.peek();
    if (byte === undefined) return;
    if (!isOperator(byte)) {
      operands.push(startsNumber(byte) ? parser.readNumber() : parser.readObject());
      // No operator that counts here takes more; a long list must not cost its square.
      if (operands.length > 128) operands = operands.slice(-6);
      continue;
    }
    const operator = parser.readKeyword();
    if (operator === '') return;
    const last = operands.at(-1) ?? null;
    if (operator === 'true' || operator === 'false' || operator === 'null') continue;
    if (operator === 'q' && saved.length < 1000) saved.push({ matrix, mode });
    else if (operator === 'Q') ({ matrix, mode } = saved.pop() ?? { matrix, mode });
    else if (operator === 'cm') matrix = multiply(operands.slice(-6), matrix);
    else if (operator === 'Tr') mode = typeof last === 'number' ? last : 0;
    else if (showsText.has(operator)) {
      tally.text = true;
      if (mode !== 3) tally.visibleText = true;
    } else if (paints.has(operator)) tally.paths = true;
    else if (operator === 'BI') {
      tally.pictures.push({ area: area(matrix) });
      skipInlineImage(parser);
    } else if (operator === 'Do') draw(revision, nameOf(last), resources, matrix, tally, depth);
    operands = [];
    // Nothing further on the page can change the answer.
    if (tally.text && (tally.visibleText || tally.paths)) return;
  }
}

function draw(
  revision: PdfRevision,
  name: string | null,
  resources: PdfDictionary | null,
  matrix: Matrix,
  tally: Tally,
  depth: number,
): void {
  const target = revision.resolve(revision.dictionary(resources?.get('XObject') ?? null)?.get(name ?? '') ?? null);
  if (!(target instanceof PdfStream) || depth >= 8) return;
  const subtype = nameOf(revision.resolve(target.dictionary.get('Subtype')));
  if (subtype === 'Image') tally.pictures.push({ area: area(matrix) });
  if (subtype !== 'Form') return;
  const data = revision.decode(target);
  if (data === null) return;
  const own = numbers(revision, target.dictionary.get('Matrix'));
  const inner = own?.length === 6 ? multiply(own, matrix) : matrix;
  run(revision, data, revision.dictionary(target.dictionary.get('Resources')) ?? resources, inner, tally, depth + 1);
}

/** 8.9.7: `ID`, one white space, data, white space, `EI`. */
function skipInlineImage(parser: PdfParser): void {
  const { bytes, end } = parser;
  for (let at = parser.position; at + 2 < end; at++) {
    if (bytes[at] !== 0x45 || bytes[at + 1] !== 0x49) continue;
    if (isWhitespace(bytes[at - 1]) && isWhitespace(bytes[at + 2])) {
      parser.position = at + 2;
      return;
    }
  }
  parser.position = end;
}

const isOperator = (byte: number): boolean =>
  (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte === 0x27 || byte === 0x22;

const startsNumber = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || byte === 0x2d || byte === 0x2e || byte === 0x2b;

const area = (matrix: Matrix): number => Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]);

function multiply(operands: readonly PdfObject[], by: Matrix): Matrix {
  if (operands.length !== 6 || operands.some((value) => typeof value !== 'number')) return by;
  const [a, b, c, d, e, f] = operands as [number, number, number, number, number, number];
  return [
    a * by[0] + b * by[2],
    a * by[1] + b * by[3],
    c * by[0] + d * by[2],
    c * by[1] + d * by[3],
    e * by[0] + f * by[2] + by[4],
    e * by[1] + f * by[3] + by[5],
  ];
}

function numbers(revision: PdfRevision, value: PdfObject): number[] | null {
  const list = items(revision, value).map((item) => revision.resolve(item));
  return list.length > 0 && list.every((item) => typeof item === 'number') ? list : null;
}
