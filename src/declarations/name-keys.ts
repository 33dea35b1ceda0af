/** Letters that Unicode does not take apart into a letter and a mark, and what people without them on their keys write. */
const WRITTEN_AS: Readonly<Record<string, string>> = { æ: 'ae', ø: 'o', đ: 'd', ŋ: 'n', ŧ: 't' };
/** The last three of the Norwegian alphabet, with the Swedish letters beside them, as what stands behind z in ASCII. */
const LAST_LETTERS: Readonly<Record<string, string>> = { æ: '{', ä: '{', ø: '|', ö: '|', å: '}' };

/**
 * What a search compares: without capitals, accents and punctuation, `å` and `aa` as `a`, so that «Karasjohka»,
 * «Kårasjok» and «Aalesund» find Kárášjohka-Karasjok and Ålesund. Words are parted by one space.
 */
export function searchText(...texts: readonly string[]): string {
  return plainLetters(texts.join(' ').toLowerCase())
    .replaceAll('aa', 'a')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** A name's place in the Norwegian alphabet, compared byte for byte: any database sorts so, whatever its locale. */
export function nameOrder(name: string): string {
  const lower = name
    .toLowerCase()
    .normalize('NFC')
    .replaceAll(/[æäøöå]/g, (letter) => LAST_LETTERS[letter] ?? letter);
  return plainLetters(lower)
    .replaceAll(/[^a-z0-9{|}]+/g, ' ')
    .trim();
}

function plainLetters(lower: string): string {
  return lower
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[æøđŋŧ]/g, (letter) => WRITTEN_AS[letter] ?? letter);
}
