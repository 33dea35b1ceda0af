/** A piece of XML that is written already. */
export type Xml = string;

/** An element with text or with elements in it; nothing at all for null. Names are constants of the code. */
export function element(name: string, content: string | number | readonly Xml[] | null): Xml {
  if (content === null) return '';
  const inner =
    typeof content === 'string' || typeof content === 'number' ? escaped(String(content)) : content.join('');
  return `<${name}>${inner}</${name.split(' ', 1)[0] ?? name}>`;
}

/** Text as XML 1.0 takes it: characters that it cannot hold (2.2) become U+FFFD, and markup is escaped (2.4). */
export function escaped(text: string): Xml {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
