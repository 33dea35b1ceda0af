/** What a line of a list names a municipality by. */
export interface NamedRecipient {
  /** From 1, as the reader counts. */
  readonly line: number;
  readonly text: string;
  readonly by: 'REFERENCE' | 'NUMBER' | 'NAME';
  /** The reference, the number, or the name in lower case without «kommune» or «herad». */
  readonly value: string;
}

const REFERENCE = /\b[A-Z0-9]+(?:-[A-Z0-9]+)*-\d{4}-[A-Z0-9]{5}\b/;
const NUMBER = /^\D{0,3}(\d{4})(?!\d)/;

/**
 * A pasted list, one municipality a line: a reference anywhere in it, else a number at its beginning (as in a column of a
 * sheet), else its name. Empty lines do not count.
 */
export function namedRecipients(list: string): NamedRecipient[] {
  return list.split(/\r\n|\r|\n/).flatMap((written, index) => {
    const text = written.trim();
    if (text === '') return [];
    return [{ line: index + 1, text, ...named(text) }];
  });
}

function named(text: string): Pick<NamedRecipient, 'by' | 'value'> {
  const reference = REFERENCE.exec(text.toUpperCase())?.[0];
  if (reference !== undefined) return { by: 'REFERENCE', value: reference };
  const number = NUMBER.exec(text)?.[1];
  if (number !== undefined) return { by: 'NUMBER', value: number };
  const name = text.replace(/[;,\t].*$/, '').replace(/\s+(kommune|herad)$/i, '');
  return { by: 'NAME', value: name.trim().toLowerCase() };
}
