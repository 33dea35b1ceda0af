/**
 * Comma-separated values after RFC 4180 section 2: CRLF after every record, quotes where a comma, a quote, a line
 * break or an outer space needs them, no byte order mark. A cell that a spreadsheet would run as a formula (one that
 * begins with = + - @ or a tab, and is no plain number) gets an apostrophe in front. Encode the result as UTF-8.
 */
export function formatCsv(records: readonly (readonly (string | number)[])[]): string {
  return records.map((record) => `${record.map(formatCell).join(',')}\r\n`).join('');
}

function formatCell(cell: string | number): string {
  const text = String(cell);
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
