import { OSLO } from '../calendar/index.js';
import type { PageLanguage } from './page-language.js';

/** Figures and times as the readers of a page write them. */
export interface PageFormats {
  /** A whole number: 4 632 214. */
  integer(figure: number): string;
  /** `numerator ÷ denominator` in percent from hundredths of a percent: 56,00 %. */
  percent(hundredths: number): string;
  /** A day without its weekday: 1. juli 2020. Of an instant, the day on the wall clock of the zone. */
  day(instant: Date): string;
  /** Day and clock: 1. juli 2020 kl. 12:00. */
  instant(instant: Date): string;
}

const LOCALES: Readonly<Record<PageLanguage, string>> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' };
const made = new Map<string, PageFormats>();

export function pageFormats(language: PageLanguage, zone: string = OSLO): PageFormats {
  const key = `${language} ${zone}`;
  let formats = made.get(key);
  if (formats === undefined) made.set(key, (formats = make(LOCALES[language], zone)));
  return formats;
}

function make(locale: string, timeZone: string): PageFormats {
  const integer = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const percent = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    style: 'percent',
  });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
  const instant = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone });
  return {
    integer: (figure) => integer.format(figure),
    percent: (hundredths) => percent.format(hundredths / 10_000),
    day: (at) => day.format(at),
    instant: (at) => instant.format(at),
  };
}
