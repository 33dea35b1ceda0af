import { isoWeekday, parseLocalDate, type LocalDate } from './local-date.js';
import { localClockTime, localDate, OSLO } from './local-time.js';

/** The two written Norwegian languages: bokmål and nynorsk. */
export type WrittenLanguage = 'nb' | 'nn';

// Own tables, because Intl's words depend on the ICU data that a Node binary was built with.
const MONTHS = [
  'januar',
  'februar',
  'mars',
  'april',
  'mai',
  'juni',
  'juli',
  'august',
  'september',
  'oktober',
  'november',
  'desember',
] as const;

const WEEKDAYS: Record<WrittenLanguage, readonly string[]> = {
  nb: ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag'],
  nn: ['måndag', 'tysdag', 'onsdag', 'torsdag', 'fredag', 'laurdag', 'søndag'],
};

/** '1. juli 2020': the months have the same names in both languages. */
export function formatDate(date: LocalDate): string {
  const [year, month, day] = parseLocalDate(date).split('-').map(Number);
  return `${day}. ${MONTHS[month! - 1]} ${year}`;
}

/** 'onsdag 1. juli 2020'. */
export function formatDateWithWeekday(date: LocalDate, language: WrittenLanguage): string {
  return `${WEEKDAYS[language][isoWeekday(date) - 1]} ${formatDate(date)}`;
}

/** 'kl. 12.00' on the wall clock of the zone; seconds are cut off. */
export function formatClockTime(instant: Date, zone: string = OSLO): string {
  return `kl. ${localClockTime(instant, zone).replace(':', '.')}`;
}

/** 'onsdag 1. juli 2020 kl. 12.00' in the zone; seconds are cut off. */
export function formatInstant(instant: Date, language: WrittenLanguage, zone: string = OSLO): string {
  return `${formatDateWithWeekday(localDate(instant, zone), language)} ${formatClockTime(instant, zone)}`;
}
