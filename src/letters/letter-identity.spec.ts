import {
  bounceAddress,
  caseTokenInAddress,
  caseTokenInMessageId,
  letterId,
  letterMessageId,
  replyAddress,
  type LetterSubject,
} from './letter-identity.js';

const token = 'abcdefghij234567';
const mailbox = 'akson@ministry.example';
const reminder: LetterSubject = {
  campaignSlug: 'akson-2020',
  kind: 'REMINDER',
  caseToken: token,
  deadlineVersion: 1,
  slot: 'D-14',
};
const others: readonly [string, LetterSubject][] = [
  ['another campaign', { ...reminder, campaignSlug: 'akson-2021' }],
  ['another kind', { ...reminder, kind: 'INVITATION' }],
  ['another declaration', { ...reminder, caseToken: '765432jihgfedcba' }],
  ['another deadline version', { ...reminder, deadlineVersion: 2 }],
  ['another slot', { ...reminder, slot: 'D-7' }],
];

describe('the identity of a letter', () => {
  it('is a function of what the letter is', () => {
    expect(letterId({ ...reminder })).toBe(letterId(reminder));
    expect(letterMessageId({ ...reminder }, 'ministry.example')).toBe(letterMessageId(reminder, 'ministry.example'));
    expect(letterId(reminder)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it.each(others)('differs for %s', (_name, other) => {
    expect(letterId(other)).not.toBe(letterId(reminder));
    expect(letterMessageId(other, 'ministry.example')).not.toBe(letterMessageId(reminder, 'ministry.example'));
  });

  it('gives a Message-ID that is a dot-atom at the mailbox’s domain and begins with the case', () => {
    expect(letterMessageId(reminder, 'ministry.example')).toMatch(
      /^abcdefghij234567\.reminder\.v1\.[0-9a-f]{16}@ministry\.example$/,
    );
    expect(letterMessageId({ ...reminder, kind: 'EXTENSION_NOTICE', deadlineVersion: 2 }, 'x.example')).toMatch(
      /^abcdefghij234567\.extension-notice\.v2\.[0-9a-f]{16}@x\.example$/,
    );
    expect(letterMessageId({ ...reminder, kind: 'COPY', caseToken: null, deadlineVersion: null }, 'x.example')).toMatch(
      /^akson-2020\.copy\.[0-9a-f]{16}@x\.example$/,
    );
  });
});

describe('the way back to the case', () => {
  it.each([letterMessageId(reminder, 'x.example'), `<${letterMessageId(reminder, 'x.example')}>`])(
    'is found in the Message-ID %s',
    (id) => {
      expect(caseTokenInMessageId(id)).toBe(token);
    },
  );

  it.each([
    'akson-2020.copy.0123456789abcdef@x.example',
    '<CAFx1y2z3@mail.example>',
    '',
    `x${token}.reminder.v1.00@x.example`,
    `${token}@x.example`,
  ])('is not seen in %j', (id) => {
    expect(caseTokenInMessageId(id)).toBeNull();
  });

  it('is found in the plus part, and told from a bounce', () => {
    expect(replyAddress(mailbox, token)).toBe('akson+abcdefghij234567@ministry.example');
    expect(bounceAddress(mailbox, token)).toBe('akson+b-abcdefghij234567@ministry.example');
    expect(caseTokenInAddress(replyAddress(mailbox, token))).toEqual({ token, bounce: false });
    expect(caseTokenInAddress(bounceAddress(mailbox, token))).toEqual({ token, bounce: true });
    expect(caseTokenInAddress(replyAddress(mailbox, token).toUpperCase())).toEqual({ token, bounce: false });
  });

  it.each([mailbox, 'akson+newsletter@ministry.example', 'akson+abcdefghij23456@x', 'akson+abcdefghij2345678@x'])(
    'is not seen in %s',
    (address) => {
      expect(caseTokenInAddress(address)).toBeNull();
    },
  );
});
