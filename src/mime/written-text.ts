const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  aring: 'å',
  Aring: 'Å',
  oslash: 'ø',
  Oslash: 'Ø',
  aelig: 'æ',
  AElig: 'Æ',
};

/**
 * The words of an HTML message, for reading: no markup, no styles, no scripts. Never used as HTML. With links, each
 * address stands where its link began.
 */
export function textOfHtml(html: string, links: 'WITH_LINKS' | 'WITHOUT_LINKS' = 'WITHOUT_LINKS'): string {
  return (
    links === 'WITH_LINKS' ? html.replaceAll(/<a\b[^>]{0,200}?\bhref\s*=\s*["']?([^"'\s>]{1,2000})/gi, ' $1 <a') : html
  )
    .replaceAll(/<(style|script|head|title)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replaceAll(/<!--[\s\S]*?-->/g, ' ')
    .replaceAll(/<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^>]*>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) =>
      entity(whole, decimal, hex, name),
    )
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

function entity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return ENTITIES[name] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

const QUOTED_FROM_HERE =
  /^(?:>|-{2,}\s*(?:Opprinnelig|Opphavleg|Original|Videresendt)|_{10,}|(?:Fra|Frå|From):\s|(?:Den|På|On|man|tir|ons|tor|fre|lør|søn).{5,120}(?:skrev|wrote).*:\s*$)/im;

/** What the sender wrote, above what is quoted. */
export function ownWords(text: string): string {
  const quote = QUOTED_FROM_HERE.exec(text);
  return quote === null ? text : text.slice(0, quote.index);
}

/** Whether the sender's own words ask something: an operator has to read them then. */
export function asksSomething(text: string): boolean {
  return /\?(?=[\s"»”)]|$)/.test(ownWords(text));
}
