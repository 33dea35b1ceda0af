import { afterBounce, type AfterBounce, type BounceKind } from './bounce.policy.js';

const now = new Date('2020-05-04T10:00:00Z');

it.each<[BounceKind, number, AfterBounce]>([
  ['HARD', 0, { state: 'BOUNCED_HARD' }],
  ['HARD', 2, { state: 'BOUNCED_HARD' }],
  ['DELAYED', 0, { state: 'SENT' }],
  ['DELAYED', 2, { state: 'SENT' }],
  ['SOFT', 0, { state: 'PLANNED', softBounces: 1, dueAt: new Date('2020-05-04T14:00:00Z') }],
  ['SOFT', 1, { state: 'PLANNED', softBounces: 2, dueAt: new Date('2020-05-05T10:00:00Z') }],
  ['SOFT', 2, { state: 'BOUNCED_SOFT', softBounces: 3 }],
  ['SOFT', 3, { state: 'BOUNCED_SOFT', softBounces: 4 }],
])('a letter that bounced %s, with %i soft ones before', (kind, before, expected) => {
  expect(afterBounce(kind, before, now)).toEqual(expected);
});
