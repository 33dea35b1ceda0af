import type { SignatureReport, VerificationReport } from '../pades/index.js';
import { bindToForm, verificationFacts } from './verification-facts.js';
import type { FileVerification } from '../verification/index.js';

const issued = {
  declarationId: 'here',
  campaignId: 'campaign',
  reference: 'TEST-2020-9999-7K3Q9',
  byteLength: 100,
  sha256: 'a'.repeat(64),
};
const summary: VerificationReport['summary'] = {
  readable: true,
  signatures: 2,
  integrity: 'intact',
  coversWholeDocument: true,
  laterChanges: 'permitted',
  chain: 'trusted',
  indication: 'TOTAL_PASSED',
  subIndication: null,
  accept: true,
};
const pages: VerificationReport['document'] = {
  encrypted: false,
  revisions: 3,
  revisionEnds: [100, 200, 300],
  pages: 2,
  hasText: true,
  pageImages: 0,
};
const signature = (type: SignatureReport['type'], organizationIdentifier: string | null): SignatureReport =>
  ({ type, signer: organizationIdentifier === 'unknown' ? null : { organizationIdentifier } }) as SignatureReport;
const seal = signature('certification', null);
const theirs = signature('approval', 'NTRNO-839953062');

function verification(report: {
  summary?: Partial<VerificationReport['summary']>;
  document?: Partial<VerificationReport['document']>;
  signatures?: readonly SignatureReport[];
  findings?: readonly Pick<VerificationReport['findings'][number], 'check' | 'result'>[];
}): FileVerification {
  return {
    prefixes: [],
    binding: null,
    report: {
      version: 1,
      sha256: '',
      bytes: 300,
      summary: { ...summary, ...report.summary },
      document: { ...pages, ...report.document },
      signatures: report.signatures ?? [seal, theirs],
      findings: (report.findings ?? []) as VerificationReport['findings'],
    },
  };
}

describe('bindToForm', () => {
  it.each<[string, Partial<VerificationReport['summary']>, typeof issued | null, string | null, 'A' | 'D', string[]]>([
    ['own form, permitted changes', {}, issued, 'here', 'A', ['PASSED']],
    ['own form, nothing after', { laterChanges: 'none' }, issued, 'here', 'A', ['PASSED']],
    ['own form, other changes', { laterChanges: 'suspicious' }, issued, 'here', 'D', ['PASSED', 'FAILED']],
    ['own form, changes not known', { laterChanges: null }, issued, 'here', 'D', ['PASSED', 'INDETERMINATE']],
    ['another’s form', {}, issued, 'there', 'D', ['FAILED']],
    ['a form, and nobody knows whose the return is', {}, issued, null, 'D', ['FAILED']],
    ['no form of ours', {}, null, 'here', 'D', ['INDETERMINATE']],
  ])('%s', (_, change, form, declarationId, tier, results) => {
    const binding = bindToForm(verification({ summary: change }), form, declarationId);
    expect(binding.tier).toBe(tier);
    expect(binding.findings.map(({ result }) => result)).toEqual(results);
    expect(binding.issuedReference).toBe(form?.reference ?? null);
  });
});

describe('verificationFacts', () => {
  const about = { issuedHere: true, organizationNumber: '839953062', hasEnd: true };
  const factsOf = (report: Parameters<typeof verification>[0], change: Partial<typeof about> = {}) => {
    const file = verification(report);
    return verificationFacts(file, bindToForm(file, issued, 'here'), { ...about, ...change });
  };

  it.each<[string, readonly SignatureReport[], number, boolean]>([
    ['the seal and the municipality', [seal, theirs], 1, true],
    ['the seal alone', [seal], 0, false],
    ['a time-stamp is nobody’s signature', [seal, signature('timestamp', 'NTRNO-839953062')], 0, false],
    ['the municipality twice', [seal, theirs, theirs], 2, true],
    ['the municipality and somebody else', [seal, theirs, signature('approval', 'NTRNO-983609155')], 2, false],
    ['the municipality and somebody unknown', [seal, theirs, signature('approval', 'unknown')], 2, false],
    ['a person', [seal, signature('approval', null)], 1, false],
  ])('%s', (_, signatures, count, linked) => {
    expect(factsOf({ signatures })).toMatchObject({ signatures: count, signerLinked: linked });
  });

  it.each<[string, Partial<VerificationReport['document']>, boolean]>([
    ['one picture a page', { hasText: false, pageImages: 2 }, true],
    ['one picture a page over recognised text', { hasText: true, pageImages: 2 }, true],
    ['one page of two', { hasText: false, pageImages: 1 }, false],
    ['text only', { hasText: true, pageImages: 0 }, false],
    ['no pages', { pages: 0, pageImages: 0 }, false],
    ['pages not known', { pages: null, pageImages: null }, false],
  ])('a scan: %s', (_, document, pictureOnly) => {
    expect(factsOf({ document }).pictureOnly).toBe(pictureOnly);
  });

  const damaged = [{ check: 'READABLE', result: 'FAILED' }] as const;
  it.each<[string, Parameters<typeof verification>[0], boolean, string | null]>([
    ['readable', {}, false, null],
    ['cut off', { summary: { readable: false }, findings: damaged }, false, 'CUT_OFF'],
    ['damaged', { summary: { readable: false }, findings: damaged }, true, 'DAMAGED'],
    [
      'past a limit',
      { summary: { readable: false }, findings: [{ check: 'LIMITS', result: 'INDETERMINATE' }] },
      false,
      'NOT_CHECKED',
    ],
    [
      'a fault of ours',
      { summary: { readable: false }, findings: [{ check: 'READABLE', result: 'INDETERMINATE' }] },
      true,
      'NOT_CHECKED',
    ],
    ['encrypted', { summary: { readable: false }, document: { encrypted: true } }, false, null],
  ])('why it was not read: %s', (_, report, hasEnd, unreadable) => {
    expect(factsOf(report, { hasEnd }).unreadable).toBe(unreadable);
  });

  it('a form of another declaration is not the issued one, and no organisation is linked to nobody', () => {
    expect(factsOf({}, { issuedHere: false }).issuedPrefix).toBe(false);
    const nobodys = verification({});
    const facts = verificationFacts(nobodys, bindToForm(nobodys, issued, null), {
      issuedHere: false,
      organizationNumber: null,
      hasEnd: true,
    });
    expect(facts).toMatchObject({ issuedPrefix: false, signerLinked: false });
  });
});
