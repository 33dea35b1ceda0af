import { certify } from '../../../test/support/build-certificate.js';
import type { CertificateSpec, TestCertificate } from '../../../test/support/build-certificate.js';
import { buildCrl, buildOcsp } from '../../../test/support/build-revocation.js';
import { plainObjects, plainPdf } from '../../../test/support/plain-pdf.js';
import { emptySignature, signByHand } from '../../../test/support/sign-by-hand.js';
import { verifyPdf } from '../index.js';
import type { SignatureReport, VerifyOptions } from '../index.js';

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
