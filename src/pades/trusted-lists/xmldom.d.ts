/**
 * The parts of the library that are used here (tsconfig.json leads to this file). Its own types bring in the whole of the
 * browser's, which would change the types of the rest of the project.
 */
export interface XmlNode {
  readonly nodeType: number;
  readonly firstChild: XmlNode | null;
  readonly nextSibling: XmlNode | null;
  readonly textContent: string | null;
}

export interface Element extends XmlNode {
  readonly localName: string;
  readonly namespaceURI: string | null;
  getAttribute(name: string): string | null;
  getElementsByTagNameNS(namespace: string, localName: string): { readonly length: number };
}

export interface Document extends XmlNode {
  readonly documentElement: Element;
}

export class DOMParser {
  constructor(options: {
    readonly errorHandler: Readonly<Record<'warning' | 'error' | 'fatalError', (message: string) => void>>;
  });
  parseFromString(text: string, type: 'text/xml'): Document | undefined;
}
