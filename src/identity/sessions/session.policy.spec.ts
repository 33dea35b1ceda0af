import { hashSessionToken, isSightingDue, sessionEndsAt } from './session.policy.js';

const limits = { idleMs: 60 * 60_000, absoluteMs: 12 * 60 * 60_000 };
const at = (time: string): Date => new Date(`2020-05-04T${time}Z`);

describe('sessionEndsAt', () => {
  it.each([
    ['FULL', '08:00:00', '08:00:00', '09:00:00'],
    ['FULL', '08:00:00', '12:30:00', '13:30:00'],
    ['FULL', '08:00:00', '19:30:00', '20:00:00'],
    ['SECOND_FACTOR', '08:00:00', '08:00:00', '08:15:00'],
    ['ENROLMENT', '08:00:00', '08:14:00', '08:15:00'],
  ] as const)('of a session %s from %s, last seen %s, is %s', (stage, created, seen, end) => {
    expect(sessionEndsAt({ stage, createdAt: at(created), lastSeenAt: at(seen) }, limits)).toEqual(at(end));
  });

  it('gives an unfinished log-in no more time than a short idle limit', () => {
    const session = { stage: 'SECOND_FACTOR', createdAt: at('08:00:00'), lastSeenAt: at('08:00:00') } as const;
    expect(sessionEndsAt(session, { ...limits, idleMs: 5 * 60_000 })).toEqual(at('08:05:00'));
  });
});

describe('hashSessionToken', () => {
  it('takes 32 bytes in base64url and nothing else', () => {
    expect(hashSessionToken('A'.repeat(43))).toMatch(/^[0-9a-f]{64}$/);
    for (const text of ['', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}!`, `${'A'.repeat(43)}\n`]) {
      expect(hashSessionToken(text)).toBeUndefined();
    }
  });
});

describe('isSightingDue', () => {
  it('writes once a minute', () => {
    expect(isSightingDue(at('08:00:00'), at('08:00:59'))).toBe(false);
    expect(isSightingDue(at('08:00:00'), at('08:01:00'))).toBe(true);
  });
});
