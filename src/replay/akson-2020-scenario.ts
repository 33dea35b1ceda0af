import { atLocalTime, endOfDay, OSLO } from '../platform/calendar/index.js';
import type { ScenarioTargets, ScenarioTimetable } from './scenario.js';

/** Skien (3807) decided to wait for more information. */
export const AKSON_2020_POSTPONED: readonly string[] = ['3807'];

/**
 * What was reported of the campaign: on 1 July 2020 declarations for 56 % of the population and, with resolutions not
 * yet received, 63.61 %; in the end 183 municipalities with 65 %, and some forty that chose not to sign now.
 */
export const AKSON_2020_TARGETS: ScenarioTargets = {
  first: { at: atLocalTime('2020-07-01', '12:00'), acceptedShare: 5600, forecastShare: 6361 },
  last: {
    at: new Date(endOfDay('2020-07-07').getTime() + 1),
    acceptedShare: 6500,
    acceptedMunicipalities: 183,
  },
  declinedOrPostponed: 40,
};

/** The campaign's dates, and the scenario's own hours: when it is issued and when operators review. */
export const AKSON_2020_TIMETABLE: ScenarioTimetable = {
  zone: OSLO,
  issuedAt: atLocalTime('2020-04-24', '09:00'),
  deadlineOn: '2020-07-01',
  extendedDeadlineOn: '2020-07-07',
  reviewTimes: ['09:30', '13:30'],
  extraReviewTimes: [
    { on: '2020-07-01', at: '11:30' },
    { on: '2020-07-07', at: '16:30' },
  ],
};
