import { formatPageCode, parsePageCode, type PageCode } from './page-code.js';

const code = (part: Partial<PageCode> = {}): PageCode => ({
  campaign: 'AKSON-2020',
  reference: '1103-7K3Q9',
  page: 1,
  pages: 2,
  ...part,
});

describe('page codes', () => {
  it.each([
    [code(), 'AKSON-2020/1103-7K3Q9/1/2'],
    [code({ page: 12, pages: 12 }), 'AKSON-2020/1103-7K3Q9/12/12'],
    [code({ reference: 'A.1:B' }), 'AKSON-2020/A.1:B/1/2'],
  ])('writes and reads back %j', (value, text) => {
    expect(formatPageCode(value)).toBe(text);
    expect(parsePageCode(text)).toEqual(value);
    expect(parsePageCode(` ${text}\n`)).toEqual(value);
  });

  it.each([
    code({ campaign: 'akson' }),
    code({ reference: 'A/B' }),
    code({ reference: '' }),
    code({ reference: 'BØ' }),
    code({ reference: 'A'.repeat(60) }),
    code({ page: 3 }),
    code({ page: 0 }),
    code({ page: 1.5 }),
  ])('refuses to write %j', (value) => {
    expect(() => formatPageCode(value)).toThrow(expect.objectContaining({ code: 'FORM_PAGE_CODE_INVALID' }));
  });

  it.each([
    '',
    'https://www.regjeringen.no/',
    'AKSON-2020/7K3Q9/2/1',
    'AKSON-2020/7K3Q9/1',
    'AKSON-2020/7K3Q9/01/2',
    'AKSON-2020/7K3Q9/1/2/3',
    'akson-2020/7K3Q9/1/2',
    '/7K3Q9/1/2',
  ])('does not take "%s" for one', (text) => {
    expect(parsePageCode(text)).toBeNull();
  });
});
