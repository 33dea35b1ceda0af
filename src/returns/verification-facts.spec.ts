import type { Binding } from '../form/binding/index.js';
import type { SignatureReport, VerificationReport } from '../pades/index.js';
import { bindToForm, signerLinks, verificationFacts } from './verification-facts.js';
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
const sound = {
  integrity: 'intact',
  coverage: 'ENTIRE_REVISION',
  bytesAfter: 0,
  changesAfter: 'NONE',
  docMdp: null,
  indication: 'TOTAL_PASSED',
  subIndication: null,
  chain: 'trusted',
} as const;
const signature = (
  type: SignatureReport['type'],
  organizationIdentifier: string | null,
  change: Partial<SignatureReport> = {},
): SignatureReport =>
  ({
    ...sound,
    type,
    field: type === 'certification' ? 'seal' : 'signature',
    signer: organizationIdentifier === 'unknown' ? null : { ...nobody, organizationIdentifier },
    ...change,
  }) as SignatureReport;
const nobody = { commonName: null, organization: null, serialNumber: null };
const seal = signature('certification', null);
const theirs = signature('approval', 'NTRNO-839953062');
const signatory = { organizationNumber: '839953062', name: 'Prøvedal' };
const bound = (tier: Binding['tier']): Binding => ({
  tier,
  findings: [{ check: 'ISSUED_BYTES', result: 'PASSED', evidence: 'bytes', sentence: 'The bytes.' }],
});

function verification(report: {
  summary?: Partial<VerificationReport['summary']>;
  document?: Partial<VerificationReport['document']>;
  signatures?: readonly SignatureReport[];
  findings?: readonly Pick<VerificationReport['findings'][number], 'check' | 'result'>[];
  binding?: Binding['tier'] | null;
  enclosed?: FileVerification['enclosed'];
}): FileVerification {
  return {
    prefixes: [],
    binding: report.binding === null ? null : bound(report.binding ?? 'A'),
    enclosed: report.enclosed ?? null,
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
  it.each<[string, Binding['tier'] | null, typeof issued | null, string | null, string, string[]]>([
    ['own form', 'A', issued, 'here', 'A', ['PASSED']],
    ['own form, other changes', 'D', issued, 'here', 'D', ['PASSED']],
    ['own form, written anew', 'B', null, 'here', 'B', ['PASSED']],
    ['another’s bytes, whatever is compared', 'B', issued, 'there', 'D', ['FAILED', 'PASSED']],
    ['a form, and nobody knows whose the return is', null, issued, null, 'D', ['FAILED']],
    ['no form of ours, and nobody knows whose it is', null, null, null, 'D', ['INDETERMINATE']],
  ])('%s', (_, found, form, declarationId, tier, results) => {
    const binding = bindToForm(verification({ binding: found }), form, declarationId);
    expect(binding.tier).toBe(tier);
    expect(binding.findings.map(({ result }) => result)).toEqual(results);
    expect(binding.issuedReference).toBe(form?.reference ?? null);
  });
});

describe('verificationFacts', () => {
  const about = { issuedHere: true, hasEnd: true };
  const factsOf = (
    report: Parameters<typeof verification>[0],
    change: Partial<typeof about> = {},
    form: typeof issued | null = issued,
  ) => {
    const file = verification(report);
    return verificationFacts(file, bindToForm(file, form, 'here'), signerLinks(file, signatory), {
      ...about,
      ...change,
    });
  };

  describe('a form written anew has its seal broken, and only that', () => {
    const brokenSeal = signature('certification', null, {
      integrity: 'broken',
      indication: 'TOTAL_FAILED',
      coverage: 'UNCLEAR',
      changesAfter: 'OTHER',
    });
    const whole = {
      summary: { integrity: 'broken', indication: 'TOTAL_FAILED', laterChanges: 'suspicious', accept: false },
    } as const;
    const unsealed = {
      sameForm: true,
      integrity: 'intact',
      indication: 'TOTAL_PASSED',
      laterChanges: 'none',
      accept: true,
    };

    it.each<[string, readonly SignatureReport[], Binding['tier'], typeof issued | null, object]>([
      ['tier B', [brokenSeal, theirs], 'B', null, unsealed],
      ['tier D', [brokenSeal, theirs], 'D', null, { ...unsealed, sameForm: false }],
      ['tier B of issued bytes', [brokenSeal, theirs], 'B', issued, { ...whole.summary, sameForm: true }],
      [
        'another certification',
        [{ ...brokenSeal, field: 'other' }, theirs],
        'B',
        null,
        { integrity: 'broken', accept: false },
      ],
      [
        'a field of that name',
        [{ ...brokenSeal, type: 'approval' }, theirs],
        'B',
        null,
        { integrity: 'broken', accept: false },
      ],
      [
        'a broken signature beside it',
        [brokenSeal, { ...theirs, integrity: 'broken' }],
        'B',
        null,
        { integrity: 'broken', accept: false },
      ],
      ['nothing beside it', [brokenSeal], 'B', null, { integrity: 'none', accept: false, signatures: 0 }],
    ])('%s', (_, signatures, binding, form, expected) => {
      expect(factsOf({ ...whole, signatures, binding }, {}, form)).toMatchObject(expected);
    });
  });

  it.each<[string, readonly SignatureReport[], FileVerification['enclosed'], boolean, boolean]>([
    ['a service’s seal', [signature('approval', 'NTRNO-984661185')], null, false, true],
    [
      'a seal over enclosed signatures',
      [signature('approval', 'NTRNO-983609155')],
      { files: 1, signers: [] },
      false,
      true,
    ],
    ['the municipality and a service', [theirs, signature('approval', 'NTRNO-984661185')], null, false, true],
    ['the municipality', [theirs], null, true, false],
  ])('%s', (_, signatures, enclosed, signerLinked, sealedByService) => {
    expect(factsOf({ signatures, enclosed })).toMatchObject({ signerLinked, sealedByService });
  });

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
    ['readable', {}, true, null],
    ['signed, with something behind its end', {}, false, null],
    ['pieced together', { signatures: [seal] }, false, 'CUT_OFF'],
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
    const nobodys = verification({ binding: null });
    const links = signerLinks(nobodys, null);
    const facts = verificationFacts(nobodys, bindToForm(nobodys, issued, null), links, {
      issuedHere: false,
      hasEnd: true,
    });
    expect(facts).toMatchObject({ issuedPrefix: false, sameForm: false, signerLinked: false });
  });
});
