import { type PageCode, parsePageCode } from '../page-code.js';
import { words } from './compare-text.js';
import type { Glyph } from './pdf-page.js';

/** The page codes (page-code.ts) that stand in print on a page. */
export function readPageCodes(glyphs: readonly Glyph[]): PageCode[] {
  return words(glyphs)
    .split(' ')
    .flatMap((word) => parsePageCode(word) ?? []);
}
