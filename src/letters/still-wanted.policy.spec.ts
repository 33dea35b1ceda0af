import { LETTER_KINDS, type LetterKind } from './letter-data.js';
import { whyCancel, type CancelReason, type LetterSituation } from './still-wanted.policy.js';

const now = new Date('2020-06-17T07:00:00Z');

function situation(kind: LetterKind, change: Partial<LetterSituation> = {}): LetterSituation {
  const declared = kind !== 'COPY' && kind !== 'OPERATORS_DIGEST';
  return {
    kind,
    deadlineVersion: declared ? 1 : null,
    notAfter: null,
    campaignState: 'RUNNING',
    declaration: declared ? { returnState: 'NONE', deadlineVersion: 1, withdrawn: false } : null,
    addressStopped: false,
    concerned: kind === 'OPERATORS_DIGEST' ? 3 : null,
    ...change,
  };
}

const declaration = { returnState: 'NONE', deadlineVersion: 1, withdrawn: false } as const;

/** What happened before the letter was claimed, and which kinds are then not sent any more. Answers always are. */
const happenings: readonly [
  name: string,
  change: Partial<LetterSituation>,
  reason: CancelReason,
  cancelled: readonly LetterKind[],
][] = [
  [
    'the campaign was closed',
    { campaignState: 'CLOSED' },
    'CAMPAIGN_CLOSED',
    ['INVITATION', 'REMINDER', 'EXTENSION_NOTICE', 'EXTENSION_UNDONE', 'OPERATORS_DIGEST'],
  ],
  [
    'the declaration was withdrawn',
    { declaration: { ...declaration, withdrawn: true } },
    'WITHDRAWN',
    ['INVITATION', 'REMINDER', 'EXTENSION_NOTICE', 'EXTENSION_UNDONE'],
  ],
  ['a return came in', { declaration: { ...declaration, returnState: 'RECEIVED' } }, 'RETURNED', ['REMINDER']],
  ['a return is in review', { declaration: { ...declaration, returnState: 'NEEDS_REVIEW' } }, 'RETURNED', ['REMINDER']],
  ['a return was accepted', { declaration: { ...declaration, returnState: 'ACCEPTED' } }, 'RETURNED', ['REMINDER']],
  ['the return was rejected', { declaration: { ...declaration, returnState: 'REJECTED' } }, 'RETURNED', []],
  [
    'the deadline was moved',
    { declaration: { ...declaration, deadlineVersion: 2 } },
    'DEADLINE_CHANGED',
    ['REMINDER', 'EXTENSION_NOTICE', 'EXTENSION_UNDONE'],
  ],
];

describe('whether a letter is still wanted', () => {
  it.each(LETTER_KINDS)('%s is, when nothing has happened', (kind) => {
    expect(whyCancel(situation(kind), now)).toBeNull();
  });

  it.each(happenings)('when %s', (_name, change, reason, cancelled) => {
    const affected = LETTER_KINDS.filter((kind) => {
      const usual = situation(kind);
      const { declaration: changed, ...rest } = change;
      const withChange = {
        ...usual,
        ...rest,
        declaration: usual.declaration === null ? null : (changed ?? declaration),
      };
      const why = whyCancel(withChange, now);
      expect([null, reason]).toContain(why);
      return why !== null;
    });
    expect(new Set(affected)).toEqual(new Set(cancelled));
  });

  it.each(LETTER_KINDS)('%s is cancelled after its last moment, not at it', (kind) => {
    expect(whyCancel(situation(kind, { notAfter: now }), now)).toBeNull();
    expect(whyCancel(situation(kind, { notAfter: new Date(now.getTime() - 1) }), now)).toBe('TOO_LATE');
  });

  it("the operators' list is not sent when nobody has that deadline", () => {
    expect(whyCancel(situation('OPERATORS_DIGEST', { concerned: 0 }), now)).toBe('NOBODY_CONCERNED');
    expect(whyCancel(situation('OPERATORS_DIGEST', { concerned: 1 }), now)).toBeNull();
  });
});
