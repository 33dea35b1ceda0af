import { pageFormats } from './page-formats.js';

const AT = new Date('2020-06-30T22:30:00Z');
const plain = (text: string): string => text.replaceAll(/[\u00A0\u202F]/g, ' ');

describe('figures and times of a page', () => {
  it.each([
    ['nb', '4 632 214', '56,00 %', '1. juli 2020', '1. juli 2020 kl. 00:30'],
    ['nn', '4 632 214', '56,00 %', '1. juli 2020', '1. juli 2020 kl. 00:30'],
    ['en', '4,632,214', '56.00%', '1 July 2020', '1 July 2020 at 00:30'],
  ] as const)('%s', (language, integer, percent, day, instant) => {
    const formats = pageFormats(language);
    expect(
      [formats.integer(4_632_214), formats.percent(5600), formats.day(AT), formats.instant(AT)].map(plain),
    ).toEqual([integer, percent, day, instant]);
  });
});
