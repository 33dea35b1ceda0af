import { namedRecipients } from './named-recipient.policy.js';

describe('a list of municipalities', () => {
  it.each([
    ['AKSON-2020-0301-Q7K2M', 'REFERENCE', 'AKSON-2020-0301-Q7K2M'],
    ['  akson-2020-0301-q7k2m  ', 'REFERENCE', 'AKSON-2020-0301-Q7K2M'],
    ['Oslo: AKSON-2020-0301-Q7K2M, svar innen fredag', 'REFERENCE', 'AKSON-2020-0301-Q7K2M'],
    ['0301', 'NUMBER', '0301'],
    ['0301 Oslo', 'NUMBER', '0301'],
    ['"0301";"Oslo"', 'NUMBER', '0301'],
    ['- 0301', 'NUMBER', '0301'],
    ['Oslo', 'NAME', 'oslo'],
    ['Oslo kommune', 'NAME', 'oslo'],
    ['Voss herad', 'NAME', 'voss'],
    ['Kárášjohka-Karasjok kommune;x@y.example', 'NAME', 'kárášjohka-karasjok'],
    ['03011', 'NAME', '03011'],
    ['301', 'NAME', '301'],
  ])('«%s» is named by %s', (text, by, value) => {
    expect(namedRecipients(text)).toEqual([{ line: 1, text: text.trim(), by, value }]);
  });

  it('counts lines as the reader does, and leaves out empty ones', () => {
    expect(namedRecipients('\n0301\r\n\r\n  \nBergen\n').map(({ line, text }) => [line, text])).toEqual([
      [2, '0301'],
      [5, 'Bergen'],
    ]);
  });
});
