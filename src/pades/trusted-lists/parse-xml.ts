import type { Document, Element } from '@xmldom/xmldom';
import { InvalidTrustedList } from '../pades.errors.js';

/** Parses XML strictly: every complaint of the parser is an error. Throws InvalidTrustedList. */
export async function parseXml(text: string): Promise<Document> {
  const { DOMParser } = await import('@xmldom/xmldom');
  const complain = (message: string): never => {
    throw new InvalidTrustedList('NOT_WELL_FORMED', `The list is no well-formed XML: ${message.slice(0, 300)}`);
  };
  const document = new DOMParser({
    errorHandler: { warning: complain, error: complain, fatalError: complain },
  }).parseFromString(text, 'text/xml');
  // The parser's own types do not say that text without any element gives a document without a root.
  const root = document?.documentElement as Element | null | undefined;
  return document && root ? document : complain('it has no elements');
}

/** Child elements with this local name, in whatever namespace prefix. */
export function childElements(parent: Element, localName: string): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node; node = node.nextSibling)
    if (node.nodeType === 1 && (node as Element).localName === localName) found.push(node as Element);
  return found;
}

/** The elements at the end of a path of local names. */
export const descend = (from: Element, ...path: readonly string[]): Element[] =>
  path.reduce((level: Element[], name) => level.flatMap((element) => childElements(element, name)), [from]);

export const textAt = (from: Element, ...path: readonly string[]): string | null =>
  descend(from, ...path)[0]?.textContent?.trim() ?? null;
