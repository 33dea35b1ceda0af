import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { create, type Font } from 'fontkit';
import subsetFont from 'subset-font';

import { FormError } from './form.errors.js';

export type FontStyle = 'regular' | 'semibold';

export interface FormFont {
  readonly file: Buffer;
  readonly face: Font;
}

const files: Readonly<Record<FontStyle, string>> = {
  regular: '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  semibold: '@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
};

const opened = new Map<FontStyle, FormFont>();

/** Source Sans 3 (SIL Open Font License) in the style; read and parsed once in a process. */
export function formFont(style: FontStyle): FormFont {
  const known = opened.get(style);
  if (known !== undefined) return known;
  const file = readFileSync(createRequire(import.meta.url).resolve(files[style]));
  const face = create(file);
  if (!('glyphForCodePoint' in face)) throw new TypeError(`${files[style]} is a collection of fonts, not one font`);
  const font = { file, face };
  opened.set(style, font);
  return font;
}

/** U+0020 to U+024F: every letter of a European language in Latin script; and the punctuation of running text. */
const LATIN =
  String.fromCodePoint(...Array.from({ length: 0x24f - 0x20 + 1 }, (_, index) => 0x20 + index)) + '–—‘’“”„•…';

let latin: Promise<Readonly<Record<FontStyle, Buffer>>> | undefined;

/**
 * The fonts without what Latin text does not need, made once in a process: pdfkit parses a font anew for each document,
 * and the whole ones take five times as long.
 */
export function latinFonts(): Promise<Readonly<Record<FontStyle, Buffer>>> {
  latin ??= Promise.all(
    (['regular', 'semibold'] as const).map((style) =>
      subsetFont(formFont(style).file, LATIN, { targetFormat: 'sfnt' }),
    ),
  ).then(([regular, semibold]) => ({ regular: regular!, semibold: semibold! }));
  return latin;
}

/** A text with every character that `latinFonts` cannot draw replaced by a question mark. */
export function latinText(text: string): string {
  const { face } = formFont('regular');
  return Array.from(text.normalize('NFC'), (character) =>
    LATIN.includes(character) && face.hasGlyphForCodePoint(character.codePointAt(0) ?? 0) ? character : '?',
  ).join('');
}

/** The characters of a text that the form's font can draw, in their order. */
export function drawableCharacters(text: string): string {
  const { face } = formFont('regular');
  return Array.from(text)
    .filter((character) => face.hasGlyphForCodePoint(character.codePointAt(0) ?? 0))
    .join('');
}

/** Throws `FORM_CHARACTER_NOT_AVAILABLE`, naming the characters that the font cannot draw and where they stand. */
export function requireGlyphs(text: string, where: string): void {
  const { face } = formFont('regular');
  const missing = [...new Set(text)].filter((character) => !face.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
  if (missing.length > 0) throw characterNotAvailable(missing, where);
}

export function characterNotAvailable(characters: readonly string[], where: string): FormError {
  const named = characters.map(
    (character) => `"${character}" (U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`,
  );
  return new FormError(
    'FORM_CHARACTER_NOT_AVAILABLE',
    `${where} has the character ${named.join(', ')}, which the form cannot show; ` +
      "correct the text, or add the character to the template's characters if it belongs there.",
  );
}
