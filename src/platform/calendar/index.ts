export { addDays, daysBetween, isLocalDate, isoWeekday, parseLocalDate, type LocalDate } from './local-date.js';
export { atLocalTime, endOfDay, isoWithOffset, localClockTime, localDate, OSLO, startOfDay } from './local-time.js';
export {
  easterSunday,
  isWorkingDay,
  nextWorkingDay,
  previousWorkingDay,
  publicHolidayOn,
  publicHolidays,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  type PublicHoliday,
} from './public-holidays.js';
export {
  formatClockTime,
  formatDate,
  formatDateWithWeekday,
  formatInstant,
  type WrittenLanguage,
} from './format-date.js';
