/** Prints rows of cells in columns: the first column to the left, figures to the right. */
export function printTable(rows, { heading } = {}) {
  const all = (heading === undefined ? rows : [heading, ...rows]).map((row) => row.map(String));
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const isFigure = (column) => rows.every((row) => typeof row[column] === 'number' || /^[\d.,]+$/.test(row[column]));
  const figures = widths.map((_, column) => isFigure(column));
  const line = (row) =>
    row
      .map((cell, column) => (figures[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
      .join('  ')
      .trimEnd();
  const lines = all.map(line);
  if (heading !== undefined) lines.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('  '));
  console.log(lines.join('\n'));
}
