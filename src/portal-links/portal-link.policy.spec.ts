import { linkExpiresAt, mayOffer, type PortalLinkTerms } from './portal-link.policy.js';

const terms: PortalLinkTerms = { deadlines: ['2020-07-01'], timeZone: 'Europe/Oslo', renewedAt: null };

describe('a portal link', () => {
  it.each<[string, Partial<PortalLinkTerms>, string]>([
    ['its declaration’s deadline', {}, '2020-08-12T21:59:59.999Z'],
    [
      'the last of all deadlines',
      { deadlines: ['2020-07-01', '2020-07-07', '2020-06-01'] },
      '2020-08-18T21:59:59.999Z',
    ],
    ['a deadline before the clock goes back', { deadlines: ['2020-09-15'] }, '2020-10-27T22:59:59.999Z'],
    [
      'the deadline, when it was renewed before',
      { renewedAt: new Date('2020-06-01T10:00:00Z') },
      '2020-08-12T21:59:59.999Z',
    ],
    ['a renewal after that', { renewedAt: new Date('2020-12-01T23:30:00Z') }, '2020-12-16T22:59:59.999Z'],
  ])('ends some weeks after %s', (_what, changes, expected) => {
    expect(linkExpiresAt({ ...terms, ...changes }).toISOString()).toBe(expected);
  });

  it.each([
    [null, true],
    ['2020-06-01T10:00:00.001Z', false],
    ['2020-06-01T10:00:00.000Z', true],
  ])('last sent at %s may be sent on request: %s', (sentAt, expected) => {
    const at = sentAt === null ? null : new Date(sentAt);
    expect(mayOffer(at, new Date('2020-06-02T10:00:00Z'))).toBe(expected);
  });
});
