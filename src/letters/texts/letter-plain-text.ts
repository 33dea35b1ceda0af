import type { LetterBlock } from './letter-blocks.js';

const WIDTH = 72;

/** One block as plain text, wrapped at 72 characters where that breaks no word. */
export function renderBlockAsText(block: LetterBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return wrapText(block.text);
    case 'heading':
      return wrapText(block.text.toLocaleUpperCase('nb'));
    case 'list':
      return block.items.map((item) => wrapText(item, '- ', '  ')).join('\n');
    case 'facts':
      return block.rows.map(([label, value]) => wrapText(`${label}: ${value}`, '', '  ')).join('\n');
    case 'link':
      // On a line of its own, so that no mail program takes a neighbour's full stop into the address.
      return `${wrapText(`${block.label}:`)}\n${block.url}`;
    case 'quotation':
      return block.text
        .split(/\r\n|\r|\n/)
        .map((line) => wrapText(line, '> ', '> ').trimEnd())
        .join('\n');
    case 'table':
      return [
        wrapText(block.caption),
        wrapText(block.columns.join(' | '), '- ', '  '),
        ...block.rows.map((row) => wrapText(row.join(' | '), '- ', '  ')),
      ].join('\n');
  }
}

/**
 * Wraps at ordinary spaces; no-break spaces hold numbers together. A word longer than the line (an address, a hash
 * value) stays whole on a line of its own. `first` and `rest` start the first and every later line.
 */
export function wrapText(text: string, first = '', rest = ''): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/[ \t\r\n]+/).filter((part) => part !== '')) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line].join('\n');
}
