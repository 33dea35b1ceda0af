import type { z } from 'zod';
import {
  day,
  instant,
  instantInQuery,
  line,
  municipalityNumber,
  prose,
  reference,
  slug,
  timePosition,
} from './fields.schemas.js';

const id = '5f0c2f0e-3d6b-5a52-9d0f-6a3f8d1f3b10';

describe.each<[string, z.ZodType, unknown[], unknown[]]>([
  ['slug', slug, ['akson-2020', 'a'], ['', 'Akson', '-a', 'a/b', 'a\u0000', `a${'b'.repeat(100)}`]],
  [
    'reference',
    reference,
    ['AKSON-2020-0301-Q7K2M', 'A-1'],
    ['', 'AKSON', 'akson-2020', 'A--B', 'A-B-', `A-${'1'.repeat(60)}`],
  ],
  ['municipalityNumber', municipalityNumber, ['0301', '5000'], ['301', '03011', '03o1', '٠٣٠١', '0301\n']],
  [
    'day',
    day,
    ['2020-07-01', '2020-02-29', '1900-01-01', '2999-12-31'],
    ['2019-02-29', '0000-01-01', '3000-01-01', '2020-7-1', '2020-07-01T00:00Z'],
  ],
  [
    'instant',
    instant,
    ['2020-07-01T10:00:00Z', '2020-07-01T12:00:00+02:00'],
    [
      '2020-07-01',
      '2020-07-01T12:00:00',
      '0000-01-01T00:00:00Z',
      '9999-12-31T23:59:59-14:00',
      '1900-01-01T00:00:00+14:00',
    ],
  ],
  [
    'line',
    line(10),
    ['a', 'Ærø, 3. juli'.slice(0, 10), '  a  '],
    ['', '   ', 'a\nb', 'a\u0000', 'a\u2028b', '\ud800', '12345678901'],
  ],
  ['prose', prose(10), ['a\r\n\tb', '😀'], ['', ' \n ', 'a\u0000', '\udc00', '12345678901']],
  [
    'timePosition',
    timePosition('arrivedAt'),
    [{ arrivedAt: '2020-07-01T10:00:00.000Z', id }],
    [
      { arrivedAt: '0000-01-01T00:00:00Z', id },
      { arrivedAt: 'now', id },
      { arrivedAt: '2020-07-01T10:00:00.000Z' },
      { arrivedAt: '2020-07-01T10:00:00.000Z', id, more: 1 },
      null,
    ],
  ],
])('%s', (_name, schema, good, bad) => {
  it.each(good)('takes %j', (value) => expect(schema.safeParse(value).success).toBe(true));
  it.each(bad)('refuses %j', (value) => expect(schema.safeParse(value).success).toBe(false));
});

describe('instantInQuery', () => {
  it.each([
    ['2020-07-01T12:00:00+02:00', '2020-07-01T10:00:00.000Z'],
    ['2020-07-01T12:00:00 02:00', '2020-07-01T10:00:00.000Z'],
    ['2020-07-01T12:00:00Z', '2020-07-01T12:00:00.000Z'],
  ])('reads %s, also when the plus has become a space', (text, expected) => {
    expect(instantInQuery.parse(text).toISOString()).toBe(expected);
  });

  it.each(['', 'yesterday', '2020-07-01 12:00', '2020-13-01T00:00:00Z'])('refuses %j', (text) => {
    expect(instantInQuery.safeParse(text).success).toBe(false);
  });
});
