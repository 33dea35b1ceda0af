import {
  decideReturn,
  NOTED_REASONS,
  type ReturnFacts,
  type ScanFacts,
  type VerificationFacts,
} from './return-decision.policy.js';

const sound: VerificationFacts = {
  readable: true,
  encrypted: false,
  unreadable: null,
  issuedPrefix: true,
  sameForm: false,
  signatures: 1,
  integrity: 'intact',
  laterChanges: 'permitted',
  indication: 'TOTAL_PASSED',
  coversWholeDocument: true,
  accept: true,
  signerLinked: true,
  sealedByService: false,
  launchesProgram: false,
  pictureOnly: false,
};
const facts: ReturnFacts = {
  kind: 'PDF',
  suspicions: [],
  duplicate: false,
  campaignClosed: false,
  withdrawn: false,
  alreadyAccepted: false,
  matched: true,
  matchDisagrees: false,
  automaticAnswer: false,
  noted: [],
  onTime: true,
  verification: sound,
  scan: null,
};
const unsigned: Partial<VerificationFacts> = {
  signatures: 0,
  integrity: 'intact',
  laterChanges: 'none',
};
const unreadable = { ...sound, readable: false, integrity: 'unparseable', accept: false } as const;

/** What the machine says when one thing is otherwise. */
function decided(change: Partial<ReturnFacts>, verification: Partial<VerificationFacts> | null = {}): string {
  const decision = decideReturn({
    ...facts,
    ...change,
    verification: verification === null ? null : { ...sound, ...verification },
  });
  switch (decision.state) {
    case 'ACCEPTED':
      return `ACCEPTED ${decision.method}`;
    case 'NEEDS_REVIEW':
      return `NEEDS_REVIEW ${decision.reasons.join(' ')}`;
    default:
      return `${decision.state} ${decision.reason}`;
  }
}

describe('what was noted on the way', () => {
  it.each<[ReturnFacts['noted'][number], string]>([
    ['UNOPENED_CONTAINER', 'NEEDS_REVIEW UNOPENED_CONTAINER'],
    ['VIRUS_SUSPECTED', 'NEEDS_REVIEW VIRUS_SUSPECTED'],
    ['SIGNED_OUTSIDE', 'NEEDS_REVIEW SIGNED_OUTSIDE NOT_A_PDF'],
    ['PICTURE_NOT_SHOWABLE', 'NEEDS_REVIEW PICTURE_NOT_SHOWABLE NOT_A_PDF'],
  ])('%s: nothing is sent back by the machine, and where nobody has looked in, nothing is said', (noted, expected) => {
    expect(decided({ noted: [noted], kind: 'OTHER' })).toBe(expected);
    expect(decided({ noted: [noted] })).toBe(`NEEDS_REVIEW ${noted}`);
  });

  it('is looked for in this order', () => {
    expect(NOTED_REASONS).toEqual(['UNOPENED_CONTAINER', 'SIGNED_OUTSIDE', 'PICTURE_NOT_SHOWABLE', 'VIRUS_SUSPECTED']);
  });
});

it('accepts what is proven in every respect', () => {
  expect(decided({})).toBe('ACCEPTED PADES');
  expect(decided({}, { issuedPrefix: false, sameForm: true })).toBe('ACCEPTED PADES');
  expect(decided({}, { laterChanges: 'none' })).toBe('ACCEPTED PADES');
});

describe('nothing that is not proven is accepted', () => {
  it.each<[Partial<VerificationFacts>, string]>([
    [{ issuedPrefix: false }, 'NOT_ISSUED_BYTES'],
    [{ laterChanges: 'suspicious' }, 'CHANGED_AFTER_SIGNING'],
    [{ laterChanges: null }, 'CHANGED_AFTER_SIGNING'],
    [{ coversWholeDocument: false }, 'CHANGED_AFTER_SIGNING'],
    [{ coversWholeDocument: null }, 'CHANGED_AFTER_SIGNING'],
    [{ indication: 'INDETERMINATE' }, 'SIGNATURE_INDETERMINATE'],
    [{ indication: null }, 'SIGNATURE_INDETERMINATE'],
    [{ accept: false }, 'SIGNATURE_INDETERMINATE'],
    [{ integrity: 'unparseable' }, 'SIGNATURE_INDETERMINATE'],
    [{ integrity: 'none' }, 'SIGNATURE_INDETERMINATE'],
    [{ indication: 'TOTAL_FAILED' }, 'SIGNATURE_FAILED'],
    [{ signerLinked: false }, 'SIGNER_NOT_LINKED'],
    [{ signerLinked: false, sealedByService: true }, 'SEALED_BY_SERVICE'],
    [{ signerLinked: true, sealedByService: true }, 'SEALED_BY_SERVICE'],
    [{ ...unsigned, issuedPrefix: false, sameForm: true }, 'MARKED_UNSIGNED'],
    [{ issuedPrefix: false, sameForm: true, laterChanges: 'suspicious' }, 'CHANGED_AFTER_SIGNING'],
    [{ issuedPrefix: false, sameForm: true, signerLinked: false }, 'SIGNER_NOT_LINKED'],
    [{ pictureOnly: true }, 'SCAN'],
    [{ ...unsigned, pictureOnly: true }, 'SCAN'],
    [{ launchesProgram: true }, 'LAUNCH_ACTION'],
    [{ ...unsigned, issuedPrefix: false }, 'UNBOUND_DOCUMENT'],
    [{ ...unsigned, laterChanges: 'suspicious' }, 'MARKED_UNSIGNED'],
    [{ ...unreadable, unreadable: 'NOT_CHECKED' }, 'NOT_VERIFIED'],
    [{ ...unreadable, unreadable: 'DAMAGED' }, 'DAMAGED'],
    [
      { issuedPrefix: false, laterChanges: 'suspicious', indication: 'INDETERMINATE', signerLinked: false },
      'NOT_ISSUED_BYTES CHANGED_AFTER_SIGNING SIGNATURE_INDETERMINATE SIGNER_NOT_LINKED',
    ],
  ])('%j', (verification, reasons) => {
    expect(decided({}, verification)).toBe(`NEEDS_REVIEW ${reasons}`);
  });

  it('a file whose verification did not come to an end', () => {
    expect(decided({}, null)).toBe('NEEDS_REVIEW NOT_VERIFIED');
  });

  it('a picture', () => {
    expect(decided({ kind: 'PICTURE' }, null)).toBe('NEEDS_REVIEW PICTURE');
  });

  it.each<[Partial<ReturnFacts>, string]>([
    [{ matched: false, onTime: null }, 'UNMATCHED'],
    [{ matchDisagrees: true }, 'MATCH_DISAGREES'],
    [{ campaignClosed: true }, 'CAMPAIGN_CLOSED'],
    [{ withdrawn: true }, 'WITHDRAWN'],
    [{ alreadyAccepted: true }, 'ALREADY_ACCEPTED'],
    [{ automaticAnswer: true }, 'AUTOMATIC_ANSWER'],
    [{ onTime: false }, 'LATE'],
    [{ onTime: null }, 'LATE'],
  ])('a sound document when %j', (change, reason) => {
    expect(decided(change)).toBe(`NEEDS_REVIEW ${reason}`);
  });
});

const faults: [Partial<ReturnFacts>, Partial<VerificationFacts> | null, string][] = [
  [{ kind: 'EMPTY' }, null, 'EMPTY_FILE'],
  [{ kind: 'TOO_LARGE' }, null, 'TOO_LARGE'],
  [{ kind: 'OTHER' }, null, 'NOT_A_PDF'],
  [{ suspicions: ['TEST_VIRUS'] }, null, 'SUSPECTED_MALWARE'],
  [{ suspicions: ['PROGRAM'], kind: 'OTHER' }, null, 'SUSPECTED_MALWARE'],
  [{}, { ...unreadable, encrypted: true }, 'ENCRYPTED'],
  [{}, { ...unreadable, unreadable: 'CUT_OFF' }, 'UNREADABLE'],
  [{}, { integrity: 'broken', indication: 'TOTAL_FAILED', accept: false }, 'SIGNATURE_BROKEN'],
  [{}, unsigned, 'UNSIGNED'],
  [{}, { ...unsigned, laterChanges: 'permitted' }, 'UNSIGNED'],
];

describe('what the sender can mend is sent back', () => {
  it.each(faults)('%j %j', (change, verification, fault) => {
    expect(decided(change, verification)).toMatch(new RegExp(`^REJECTED ${fault}$`));
    expect(decided({ ...change, onTime: false }, verification)).toBe(`REJECTED ${fault}`);
  });

  it.each<[keyof ReturnFacts, string]>([
    ['matchDisagrees', 'MATCH_DISAGREES'],
    ['campaignClosed', 'CAMPAIGN_CLOSED'],
    ['withdrawn', 'WITHDRAWN'],
    ['alreadyAccepted', 'ALREADY_ACCEPTED'],
    ['automaticAnswer', 'AUTOMATIC_ANSWER'],
  ])('but not by a machine when %s', (circumstance, reason) => {
    for (const [change, verification, fault] of faults) {
      const said = decided({ ...change, [circumstance]: true }, verification);
      expect(said).toMatch(new RegExp(`^NEEDS_REVIEW ${reason} ${fault}$`));
    }
  });

  it('nor when nobody knows whose it is', () => {
    for (const [change, verification, fault] of faults) {
      const said = decided({ ...change, matched: false, onTime: null }, verification);
      expect(said).toMatch(new RegExp(`^NEEDS_REVIEW UNMATCHED ${fault}$`));
    }
  });
});

describe('a scan waits for a person with what was found', () => {
  const scan = (reasons: ScanFacts['reasons'], change: Partial<ScanFacts> = {}): Partial<ReturnFacts> => ({
    scan: { outcome: 'COMPARED', showsForm: true, reasons, ...change },
  });
  const unbound = { ...unsigned, issuedPrefix: false };

  it.each<[string, Partial<ReturnFacts>, Partial<VerificationFacts> | null, string]>([
    ['all well', scan([]), { ...unbound, pictureOnly: true }, 'SCAN'],
    [
      'a page missing and another text',
      scan(['PAGES_MISSING', 'DIFFERENCES']),
      { ...unbound, pictureOnly: true },
      'SCAN PAGES_MISSING DIFFERENCES',
    ],
    ['signed digitally besides', scan(['DIFFERENCES']), { pictureOnly: true }, 'SCAN DIFFERENCES'],
    ['a photo', { ...scan(['NO_PEN_SIGNATURE']), kind: 'PICTURE' }, null, 'PICTURE NO_PEN_SIGNATURE'],
    [
      'a photo that was not looked at to its end',
      { ...scan(['NOT_VERIFIED'], { outcome: 'NOT_FINISHED', showsForm: false }), kind: 'PICTURE' },
      null,
      'PICTURE NOT_VERIFIED',
    ],
    ['a print without text that can be bound', scan(['DIFFERENCES']), unbound, 'SCAN DIFFERENCES'],
    ['a document without our codes', scan(['NO_CODE_READ'], { showsForm: false }), unbound, 'UNBOUND_DOCUMENT'],
    [
      'another declaration than the matched one',
      { ...scan(['SEVERAL_REFERENCES']), matchDisagrees: true },
      { ...unbound, pictureOnly: true },
      'MATCH_DISAGREES SCAN SEVERAL_REFERENCES',
    ],
  ])('%s', (_, change, verification, reasons) => {
    expect(decided(change, verification)).toBe(`NEEDS_REVIEW ${reasons}`);
  });
});

it('a duplicate is nothing else', () => {
  expect(decided({ duplicate: true, alreadyAccepted: true, onTime: false })).toBe('SUPERSEDED DUPLICATE');
});
