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
 * address stands where its link began. Takes time in proportion to its length, whatever it holds.
 */
export function textOfHtml(html: string, links: 'WITH_LINKS' | 'WITHOUT_LINKS' = 'WITHOUT_LINKS'): string {
  return withoutMarkup(html, links === 'WITH_LINKS')
    .replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) =>
      entity(whole, decimal, hex, name),
    )
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

const NAME = /^<(\/?)([a-z][a-z0-9]*)/i;
const LONGEST_NAME = 16;
/** Elements whose content is no text. */
const UNSEEN: ReadonlySet<string> = new Set(['style', 'script', 'head', 'title']);
const BREAKS: ReadonlySet<string> = new Set(['p', 'div', 'li', 'tr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const HREF = /\bhref\s*=\s*["']?([^"'\s>]{1,2000})/i;
const LONGEST_LINK = 2500;

/** Goes through the text once. What was looked for and is not there is not looked for again. */
function withoutMarkup(html: string, withLinks: boolean): string {
  const missing = new Set<string>();
  const kept: string[] = [];
  const behind = (what: string, from: number): number | null => {
    const at = missing.has(what) ? -1 : html.indexOf(what, from);
    if (at !== -1) return at + what.length;
    missing.add(what);
    return null;
  };
  let at = 0;
  for (let tag = html.indexOf('<'); tag !== -1; tag = html.indexOf('<', at)) {
    const commentEnd = html.startsWith('<!--', tag) ? behind('-->', tag + 4) : null;
    const end = commentEnd ?? behind('>', tag);
    if (end === null) break;
    kept.push(html.slice(at, tag));
    const [, closing = '', given = ''] = NAME.exec(html.slice(tag, tag + LONGEST_NAME)) ?? [];
    const name = given.toLowerCase();
    at = end;
    if (commentEnd !== null) kept.push(' ');
    else if (name === 'br' || (closing !== '' && BREAKS.has(name))) kept.push('\n');
    else if (closing === '' && UNSEEN.has(name)) {
      at = behindClosing(html, name, end, missing) ?? end;
      kept.push(' ');
    } else if (withLinks && closing === '' && name === 'a') {
      const address = HREF.exec(html.slice(tag, Math.min(end, tag + LONGEST_LINK)))?.[1];
      if (address !== undefined) kept.push(` ${address} `);
    }
  }
  kept.push(html.slice(at));
  return kept.join('');
}

/** Where an element's content and its closing tag end; null: it is not closed. */
function behindClosing(html: string, name: string, from: number, missing: Set<string>): number | null {
  if (missing.has(name)) return null;
  const closing = new RegExp(`</${name}\\s*>`, 'gi');
  closing.lastIndex = from;
  if (closing.test(html)) return closing.lastIndex;
  missing.add(name);
  return null;
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
