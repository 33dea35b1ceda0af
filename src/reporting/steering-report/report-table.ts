import { colour, contentWidth, type DocumentWriter, page, type TextStyle, textStyles } from '../../form/index.js';

export interface TableColumn {
  readonly heading: string;
  /** Points; together no more than the page's text is wide. */
  readonly width: number;
  /** Figures stand to the right. */
  readonly figures?: boolean;
}

const cell: TextStyle = { ...textStyles.factValue, size: 9.2, lineGap: 0 };
const head: TextStyle = { font: 'semibold', size: 8.5, colour: colour.quiet };
const strong: TextStyle = { ...cell, font: 'semibold' };
/** Around the words of a cell, above and below. */
const padding = 2.6;
const gutter = 8;
/** Between a column of figures and what comes after it; the last one ends with the table. */
const figuresGutter = 14;

/** Columns as wide as asked for, the last one with what is left. */
export function tableColumns(
  headings: readonly string[],
  widths: readonly number[],
  figures: readonly number[],
): TableColumn[] {
  const rest = contentWidth - widths.reduce((sum, width) => sum + width, 0);
  return headings.map((heading, index) => ({
    heading,
    width: widths[index] ?? rest,
    figures: figures.includes(index),
  }));
}

/** How high the table will be, its head included. */
export function tableHeight(
  writer: DocumentWriter,
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): number {
  const heading = rowHeight(
    writer,
    columns,
    columns.map((column) => column.heading),
    head,
  );
  return rows.reduce((sum, row) => sum + rowHeight(writer, columns, row, cell), heading);
}

/**
 * A table with the headings of its columns and, in the first cell of each row, that row's (ISO 32000-1, 14.8.4.3.4). The
 * caller sees to it that it fits on the page. `lastIsSum` sets the last row off.
 */
export function writeTable(
  writer: DocumentWriter,
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  lastIsSum = false,
): void {
  const table = writer.element('Table');
  const row = (cells: readonly string[], style: TextStyle, headings: boolean, line: string): void => {
    const element = writer.element('TR', table);
    const top = writer.y;
    const height = rowHeight(writer, columns, cells, style);
    let left: number = page.marginSide;
    for (const [index, column] of columns.entries()) {
      const text = cells[index] ?? '';
      const isHeading = headings || index === 0;
      const after = index === columns.length - 1 ? 0 : figuresGutter;
      const x = column.figures === true ? left + column.width - after - widthOf(writer, text, style) : left;
      writer.tagged(
        isHeading ? 'TH' : 'TD',
        () => {
          if (text !== '')
            writer.textAt(
              text,
              x,
              top + padding,
              column.figures === true ? column.width : column.width - gutter,
              style,
            );
        },
        { parent: element, ...(isHeading ? { scope: headings ? 'Column' : 'Row' } : {}) },
      );
      left += column.width;
    }
    element.end();
    writer.y = top + height;
    writer.artifact(() => {
      writer.doc.moveTo(page.marginSide, writer.y).lineTo(page.width - page.marginSide, writer.y);
      writer.doc.lineWidth(0.4).stroke(line);
    });
  };
  row(
    columns.map((column) => column.heading),
    head,
    true,
    colour.line,
  );
  for (const [index, cells] of rows.entries()) {
    const sum = lastIsSum && index === rows.length - 1;
    row(cells, sum ? strong : cell, false, lastIsSum && index === rows.length - 2 ? colour.line : colour.panelLine);
  }
  table.end();
}

function rowHeight(
  writer: DocumentWriter,
  columns: readonly TableColumn[],
  cells: readonly string[],
  style: TextStyle,
): number {
  const heights = columns.map((column, index) =>
    writer.heightOf(cells[index] === '' ? ' ' : (cells[index] ?? ' '), column.width - gutter, style),
  );
  return Math.max(...heights) + 2 * padding;
}

function widthOf(writer: DocumentWriter, text: string, style: TextStyle): number {
  writer.use(style);
  return writer.doc.widthOfString(text);
}
