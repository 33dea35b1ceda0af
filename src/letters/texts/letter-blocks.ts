/** One piece of a letter. Both versions are made from the same blocks, so the text says all that the HTML says. */
export type LetterBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  /** Somebody's own words, kept apart from ours; line breaks are kept. */
  | { readonly kind: 'quotation'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export const paragraph = (text: string): LetterBlock => ({ kind: 'paragraph', text });
export const heading = (text: string): LetterBlock => ({ kind: 'heading', text });
export const list = (items: readonly string[]): LetterBlock => ({ kind: 'list', items });
export const facts = (rows: readonly (readonly [string, string])[]): LetterBlock => ({ kind: 'facts', rows });
export const link = (label: string, url: string): LetterBlock => ({ kind: 'link', label, url });
export const quotation = (text: string): LetterBlock => ({ kind: 'quotation', text });

/** Free text that a person wrote, as paragraphs: a blank line parts two of them. */
export const paragraphsOf = (text: string): LetterBlock[] =>
  text
    .split(/(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\s*/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(paragraph);

export const table = (
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): LetterBlock => ({ kind: 'table', caption, columns, rows });
