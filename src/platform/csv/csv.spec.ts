import { CsvSyntaxError, formatCsv, parseCsv } from './index.js';

const LIMITS = { maxRecords: 100, maxFieldLength: 50 };

function fieldsOf(text: string): (readonly string[])[] {
  return parseCsv(text, LIMITS).map((record) => record.fields);
}

describe('parseCsv', () => {
  it.each([
    ['', []],
    ['a,b', [['a', 'b']]],
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['\uFEFFa,b\n', [['a', 'b']]],
    ['a,,\n', [['a', '', '']]],
    [',\n', [['', '']]],
    ['"a,b",c', [['a,b', 'c']]],
    ['"say ""hi""",c', [['say "hi"', 'c']]],
    [
      '"two\r\nlines",c\nd,e',
      [
        ['two\r\nlines', 'c'],
        ['d', 'e'],
      ],
    ],
    ['"",""', [['', '']]],
    ['""""', [['"']]],
    ['a\n\n\r\nb\n', [['a'], ['b']]],
    [' a , b ', [[' a ', ' b ']]],
  ])('%j', (text, expected) => {
    expect(fieldsOf(text)).toEqual(expected);
  });

  it('counts lines through quoted line breaks and empty lines', () => {
    expect(parseCsv('a\n"b\nb",c\n\nd', LIMITS).map((record) => record.line)).toEqual([1, 2, 5]);
  });

  it.each([
    ['a,b"c\n', 1, 'inside a field'],
    ['a\n"b', 2, 'never closed'],
    ['a\n"b"c,d', 2, 'closing quote'],
    ['a\rb', 1, 'carriage return'],
    ['x\n' + 'a'.repeat(51), 2, 'more than 50 characters'],
    ['a\n'.repeat(101), 101, 'more than 100 records'],
  ])('refuses %j at line %i', (text, line, message) => {
    let error: unknown;
    try {
      parseCsv(text, LIMITS);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(CsvSyntaxError);
    expect((error as CsvSyntaxError).line).toBe(line);
    expect((error as CsvSyntaxError).message).toContain(message);
  });
});

describe('formatCsv', () => {
  it('quotes what needs it and ends each record with CRLF', () => {
    expect(
      formatCsv([
        ['a', 1, 'b,c'],
        ['say "hi"', -2, ' x'],
        ['two\nlines', '', 'Ås'],
      ]),
    ).toBe('a,1,"b,c"\r\n"say ""hi""",-2," x"\r\n"two\nlines",,Ås\r\n');
  });

  it.each([
    ['=SUM(A1)', "'=SUM(A1)\r\n"],
    ['+47 1', "'+47 1\r\n"],
    ['@x', "'@x\r\n"],
    ['-1.50', '-1.50\r\n'],
    ['-a', "'-a\r\n"],
  ])('never lets a spreadsheet run %s', (cell, expected) => {
    expect(formatCsv([[cell]])).toBe(expected);
  });

  it('is read back as it was written', () => {
    const records = [
      ['a"b', 'c\r\nd', ''],
      ['"', ',', ' '],
    ];
    expect(fieldsOf(formatCsv(records))).toEqual(records);
  });
});
