import { arrivalInMailbox } from './arrival-in-mailbox.policy.js';

const NOW = new Date('2020-07-02T08:00:00Z');
const INTERNAL = new Date('2020-07-01T22:05:00Z');
const HOP = 'mx.hod.example';

const inside = 'from mx.hod.example by mail.hod.example with LMTP id 1; Wed, 1 Jul 2020 23:59:58 +0200';
const atHop =
  'from lillevik.example (lillevik.example [192.0.2.1]) by MX.hod.example (Postfix) with ESMTPS id 2 for <akson@hod.example>; Wed, 1 Jul 2020 23:59:57 +0200 (CEST)';
const forged = 'from lillevik.example by mx.hod.example; Mon, 1 Jun 2020 12:00:00 +0200';

describe('arrivalInMailbox', () => {
  it.each([
    ['the trusted hop, below the servers behind it', [inside, atHop], HOP, INTERNAL, '2020-07-01T21:59:57.000Z'],
    [
      'the topmost field of the hop: what is below may be invented',
      [atHop, forged],
      HOP,
      INTERNAL,
      '2020-07-01T21:59:57.000Z',
    ],
    ['the mailbox when no hop is trusted', [atHop], null, INTERNAL, INTERNAL.toISOString()],
    ['the mailbox when the hop is not among the fields', [inside], HOP, INTERNAL, INTERNAL.toISOString()],
    [
      'the mailbox when only a comment names the hop',
      ['from x (by mx.hod.example) by other.example; Wed, 1 Jul 2020 10:00:00 +0200'],
      HOP,
      INTERNAL,
      INTERNAL.toISOString(),
    ],
    [
      'the mailbox when the hop names a time to come',
      ['from x by mx.hod.example; Fri, 1 Jan 2099 10:00:00 +0200'],
      HOP,
      INTERNAL,
      INTERNAL.toISOString(),
    ],
    [
      'the mailbox when the hop names no time',
      ['from x by mx.hod.example; soon'],
      HOP,
      INTERNAL,
      INTERNAL.toISOString(),
    ],
    [
      'the mailbox when the zone is missing',
      ['from x by mx.hod.example; Wed, 1 Jul 2020 10:00:00'],
      HOP,
      INTERNAL,
      INTERNAL.toISOString(),
    ],
    ['the present when nobody knows', [], HOP, null, NOW.toISOString()],
    ['the present when the mailbox names a time to come', [], HOP, new Date('2099-01-01T00:00:00Z'), NOW.toISOString()],
  ])('goes by %s', (_why, received, trustedHop, internalDate, expected) => {
    expect(arrivalInMailbox({ received, trustedHop, internalDate, now: NOW }).toISOString()).toBe(expected);
  });
});
