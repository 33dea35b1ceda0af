/** PDFDocEncoding (ISO 32000-2, annex D.3) where it differs from Latin-1. */
const pdfDocCharacters = new Map(
  [...'\u02d8\u02c7\u02c6\u02d9\u02dd\u02db\u02da\u02dc'].map((character, i): [string, number] => [
    character,
    0x18 + i,
  ]),
);
for (const [i, character] of [...'•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž'].entries())
  pdfDocCharacters.set(character, 0x80 + i);
pdfDocCharacters.set('€', 0xa0);

/** 7.6.4.3.2: revisions 2 to 4 take the password in PDFDocEncoding; some writers took UTF-8. */
export function legacyPasswordBytes(password: string): Uint8Array[] {
  const codes = [...password].map((character) => pdfDocCharacters.get(character) ?? character.codePointAt(0)!);
  const utf8 = Buffer.from(password, 'utf8');
  if (codes.some((code) => code > 0xff)) return [utf8];
  const bytes = Uint8Array.from(codes);
  return utf8.equals(bytes) ? [bytes] : [bytes, utf8];
}

/** 7.6.4.3.3: revisions 5 and later take SASLprep (RFC 4013) in UTF-8, at most 127 bytes; some writers left SASLprep out. */
export function unicodePasswordBytes(password: string): Uint8Array[] {
  const prepared = password
    .replace(/[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/g, ' ')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC');
  return [...new Set([prepared, password])].map((text) => Buffer.from(text, 'utf8').subarray(0, 127));
}
