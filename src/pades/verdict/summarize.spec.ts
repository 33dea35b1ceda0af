import type { Finding, SignatureReport } from '../report.js';
import { laterChangesOf, summarize } from './summarize.js';

type Facts = Pick<
  SignatureReport,
  'integrity' | 'coverage' | 'bytesAfter' | 'changesAfter' | 'docMdp' | 'indication' | 'subIndication' | 'chain'
>;

const sound: Facts = {
  integrity: 'intact',
  coverage: 'ENTIRE_FILE',
  bytesAfter: 0,
  changesAfter: 'NONE',
  docMdp: null,
  indication: 'TOTAL_PASSED',
  subIndication: null,
  chain: 'trusted',
};
/** What else a report holds does not count here. */
const signature = (facts: Partial<Facts> = {}): SignatureReport => ({ ...sound, ...facts }) as SignatureReport;
const finding = (result: Finding['result']): Finding => ({ check: 'STRUCTURE', result, evidence: '', sentence: '' });

test('a file without a signature is none that can be accepted', () => {
  expect(summarize([], [])).toEqual({
    readable: true,
    signatures: 0,
    integrity: 'none',
    coversWholeDocument: null,
    laterChanges: null,
    chain: null,
    indication: null,
    subIndication: null,
    accept: false,
  });
});

test('two sound signatures over the whole file are accepted', () => {
  expect(summarize([signature(), signature()], [finding('INFO'), finding('PASSED')])).toEqual({
    readable: true,
    signatures: 2,
    integrity: 'intact',
    coversWholeDocument: true,
    laterChanges: 'none',
    chain: 'trusted',
    indication: 'TOTAL_PASSED',
    subIndication: null,
    accept: true,
  });
});

test.each<[string, Partial<Facts>, object]>([
  ['is broken', { integrity: 'broken' }, { integrity: 'broken', indication: 'TOTAL_PASSED', accept: false }],
  ['cannot be read', { integrity: 'unparseable' }, { integrity: 'unparseable', accept: false }],
  [
    'failed',
    { indication: 'TOTAL_FAILED', subIndication: 'HASH_FAILURE' },
    { indication: 'TOTAL_FAILED', subIndication: 'HASH_FAILURE', accept: false },
  ],
  [
    'is open',
    { indication: 'INDETERMINATE', subIndication: 'TRY_LATER' },
    { indication: 'INDETERMINATE', subIndication: 'TRY_LATER', accept: false },
  ],
  ['was followed by a forbidden change', { changesAfter: 'OTHER' }, { laterChanges: 'suspicious', accept: false }],
  ['was followed by a permitted change', { changesAfter: 'LTA_UPDATES' }, { laterChanges: 'permitted', accept: true }],
  // Whoever judges the signature may pass it all the same; what the file is accepted by counts it.
  ['ends in an anchor that is not trusted', { chain: 'untrusted' }, { chain: 'untrusted', accept: true }],
])('one of several signatures %s, whichever it is', (_, facts, expected) => {
  for (const signatures of [
    [signature(facts), signature(), signature()],
    [signature(), signature(facts), signature()],
    [signature(), signature(), signature(facts)],
  ])
    expect(summarize(signatures, [])).toMatchObject(expected);
});

test('a failure weighs more than what is open, and broken more than unreadable', () => {
  const failed = signature({ indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE', integrity: 'unparseable' });
  const open = signature({ indication: 'INDETERMINATE', subIndication: 'TRY_LATER', integrity: 'broken' });
  for (const signatures of [
    [failed, open],
    [open, failed],
  ])
    expect(summarize(signatures, [])).toMatchObject({ subIndication: 'FORMAT_FAILURE', integrity: 'broken' });
});

test('of several with the same indication the first gives the reason', () => {
  const signatures = (['TRY_LATER', 'NO_POE'] as const).map((subIndication) =>
    signature({ indication: 'INDETERMINATE', subIndication }),
  );
  expect(summarize(signatures, []).subIndication).toBe('TRY_LATER');
});

test.each([
  ['FAILED', false],
  ['INDETERMINATE', false],
  ['INFO', true],
  ['PASSED', true],
] as const)('a finding about the file that is %s: accepted %s', (result, accept) => {
  expect(summarize([signature()], [finding('PASSED'), finding(result)]).accept).toBe(accept);
});

test.each<[SignatureReport['coverage'], number | null, boolean]>([
  ['ENTIRE_FILE', 0, true],
  ['ENTIRE_FILE', 7, true],
  ['ENTIRE_REVISION', 0, true],
  ['ENTIRE_REVISION', 7, false],
  ['ENTIRE_REVISION', null, false],
  ['CONTIGUOUS_BLOCK_FROM_START', 0, false],
  ['UNCLEAR', 0, false],
])('%s with %p bytes behind it covers the whole document: %s', (coverage, bytesAfter, expected) => {
  expect(summarize([signature({ coverage, bytesAfter })], []).coversWholeDocument).toBe(expected);
  const short = signature({ coverage: 'UNCLEAR' });
  expect(summarize([short, signature({ coverage, bytesAfter }), short], []).coversWholeDocument).toBe(expected);
});

test.each<[SignatureReport['changesAfter'], SignatureReport['docMdp'], number | null, string]>([
  ['NONE', null, 0, 'none'],
  ['NONE', 1, 0, 'none'],
  ['NONE', null, 12, 'permitted'],
  ['NONE', null, null, 'permitted'],
  ['LTA_UPDATES', 1, 12, 'permitted'],
  ['FORM_FILLING', null, 12, 'permitted'],
  ['FORM_FILLING', 1, 12, 'suspicious'],
  ['ANNOTATIONS', 3, 12, 'permitted'],
  ['ANNOTATIONS', null, 12, 'suspicious'],
  ['OTHER', 3, 12, 'suspicious'],
])('%s at level %p with %p bytes behind it is %s', (changesAfter, docMdp, bytesAfter, expected) => {
  expect(laterChangesOf({ changesAfter, docMdp, bytesAfter })).toBe(expected);
});
