import type { GlyphCodes } from './document-writer.js';
import type { TextSlot } from './form-layout.js';
import { fitText, hexString, slotContent } from './slot-text.js';

// Every character is half as wide as it is high, so that 20 points take ten points a character.
const codes: GlyphCodes = Object.fromEntries(
  [...'abcdefghijklmnopqrstuvwxyzáŋ –-'].map((character, index) => [
    character,
    [(index + 1).toString(16).padStart(4, '0'), 500] as const,
  ]),
);
const slot: TextSlot = { object: 1, width: 200, height: 44, font: 'regular', size: 20, leastSize: 13, lines: 2 };

describe('fitText', () => {
  it.each([
    ['bo', 20, ['bo']],
    ['a'.repeat(20), 20, ['a'.repeat(20)]],
    ['a'.repeat(25), 16, ['a'.repeat(25)]],
    ['unjárga - nesseby - porsáŋgu', 14.25, ['unjárga - nesseby - porsáŋgu']],
    ['unjárga - nesseby - porsáŋgu - porsanger', 15, ['unjárga - nesseby -', 'porsáŋgu - porsanger']],
    ['a'.repeat(40), 10, ['a'.repeat(40)]],
  ])('sets "%s" in %d points', (text, size, lines) => {
    expect(fitText(text, slot, codes, 'The name')).toEqual({ size, lines });
  });

  it('keeps to one line where the slot has one', () => {
    const text = 'unjárga - nesseby - porsáŋgu - porsanger';
    expect(fitText(text, { ...slot, lines: 1 }, codes, 'The name')).toEqual({ size: 10, lines: [text] });
  });

  it('refuses what would be too small to read', () => {
    expect(() => fitText('a'.repeat(80), slot, codes, 'The name of municipality 5434')).toThrow(
      expect.objectContaining({ code: 'FORM_TEXT_DOES_NOT_FIT', message: expect.stringContaining('5434') }),
    );
  });

  it('names the characters it does not have', () => {
    expect(() => fitText('жáю', slot, codes, 'The name')).toThrow(
      expect.objectContaining({
        code: 'FORM_CHARACTER_NOT_AVAILABLE',
        message: expect.stringMatching(/^The name has the character "ж" \(U\+0436\), "ю" \(U\+044E\)/),
      }),
    );
  });
});

it('writes text as codes of the embedded font', () => {
  expect(hexString('ab', codes)).toBe('<00010002>');
  const content = slotContent('unjárga - nesseby - porsáŋgu - porsanger', slot, { resource: 'F1', codes }, 'The name');
  expect(content).toMatch(/^BT .*\/F1 15 Tf 17.7 TL 0 29.75 Td\n<[0-9a-f]+> Tj\n<[0-9a-f]+> '\nET$/);
});
