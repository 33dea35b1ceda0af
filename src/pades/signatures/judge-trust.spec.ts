import { createHash } from 'node:crypto';
import { PURPOSE, certify, noCheck, shortTerm } from '../../../test/support/build-certificate.js';
import type { CertificateSpec, TestCertificate } from '../../../test/support/build-certificate.js';
import { attribute, buildCms } from '../../../test/support/build-cms.js';
import { buildCrl, buildOcsp } from '../../../test/support/build-revocation.js';
import { buildTimeStamp } from '../../../test/support/build-time-stamp.js';
import { appendRevision, plainObjects, plainPdf } from '../../../test/support/plain-pdf.js';
import { emptySignature, signByHand } from '../../../test/support/sign-by-hand.js';
import { verifyPdf } from '../index.js';
import type { SignatureReport, VerifyOptions } from '../index.js';
import { algorithmPolicy } from '../policy/algorithm-policy.js';

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const now = day('2026-03-01');
const root = certify({ commonName: 'Root', authority: true });
const issuing = certify({ commonName: 'Issuing', issuer: root, authority: true });
const signerWith = (spec: Partial<CertificateSpec> = {}): TestCertificate =>
  certify({ commonName: 'Signer', issuer: issuing, ...spec });
const signer = signerWith();

const answer = (subject: TestCertificate, issuer: TestCertificate, revokedAt?: Date): Uint8Array =>
  buildOcsp({ subject, issuer, thisUpdate: now, ...(revokedAt ? { revoked: { at: revokedAt, reason: 1 } } : {}) });
const good = [answer(signer, issuing), answer(issuing, root)];

function judge(options: Partial<VerifyOptions> = {}, by = signer, subFilter?: string): SignatureReport {
  const empty = emptySignature('', subFilter === undefined ? {} : { subFilter });
  const pdf = plainPdf({ ...plainObjects, 7: plainObjects[7]!.replace('/T (', '/V 50 0 R /T ('), 50: empty });
  const file = signByHand(pdf, { ...by, chain: [issuing.certificate, root.certificate] });
  return verifyPdf(file, { trustAnchors: [root.certificate], at: now, ocsps: good, ...options }).signatures[0]!;
}
const outcome = ({ chain, indication, subIndication }: SignatureReport): string =>
  `${chain} ${indication} ${subIndication}`;
const told = ({ findings }: SignatureReport): string[] =>
  findings
    .filter(({ check }) => /^(CERTIFICATE|REVOCATION|ALGORITHM)/.test(check))
    .map(({ check, result, sentence }) => `${check} ${result}: ${sentence}`);

const path = 'CERTIFICATE_PATH PASSED: A chain leads from the signer’s certificate to a trusted one.';
const strong = 'ALGORITHM_POLICY PASSED: The algorithms of the signature are strong enough.';
const unrevoked = 'REVOCATION PASSED: No certificate of the chain was revoked when it counted.';
const unfit = 'INDETERMINATE: A certificate of the chain is not good for this signature.';

test.each<[string, () => SignatureReport, string, string[]]>([
  ['sound', () => judge(), 'trusted TOTAL_PASSED null', [path, unrevoked, strong]],
  [
    'without revocation data',
    () => judge({ ocsps: [] }),
    'trusted INDETERMINATE TRY_LATER',
    [
      path,
      ...[1, 2].map(
        () => 'REVOCATION INDETERMINATE: Whether the certificates were revoked has not been checked to the end.',
      ),
      strong,
    ],
  ],
  [
    'revoked',
    () => judge({ ocsps: [answer(signer, issuing, day('2026-01-01')), good[1]!] }),
    'untrusted INDETERMINATE REVOKED_NO_POE',
    [
      path,
      'REVOCATION INDETERMINATE: The signer’s certificate was revoked, and nothing proves that the signature is older.',
      strong,
    ],
  ],
  [
    'by an authority that was revoked',
    () => judge({ ocsps: [good[0]!, answer(issuing, root, day('2026-01-01'))] }),
    'untrusted INDETERMINATE REVOKED_CA_NO_POE',
    [
      path,
      'REVOCATION INDETERMINATE: The certificate of an authority was revoked, and nothing proves that the signature is older.',
      strong,
    ],
  ],
  [
    'on hold',
    () =>
      judge({
        ocsps: [good[1]!],
        crls: [
          buildCrl({
            issuer: issuing,
            thisUpdate: now,
            revoked: [{ subject: signer, at: day('2026-01-01'), reason: 6 }],
          }),
        ],
      }),
    'untrusted INDETERMINATE TRY_LATER',
    [path, 'REVOCATION INDETERMINATE: Whether the certificates were revoked has not been checked to the end.', strong],
  ],
  [
    'without an anchor',
    () => judge({ trustAnchors: [] }),
    'untrusted INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND',
    ['CERTIFICATE_PATH INDETERMINATE: No chain leads from the signer’s certificate to a trusted one.', strong],
  ],
  [
    'by a key that is too weak',
    () => {
      const weak = signerWith({ rsaBits: 1024 });
      return judge({ ocsps: [answer(weak, issuing), good[1]!] }, weak);
    },
    'untrusted INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    [path, `ALGORITHM_POLICY ${unfit}`],
  ],
  [
    'for something else',
    () => {
      const other = signerWith({ keyUsage: [2] });
      return judge({ ocsps: [answer(other, issuing), good[1]!] }, other);
    },
    'untrusted INDETERMINATE CHAIN_CONSTRAINTS_FAILURE',
    [path, `CERTIFICATE_CONSTRAINTS ${unfit}`, strong],
  ],
  [
    'after its end',
    () => {
      const ended = signerWith({ notAfter: day('2026-01-01') });
      const last = { thisUpdate: day('2025-12-31'), nextUpdate: day('2026-04-01') };
      return judge({ ocsps: [buildOcsp({ subject: ended, issuer: issuing, ...last }), good[1]!] }, ended);
    },
    'untrusted INDETERMINATE OUT_OF_BOUNDS_NOT_REVOKED',
    [path, `CERTIFICATE_VALIDITY ${unfit}`, strong],
  ],
])('a signature %s', (_, make, expected, findings) => {
  const signature = make();
  expect(outcome(signature)).toBe(expected);
  expect(told(signature).sort()).toEqual([...findings].sort());
});

describe('what comes first', () => {
  const changed = { 4: plainObjects[4]!.replace('support', 'oppose ') };
  const after = (options: Partial<VerifyOptions>, by = signer): SignatureReport => {
    const pdf = plainPdf({
      ...plainObjects,
      7: plainObjects[7]!.replace('/T (', '/V 50 0 R /T ('),
      50: emptySignature(),
    });
    const file = appendRevision(signByHand(pdf, { ...by, chain: [issuing.certificate, root.certificate] }), changed);
    return verifyPdf(file, { trustAnchors: [root.certificate], at: now, ocsps: good, ...options }).signatures[0]!;
  };

  test('a change is not hidden behind what a later try may settle', () => {
    expect(outcome(after({ ocsps: [] }))).toBe('trusted INDETERMINATE SIG_CONSTRAINTS_FAILURE');
  });

  test('a revocation is not hidden behind a change', () => {
    const revoked = { ocsps: [answer(signer, issuing, day('2026-01-01')), good[1]!] };
    expect(outcome(after(revoked))).toBe('untrusted INDETERMINATE REVOKED_NO_POE');
  });

  test('that no chain was found is not hidden behind a change', () => {
    expect(outcome(after({ trustAnchors: [] }))).toBe('untrusted INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND');
  });
});

test('an answer by a responder whose certificate has ended leaves the chain trusted, and the question open', () => {
  const ended = certify({
    commonName: 'Responder',
    issuer: issuing,
    purposes: { oids: [PURPOSE.ocspSigning], critical: false },
    extensions: [noCheck()],
    notAfter: day('2026-02-15'),
  });
  const old = buildOcsp({
    subject: signer,
    issuer: issuing,
    responder: ended,
    thisUpdate: day('2026-02-01'),
    nextUpdate: day('2026-04-01'),
  });
  expect(outcome(judge({ ocsps: [old, good[1]!] }))).toBe('trusted INDETERMINATE REVOCATION_OUT_OF_BOUNDS_NO_POE');
});

const stamper = certify({
  commonName: 'Stamper',
  issuer: root,
  keyUsage: [0],
  purposes: { oids: [PURPOSE.timeStamping], critical: true },
  extensions: [shortTerm()],
});
const stampAt = (bytes: Uint8Array, at: Date): Uint8Array =>
  buildTimeStamp({ authority: stamper, chain: [root], at, digest: createHash('sha256').update(bytes).digest() });
type Own = Parameters<typeof buildCms>[0];
function judgeStamped(by: TestCertificate, build: (bytes: Uint8Array, own: Own) => Uint8Array): SignatureReport {
  const empty = emptySignature('', { digits: 9000 });
  const pdf = plainPdf({ ...plainObjects, 7: plainObjects[7]!.replace('/T (', '/V 50 0 R /T ('), 50: empty });
  const own = { ...by, chain: [issuing.certificate, root.certificate] };
  const file = signByHand(pdf, own, (bytes) => build(bytes, own));
  return verifyPdf(file, { trustAnchors: [root.certificate], at: now, ocsps: good }).signatures[0]!;
}
const validity = ({ findings }: SignatureReport): string[] =>
  findings.filter(({ check }) => check === 'CERTIFICATE_VALIDITY').map(({ result }) => result);

test('a content time-stamp after the end of the certificate proves that it had ended', () => {
  const ended = signerWith({ notAfter: day('2026-01-01'), extensions: [shortTerm()] });
  const signature = judgeStamped(ended, (bytes, own) =>
    buildCms(own, bytes, {
      signedAttributes: [attribute('1.2.840.113549.1.9.16.2.20', stampAt(bytes, day('2026-02-01')))],
    }),
  );
  expect(outcome(signature)).toMatch(/ TOTAL_FAILED EXPIRED$/);
  expect(validity(signature)).toEqual(['INDETERMINATE']);
});

test('a time-stamp from before the certificate proves that it was not yet valid', () => {
  const coming = signerWith({ notBefore: day('2026-02-01'), extensions: [shortTerm()] });
  const signature = judgeStamped(coming, (bytes, own) =>
    buildCms(own, bytes, {
      unsignedAttributes: (value) => [attribute('1.2.840.113549.1.9.16.2.14', stampAt(value, day('2026-01-01')))],
    }),
  );
  expect(outcome(signature)).toMatch(/ TOTAL_FAILED NOT_YET_VALID$/);
  expect(validity(signature)).toEqual(['FAILED']);
});

test('the caller’s own policy says which algorithms are good enough', () => {
  const { digests } = algorithmPolicy;
  const strict = { ...algorithmPolicy, digests: { ...digests, sha256: day('2026-01-01') } };
  expect(outcome(judge({ algorithmPolicy: strict }))).toMatch(/ INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE$/);
});

test('without anchors that is told, and without an intermediate given in another way it is taken from the caller', () => {
  const about = (options: Partial<VerifyOptions>): string[] => {
    const pdf = plainPdf({
      ...plainObjects,
      7: plainObjects[7]!.replace('/T (', '/V 50 0 R /T ('),
      50: emptySignature(),
    });
    const report = verifyPdf(signByHand(pdf, { ...signer, chain: [] }), {
      trustAnchors: [root.certificate],
      at: now,
      ocsps: good,
      ...options,
    });
    const anchors = report.findings.filter(({ check }) => check === 'TRUST_ANCHORS').map(({ result }) => result);
    return [...anchors, outcome(report.signatures[0]!)];
  };
  expect(about({})).toEqual(['untrusted INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND']);
  expect(about({ trustAnchors: [] })).toEqual(['INFO', 'untrusted INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND']);
  expect(about({ certificates: [issuing.certificate] })).toEqual(['trusted TOTAL_PASSED null']);
});

test('validation data in the file that cannot be read is told', () => {
  const pdf = plainPdf({
    ...plainObjects,
    1: plainObjects[1]!.replace('/Pages', '/DSS << /Certs [7 0 R] >> /Pages'),
    7: plainObjects[7]!.replace('/T (', '/V 50 0 R /T ('),
    50: emptySignature(),
  });
  const told_ = verifyPdf(signByHand(pdf, { ...signer, chain: [] }), { trustAnchors: [], at: now }).findings;
  expect(told_).toContainEqual(
    expect.objectContaining({ result: 'INFO', evidence: '1 entries of the document security store' }),
  );
});

test('the chain is in the report from the signer to the anchor', () => {
  expect(judge().path.map(({ subject }) => subject)).toEqual(['C=NO, CN=Signer', 'C=NO, CN=Issuing', 'C=NO, CN=Root']);
  expect(judge({ trustAnchors: [] }).path).toEqual([]);
});

test('only a sound signature of the PAdES kind has a level', () => {
  expect(judge().level).toBe('B-B');
  expect(judge({ trustAnchors: [] }).level).toBe('B-B');
  expect(judge({}, signer, 'adbe.pkcs7.detached').level).toBeNull();
  expect(judge({}, signer, 'ETSI.RFC3161').level).toBeNull();
});
