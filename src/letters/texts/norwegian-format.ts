import type { WrittenLanguage } from '../../campaigns/index.js';

// The months are spelt alike in bokmål and nynorsk.
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
  nb: ['søndag', 'mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag'],
  nn: ['søndag', 'måndag', 'tysdag', 'onsdag', 'torsdag', 'fredag', 'laurdag'],
};

const SMALL_NUMBERS: Record<WrittenLanguage, readonly string[]> = {
  nb: ['null', 'én', 'to', 'tre', 'fire', 'fem', 'seks', 'sju', 'åtte', 'ni', 'ti'],
  nn: ['null', 'ein', 'to', 'tre', 'fire', 'fem', 'seks', 'sju', 'åtte', 'ni', 'ti'],
};

const OSLO_PARTS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Oslo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** "1. juli 2020" of the day "2020-07-01". Throws RangeError for what is not a day. */
export function formatDay(day: string): string {
  const date = parseDay(day);
  return `${date.getUTCDate()}. ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** "onsdag 1. juli 2020". */
export function formatWeekday(day: string, language: WrittenLanguage): string {
  return `${WEEKDAYS[language][parseDay(day).getUTCDay()]} ${formatDay(day)}`;
}

/** "26. juni 2020 kl. 10.15" in Oslo, of an ISO 8601 instant; "kl." and the time stay on one line. Throws RangeError for what is not an instant. */
export function formatInstant(instant: string): string {
  const { day, time } = inOslo(instant);
  return `${formatDay(day)} kl.\u00a0${time}`;
}

/** "tirsdag 5. mai 2020 kl. 14.00–15.30" in Oslo; both ends in full when they fall on different days. */
export function formatPeriod(startsAt: string, endsAt: string, language: WrittenLanguage): string {
  const start = inOslo(startsAt);
  const end = inOslo(endsAt);
  const from = `${formatWeekday(start.day, language)} kl.\u00a0${start.time}`;
  return start.day === end.day
    ? `${from}–${end.time}`
    : `${from} – ${formatWeekday(end.day, language)} kl.\u00a0${end.time}`;
}

/** "4 632 214", with no-break spaces, as the numbers are written in Norwegian. */
export function formatNumber(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u00a0');
}

/** "sju" up to ten, "14" above. */
export function spellNumber(value: number, language: WrittenLanguage): string {
  return SMALL_NUMBERS[language][value] ?? formatNumber(value);
}

function parseDay(day: string): Date {
  const date = new Date(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(day)) {
    throw new RangeError(`"${day}" is not a day: give one that exists as YYYY-MM-DD.`);
  }
  return date;
}

function inOslo(instant: string): { day: string; time: string } {
  const date = new Date(instant);
  // Without an offset the machine's own time zone would decide.
  if (!/T.*(Z|[+-]\d{2}:?\d{2})$/.test(instant) || Number.isNaN(date.getTime())) {
    throw new RangeError(`"${instant}" is not an instant: give ISO 8601 with its offset.`);
  }
  const parts = new Map(OSLO_PARTS.formatToParts(date).map(({ type, value }) => [type, value]));
  return {
    day: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`,
    time: `${parts.get('hour')}.${parts.get('minute')}`,
  };
}
