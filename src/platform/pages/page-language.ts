/** The languages of pages: the two forms of Norwegian, and English for operators and visitors. */
export const PAGE_LANGUAGES = ['nb', 'nn', 'en'] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

/** What each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<PageLanguage, string>> = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English' };

export function isPageLanguage(value: unknown): value is PageLanguage {
  return PAGE_LANGUAGES.some((language) => language === value);
}

/**
 * The language that is asked for first among ours (RFC 9110, 12.5.4); `otherwise` when none of them is. `no` and its
 * other descendants count as bokmål.
 */
export function languageOf(acceptLanguage: string | undefined, otherwise: PageLanguage = 'nb'): PageLanguage {
  const asked = (acceptLanguage ?? '')
    .slice(0, 1000)
    .split(',')
    .map((range, order) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return { primary: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality.slice(2)), order };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality || a.order - b.order);
  for (const { primary } of asked) {
    if (isPageLanguage(primary)) return primary;
    if (primary === 'no') return 'nb';
  }
  return otherwise;
}
