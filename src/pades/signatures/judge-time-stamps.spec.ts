import { createHash } from 'node:crypto';
import { PURPOSE, certify, shortTerm } from '../../../test/support/build-certificate.js';
import type { CertificateSpec, TestCertificate } from '../../../test/support/build-certificate.js';
import { attribute, buildCms, der, oid } from '../../../test/support/build-cms.js';
import type { CmsVariant } from '../../../test/support/build-cms.js';
import { buildTimeStamp } from '../../../test/support/build-time-stamp.js';
import type { TimeStampSpec } from '../../../test/support/build-time-stamp.js';
import { appendRevision, plainObjects, plainPdf } from '../../../test/support/plain-pdf.js';
import { emptySignature, signByHand } from '../../../test/support/sign-by-hand.js';
import { Findings } from '../findings.js';
import { Budget, defaultLimits } from '../limits.js';
import { formFields } from '../pdf/form-fields.js';
import { PdfRevision } from '../pdf/pdf-revision.js';
import { PdfSource } from '../pdf/pdf-source.js';
import { findRevisionEnds } from '../pdf/revision-ends.js';
import { noRevocationData } from '../revocation/revocation-data.js';
import { checkContents } from './check-contents.js';
import { judgeTimeStamps } from './judge-time-stamps.js';
import { judgementContext } from './judgement-context.js';
import { signatureDictionaries } from './signature-dictionary.js';
import { signedParts } from './signed-parts.js';

const now = new Date('2026-06-01T00:00:00Z');
const on = (text: string): Date => new Date(`${text}T00:00:00Z`);
const root = certify({ commonName: 'Root', authority: true });
const stamping: Partial<CertificateSpec> = {
  extensions: [shortTerm()],
  keyUsage: [0],
  purposes: { oids: [PURPOSE.timeStamping], critical: true },
};
const signer = certify({ commonName: 'Signer', issuer: root, extensions: [shortTerm()] });
const stamper = certify({ commonName: 'Stamper', issuer: root, ...stamping });
const stranger = certify({ commonName: 'Stranger', ...stamping });
const identityOf = (made: TestCertificate) => ({ ...made, chain: [root.certificate] });
const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const sha256 = (bytes: Uint8Array): string => digest(bytes).toString('hex');

const stamp = (bytes: Uint8Array, at: Date, variant: Partial<TimeStampSpec> = {}): Uint8Array =>
  buildTimeStamp({ authority: stamper, chain: [root], at, digest: digest(bytes), ...variant });
const overValue = (...tokens: readonly Uint8Array[]): Buffer => several('1.2.840.113549.1.9.16.2.14', tokens);
const overContent = (...tokens: readonly Uint8Array[]): Buffer => several('1.2.840.113549.1.9.16.2.20', tokens);
const several = (type: string, tokens: readonly Uint8Array[]): Buffer =>
  der(0x30, oid(type), der(0x31, ...tokens.map((token) => Buffer.from(token))));

type Variant = (signed: Uint8Array) => CmsVariant;
type Making = { readonly by?: TestCertificate; readonly wrong?: boolean; readonly stamps?: readonly Date[] };

const fieldOf = (number: number, name: string): string =>
  `<< /Type /Annot /Subtype /Widget /FT /Sig /T (${name}) /F 132 /P 3 0 R /Rect [0 0 0 0] /V ${number} 0 R >>`;

/** A signature, and behind it document time-stamps. */
function make(variant: Variant, { by = signer, wrong = false, stamps = [] }: Making): Uint8Array {
  let file = signByHand(
    plainPdf({ ...plainObjects, 7: fieldOf(50, 'Signature1'), 50: emptySignature('', { digits: 16000 }) }),
    identityOf(by),
    (bytes) => buildCms(identityOf(by), wrong ? Buffer.concat([bytes, Buffer.from('!')]) : bytes, variant(bytes)),
  );
  let fields = '6 0 R 7 0 R';
  for (const [index, at] of stamps.entries()) {
    const number = 60 + 2 * index;
    fields += ` ${number} 0 R`;
    const revision = appendRevision(file, {
      1: plainObjects[1]!.replace('6 0 R 7 0 R', fields),
      [number]: fieldOf(number + 1, `Stamp${index}`),
      [number + 1]: emptySignature('', { subFilter: 'ETSI.RFC3161', digits: 9000 }),
    });
    file = signByHand(revision, identityOf(by), (bytes) => stamp(bytes, at));
  }
  return file;
}

function judge(variant: Variant, making: Making = {}) {
  const bytes = make(variant, making);
  const budget = new Budget(defaultLimits);
  const final = PdfRevision.open(new PdfSource(bytes, budget), bytes.length);
  const dictionaries = signatureDictionaries(final, formFields(final));
  const options = { trustAnchors: [root.certificate], at: now };
  const context = judgementContext(final, findRevisionEnds(final), dictionaries, options, new Findings());
  const judged = (name: string) => {
    const signature = dictionaries.find(({ field }) => field.fullName === name)!;
    const parts = signedParts(signature, final.source)!;
    const contents = checkContents(signature.subFilter, signature.contents!, parts, [], [], new Findings(), budget);
    const findings = new Findings();
    return {
      contents,
      findings,
      ...judgeTimeStamps(signature, contents, contents.embedded, noRevocationData, context, findings),
    };
  };
  const { contents, findings, ...stamps } = judged('Signature1');
  const { proofs } = context.trust;
  const since = (name: string): string | null => (proofs.has(name) ? proofs.of(name).toISOString() : null);
  return {
    ...stamps,
    judged,
    told: findings.all().map(({ result, evidence }) => `${result} ${evidence.replace(/:.*/, '')}`),
    sentences: findings.all().map(({ sentence }) => sentence),
    kinds: stamps.all.map(({ kind, verdict }) => `${kind} ${verdict.trusted ? 'trusted' : 'not trusted'}`),
    value: since(sha256(contents.signer!.signature)),
    certificate: since(sha256(signer.certificate)),
    since,
  };
}

const [early, late] = [on('2026-02-01'), on('2026-03-01')];

describe('a time-stamp over the signature', () => {
  const one =
    (variant: Partial<TimeStampSpec> = {}): Variant =>
    () => ({
      unsignedAttributes: (value) => [overValue(stamp(value, early, variant))],
    });

  test('proves the signature and the certificate that it names', () => {
    const { told, kinds, value, certificate, notBefore, sentences } = judge(one());
    expect({ told, kinds, value, certificate, notBefore }).toEqual({
      told: ['PASSED signature'],
      kinds: ['signature trusted'],
      value: '2026-02-01T00:00:00.000Z',
      certificate: '2026-02-01T00:00:00.000Z',
      notBefore: null,
    });
    expect(sentences).toEqual(['A trusted time-stamp proves when the signature existed.']);
  });

  test('proves as late as its accuracy says', () => {
    expect(judge(one({ accuracySeconds: 60 })).value).toBe('2026-02-01T00:01:00.000Z');
  });

  test.each<[string, Partial<TimeStampSpec>, string]>([
    ['over something else', { digest: digest(oid('1.2')) }, 'INDETERMINATE signature'],
    ['whose own signature does not hold', { wrongSignature: true }, 'INDETERMINATE signature'],
    ['by somebody who is not trusted', { authority: stranger, chain: [] }, 'INFO signature'],
    ['of the future', { at: on('2026-07-01') }, 'INFO signature'],
  ])('%s proves nothing', (_, variant, expected) => {
    const { told, kinds, value, certificate } = judge(one(variant));
    expect({ told, kinds, value, certificate }).toEqual({
      told: [expected],
      kinds: ['signature not trusted'],
      value: null,
      certificate: null,
    });
  });

  test('is as good as the earliest of several, given in the report from the newest on', () => {
    for (const order of [
      [early, late],
      [late, early],
    ]) {
      const several = judge(() => ({
        unsignedAttributes: (value) => [overValue(...order.map((at) => stamp(value, at)))],
      }));
      expect(several.value).toBe('2026-02-01T00:00:00.000Z');
      expect(several.all.map(({ verdict }) => verdict.time)).toEqual([late, early]);
      expect(several.told).toEqual(['PASSED signature', 'PASSED signature']);
    }
  });

  test('proves nothing of a signature that is not intact', () => {
    const { kinds, value, certificate } = judge(one(), { wrong: true });
    expect({ kinds, value, certificate }).toEqual({ kinds: ['signature trusted'], value: null, certificate: null });
  });

  test('proves no certificate that the signature does not name', () => {
    const { value, certificate } = judge(() => ({ ...one()(oid('1.2')), omitSigningCertificate: true }));
    expect({ value, certificate }).toEqual({ value: '2026-02-01T00:00:00.000Z', certificate: null });
  });

  test('proves the certificate by its older name as well', () => {
    const sha1 = createHash('sha1').update(signer.certificate).digest();
    const older = attribute('1.2.840.113549.1.9.16.2.12', der(0x30, der(0x30, der(0x30, der(4, sha1)))));
    const named = judge(() => ({ ...one()(oid('1.2')), omitSigningCertificate: true, signedAttributes: [older] }));
    expect(named.certificate).toBe('2026-02-01T00:00:00.000Z');
  });

  test('proves the revocation data that the signature signs, not what stands beside it', () => {
    const data = (text: string): Buffer => der(0x30, der(0x30, der(4, Buffer.from(text))));
    const values = der(0x30, der(0xa0, der(0x30, data('list'))), der(0xa1, der(0x30, data('answer'))));
    const { since } = judge(() => ({
      ...one()(oid('1.2')),
      signedAttributes: [attribute('1.2.840.113583.1.1.8', values)],
      revocationData: [data('beside')],
    }));
    const proven = ['list', 'answer', 'beside'].map((text) => since(sha256(data(text))) !== null);
    expect(proven).toEqual([true, true, false]);
  });
});

describe('a time-stamp over the content', () => {
  const at =
    (...times: readonly (readonly [Date, Partial<TimeStampSpec>?])[]): Variant =>
    (signed) => ({
      signedAttributes: [overContent(...times.map(([time, variant]) => stamp(signed, time, variant)))],
    });

  test('says from when on the signature can be, and proves nothing of it', () => {
    const { told, kinds, value, notBefore, sentences } = judge(at([early]));
    expect({ told, kinds, value, notBefore }).toEqual({
      told: ['PASSED content'],
      kinds: ['content trusted'],
      value: null,
      notBefore: early,
    });
    expect(sentences).toEqual(['A trusted time-stamp proves when the signed content existed.']);
  });

  test('counts from as early as its accuracy allows, and by the latest of several', () => {
    expect(judge(at([early, { accuracySeconds: 60 }])).notBefore).toEqual(new Date(early.getTime() - 60_000));
    expect(judge(at([late], [early])).notBefore).toEqual(late);
    expect(judge(at([early], [late])).notBefore).toEqual(late);
  });

  test.each<[string, Partial<TimeStampSpec>, string]>([
    ['over something else', { digest: digest(oid('1.2')) }, 'INDETERMINATE content'],
    ['by somebody who is not trusted', { authority: stranger, chain: [] }, 'INFO content'],
  ])('%s says nothing', (_, variant, expected) => {
    const { told, notBefore, orderProblem } = judge(at([early, variant]));
    expect({ told, notBefore, orderProblem }).toEqual({ told: [expected], notBefore: null, orderProblem: null });
  });

  test('contradicts one over the signature that is older, when both are trusted', () => {
    const both = (variant: Partial<TimeStampSpec> = {}) =>
      judge((signed) => ({
        signedAttributes: [overContent(stamp(signed, late, variant))],
        unsignedAttributes: (value) => [overValue(stamp(value, early))],
      })).orderProblem;
    expect(both()).toContain('content time-stamp 2026-03-01');
    expect(both({ authority: stranger, chain: [] })).toBeNull();
  });
});

describe('a document time-stamp', () => {
  const plain: Variant = () => ({});

  test('covers what stands before it: signatures and older time-stamps, never itself', () => {
    const { kinds, told, judged } = judge(plain, { stamps: [early, late] });
    expect(kinds).toEqual(['document trusted', 'document trusted']);
    expect(told).toEqual([]);
    const times = (name: string) => judged(name).all.map(({ verdict }) => verdict.time);
    expect(times('Signature1')).toEqual([late, early]);
    expect(times('Stamp0')).toEqual([late]);
    expect(times('Stamp1')).toEqual([]);
  });

  test('proves the signature, and contradicts a time-stamp in it that is younger', () => {
    expect(judge(plain, { stamps: [early] }).value).toBe('2026-02-01T00:00:00.000Z');
    const younger = judge(() => ({ unsignedAttributes: (value) => [overValue(stamp(value, late))] }), {
      stamps: [early],
    });
    expect(younger.orderProblem).toContain('signature time-stamp 2026-03-01');
  });
});
