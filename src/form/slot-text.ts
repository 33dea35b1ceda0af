import type { GlyphCodes } from './document-writer.js';
import { characterNotAvailable } from './form-fonts.js';
import type { TextSlot } from './form-layout.js';
import { FormError } from './form.errors.js';

/** Below this size print is no longer read with ease: rather no form than such a one. */
const SMALLEST = 6;

/** A text as it is printed in a slot. */
export interface FittedText {
  readonly size: number;
  readonly lines: readonly string[];
}

/** The width of a text in 1/1000 of its size; throws `FORM_CHARACTER_NOT_AVAILABLE`. */
export function measure(text: string, codes: GlyphCodes, where: string): number {
  let width = 0;
  for (const character of text) {
    const code = codes[character];
    if (code === undefined) {
      const missing = [...new Set(text)].filter((other) => codes[other] === undefined);
      throw characterNotAvailable(missing, where);
    }
    width += code[1];
  }
  return width;
}

/** The two-byte codes of a text, as a hexadecimal string of a content stream. */
export function hexString(text: string, codes: GlyphCodes): string {
  let hex = '<';
  for (const character of text) hex += codes[character]?.[0] ?? '';
  return `${hex}>`;
}

/** The ways to set a text on two lines: between words, and the dash between two names stays on the first line. */
function twoLines(text: string): [string, string][] {
  const words = text.split(' ');
  const ways: [string, string][] = [];
  for (let at = 1; at < words.length; at++) {
    const second = words.slice(at).join(' ');
    if (!/^[-–—](\s|$)/.test(second)) ways.push([words.slice(0, at).join(' '), second]);
  }
  return ways;
}

function roundDown(size: number): number {
  return Math.floor(size * 4) / 4;
}

/**
 * Fits a text into a slot: at its full size if it can be, else smaller down to the slot's least size, else on two lines
 * where the slot has them. Throws `FORM_TEXT_DOES_NOT_FIT` when print would get too small to read.
 */
export function fitText(text: string, slot: TextSlot, codes: GlyphCodes, where: string): FittedText {
  const widthAt = (line: string): number => measure(line, codes, where) / 1000;
  const oneLine = Math.min(slot.size, roundDown(slot.width / Math.max(widthAt(text), 0.001)));
  if (oneLine >= slot.leastSize) return { size: oneLine, lines: [text] };
  let best: FittedText = { size: oneLine, lines: [text] };
  let narrowest = widthAt(text);
  for (const lines of slot.lines === 2 ? twoLines(text) : []) {
    const widest = Math.max(...lines.map(widthAt));
    if (widest >= narrowest) continue;
    narrowest = widest;
    best = { size: Math.min(slot.leastSize + 2, roundDown(slot.width / widest)), lines };
  }
  if (best.size < SMALLEST) {
    throw new FormError(
      'FORM_TEXT_DOES_NOT_FIT',
      `${where} is too long for its place on the form: "${text}"; shorten it.`,
    );
  }
  return best;
}

/** The content stream of a slot: its text from the upper left corner down. */
export function slotContent(
  text: string,
  slot: TextSlot,
  font: { resource: string; codes: GlyphCodes },
  where: string,
): string {
  const { size, lines } = fitText(text, slot, font.codes, where);
  const leading = Math.round(size * 1.18 * 100) / 100;
  const first = Math.round((slot.height - size * 0.95) * 100) / 100;
  let content = `BT 0.08 0.13 0.18 rg /${font.resource} ${size} Tf ${leading} TL 0 ${first} Td\n`;
  lines.forEach((line, index) => {
    content += `${hexString(line, font.codes)} ${index === 0 ? 'Tj' : "'"}\n`;
  });
  return `${content}ET`;
}
