import { atLocalTime, isLocalDate } from '../../platform/calendar/index.js';

export type ChosenInstant =
  | { readonly kind: 'instant'; /** Undefined: now. */ readonly at: Date | undefined }
  | {
      readonly kind: 'fault';
      readonly field: 'day' | 'time';
      readonly fault: 'dayInvalid' | 'timeInvalid' | 'timeWithoutDay';
    };

/** The instant that was typed as a day and a time on the campaign's clock; a day alone means its beginning. */
export function chosenInstant(
  { day, time }: { readonly day: string; readonly time: string },
  zone: string,
): ChosenInstant {
  if (day === '' && time === '') return { kind: 'instant', at: undefined };
  if (day === '') return { kind: 'fault', field: 'day', fault: 'timeWithoutDay' };
  if (!isLocalDate(day)) return { kind: 'fault', field: 'day', fault: 'dayInvalid' };
  if (time === '') return { kind: 'instant', at: atLocalTime(day, '00:00', zone) };
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return { kind: 'fault', field: 'time', fault: 'timeInvalid' };
  return { kind: 'instant', at: atLocalTime(day, time, zone) };
}
