/** One record: its fields, and the line of the file (from 1) on which it begins. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

export interface CsvLimits {
  /** Most records, the header among them. */
  readonly maxRecords: number;
  /** Most characters in one field. */
  readonly maxFieldLength: number;
}

/** The text is no CSV, or larger than the limits; `line` is where that shows (from 1). */
export class CsvSyntaxError extends Error {
  readonly code = 'CSV_SYNTAX';
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.name = 'CsvSyntaxError';
    this.line = line;
  }
}

/**
 * Reads comma-separated values as RFC 4180 describes them (section 2), strictly: quotes only around a whole field, a
 * quote inside one doubled, line breaks allowed inside quotes. Lines may end with CRLF or LF, the last one need not
 * end at all; a byte order mark at the start is skipped, and lines with nothing on them are left out. One pass, linear
 * in the text. Throws CsvSyntaxError at the first fault.
 */
export function parseCsv(text: string, limits: CsvLimits): CsvRecord[] {
  const records: CsvRecord[] = [];
  let position = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  while (position < text.length) {
    const startLine = line;
    const fields: string[] = [];
    let more = true;
    while (more) {
      const quoted = text[position] === '"';
      const field = quoted ? readQuoted(text, position, line) : readBare(text, position, line);
      if (field.value.length > limits.maxFieldLength) {
        throw new CsvSyntaxError(startLine, `A field has more than ${limits.maxFieldLength} characters.`);
      }
      fields.push(field.value);
      line += field.lineBreaks;
      position = field.end;
      more = text[position] === ',';
      if (more) {
        position += 1;
      }
    }
    const lineBreak = lineBreakAt(text, position);
    if (lineBreak === 0 && position < text.length) {
      throw new CsvSyntaxError(line, 'After a closing quote only a comma or the end of the line may stand.');
    }
    position += lineBreak;
    line += lineBreak === 0 ? 0 : 1;
    if (fields.length > 1 || fields[0] !== '') {
      if (records.length === limits.maxRecords) {
        throw new CsvSyntaxError(startLine, `The file has more than ${limits.maxRecords} records.`);
      }
      records.push({ line: startLine, fields });
    }
  }
  return records;
}

interface Field {
  readonly value: string;
  readonly end: number;
  readonly lineBreaks: number;
}

function readBare(text: string, start: number, line: number): Field {
  let end = start;
  while (end < text.length && text[end] !== ',' && lineBreakAt(text, end) === 0) {
    if (text[end] === '"') {
      throw new CsvSyntaxError(line, 'A quote stands inside a field that is not quoted.');
    }
    if (text[end] === '\r') {
      throw new CsvSyntaxError(line, 'A carriage return stands alone; lines end with CRLF or LF.');
    }
    end += 1;
  }
  return { value: text.slice(start, end), end, lineBreaks: 0 };
}

function readQuoted(text: string, start: number, line: number): Field {
  let value = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) {
      throw new CsvSyntaxError(line, 'A quoted field is never closed.');
    }
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') {
      return { value, end: quote + 1, lineBreaks: value.split('\n').length - 1 };
    }
    value += '"';
    from = quote + 2;
  }
}

/** Length of the line break at `position`: 2 for CRLF, 1 for LF, 0 for none. */
function lineBreakAt(text: string, position: number): number {
  if (text[position] === '\n') {
    return 1;
  }
  return text[position] === '\r' && text[position + 1] === '\n' ? 2 : 0;
}
