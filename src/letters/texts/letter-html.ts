import type { LetterBlock } from './letter-blocks.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const CELL = 'padding:4px 16px 4px 0;text-align:left;vertical-align:top';
// Hash values and file names are longer than a telephone's line.
const BREAK_ANYWHERE = 'overflow-wrap:anywhere;word-break:break-word';

/** Safe in text and in quoted attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** One block as HTML. Everything that comes in is text: nothing in it can become markup. */
export function renderBlockAsHtml(block: LetterBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 16px">${escapeHtml(block.text)}</p>`;
    case 'heading':
      return `<h2 style="margin:24px 0 8px;font-size:18px">${escapeHtml(block.text)}</h2>`;
    case 'list': {
      const items = block.items.map((item) => `<li style="margin:0 0 4px">${escapeHtml(item)}</li>`);
      return `<ul style="margin:0 0 16px;padding-left:24px">\n${items.join('\n')}\n</ul>`;
    }
    case 'facts': {
      const rows = block.rows.map(
        ([label, value]) =>
          `<tr><th scope="row" style="${CELL}">${escapeHtml(label)}</th><td style="${CELL};${BREAK_ANYWHERE}">${escapeHtml(value)}</td></tr>`,
      );
      return `<table style="margin:0 0 16px;border-collapse:collapse">\n${rows.join('\n')}\n</table>`;
    }
    case 'link':
      return `<p style="margin:0 0 16px">${escapeHtml(block.label)}: <a href="${escapeHtml(webAddress(block.url))}" style="color:#0b4f9c;${BREAK_ANYWHERE}">${escapeHtml(block.url)}</a></p>`;
    case 'quotation':
      return `<blockquote style="margin:0 0 16px;padding:4px 0 4px 16px;border-left:3px solid #5a6472;white-space:pre-wrap">${escapeHtml(block.text)}</blockquote>`;
    case 'table': {
      const head = block.columns.map((column) => `<th scope="col" style="${CELL}">${escapeHtml(column)}</th>`);
      const rows = block.rows.map(
        (row) => `<tr>${row.map((cell) => `<td style="${CELL}">${escapeHtml(cell)}</td>`).join('')}</tr>`,
      );
      return `<table style="margin:0 0 16px;border-collapse:collapse">\n<caption style="text-align:left;font-weight:bold">${escapeHtml(block.caption)}</caption>\n<thead><tr>${head.join('')}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
    }
  }
}

/** A link that could run code (`javascript:`) must never be written. Throws RangeError. */
function webAddress(url: string): string {
  if (!/^https?:\/\//i.test(url)) {
    throw new RangeError(`"${url}" cannot be linked to: a letter links only to http and https addresses.`);
  }
  return url;
}
