import { type ArrivalClaim, arrivalOf } from './arrival.policy.js';

const issuedAt = new Date('2020-04-24T09:00:00+02:00');
const takenAt = new Date('2020-07-02T08:00:00+02:00');
const onTime = new Date('2020-07-01T23:00:00+02:00');
const claim: ArrivalClaim = { claimedAt: onTime, takenAt, byGateway: true, issuedAt };
const shifted = (instant: Date, milliseconds: number): Date => new Date(instant.getTime() + milliseconds);

it.each<[string, Partial<ArrivalClaim>, Date]>([
  ["the mail gateway's word", {}, onTime],
  ['the instant of the issue', { claimedAt: issuedAt }, issuedAt],
  ['this very instant', { claimedAt: takenAt }, takenAt],
  ['no word at all', { claimedAt: null }, takenAt],
  ['the word of anybody else', { byGateway: false }, takenAt],
  ['an arrival before the form was issued', { claimedAt: shifted(issuedAt, -1) }, takenAt],
  ['an arrival while nothing is issued', { issuedAt: null }, takenAt],
  ['a clock that is fast', { claimedAt: shifted(takenAt, 1) }, takenAt],
])('%s', (_what, changes, expected) => {
  expect(arrivalOf({ ...claim, ...changes })).toEqual(expected);
});
