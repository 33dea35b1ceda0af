import { PURPOSE, certify, noCheck, shortTerm } from '../../../test/support/build-certificate.js';
import type { CertificateSpec, TestCertificate } from '../../../test/support/build-certificate.js';
import { buildCrl, buildOcsp } from '../../../test/support/build-revocation.js';
import { parseCertificate } from '../certificates/certificate.js';
import type { Certificate } from '../certificates/certificate.js';
import { CertificateLinks } from '../certificates/certificate-path.js';
import { plainAnchor } from '../certificates/trust-anchor.js';
import type { TrustAnchor } from '../certificates/trust-anchor.js';
import { Findings } from '../findings.js';
import { Budget, defaultLimits } from '../limits.js';
import { algorithmPolicy, weakDigest } from '../policy/algorithm-policy.js';
import { parseRevocationData, sha256 } from '../revocation/revocation-data.js';
import { ProofsOfExistence } from '../timestamps/proofs-of-existence.js';
import type { SignerToValidate, SignerValidation } from './trust-process.js';
import { validateSigner } from './validate-signer.js';

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const now = day('2024-06-01');

const root = certify({ commonName: 'Root', authority: true });
const issue = (spec: Partial<CertificateSpec> = {}, issuer = root): TestCertificate =>
  certify({ commonName: 'Signer', issuer, notBefore: day('2024-01-01'), notAfter: day('2025-01-01'), ...spec });
const signer = issue();
const fresh = (subject: TestCertificate, thisUpdate = now, revokedAt?: Date): Uint8Array =>
  buildOcsp({ subject, issuer: root, thisUpdate, ...(revokedAt ? { revoked: { at: revokedAt, reason: 1 } } : {}) });

type Setting = {
  readonly subject?: TestCertificate;
  readonly at?: Date;
  readonly anchors?: readonly TrustAnchor[];
  readonly pool?: readonly TestCertificate[];
  readonly ocsps?: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  readonly digest?: string;
  readonly notBefore?: Date;
  readonly signedBy?: Date;
  /** Everything at hand is proven to have existed then. */
  readonly allProvenAt?: Date;
  readonly timeStamped?: boolean;
};

const budget = new Budget({ ...defaultLimits, certificateChecks: 100_000 });
const parse = ({ certificate }: TestCertificate): Certificate => parseCertificate(certificate, budget);
const anchor = plainAnchor(parse(root));

function validate(setting: Setting): SignerValidation {
  const proofs = new ProofsOfExistence(setting.at ?? now);
  const raw = { ocsps: setting.ocsps ?? [], crls: setting.crls ?? [] };
  const certificates = [setting.subject ?? signer, ...(setting.pool ?? [])];
  if (setting.signedBy) proofs.add(['signature'], setting.signedBy);
  if (setting.allProvenAt)
    proofs.add(
      [...raw.ocsps, ...raw.crls, ...certificates.map(({ certificate }) => certificate)].map(sha256),
      setting.allProvenAt,
    );
  const subject: SignerToValidate = {
    certificate: parse(setting.subject ?? signer),
    pool: (setting.pool ?? []).map(parse),
    revocation: parseRevocationData(raw, 'security-store', budget, new Findings()),
    purpose: 'document-signature',
    object: 'signature',
    stampedAt: null,
    notBefore: setting.notBefore ?? null,
    timeStamped: setting.timeStamped ?? setting.signedBy !== undefined,
    weakness: (at) => weakDigest(setting.digest ?? 'sha256', at),
  };
  const context = {
    anchors: setting.anchors ?? [anchor],
    links: new CertificateLinks(budget),
    policy: algorithmPolicy,
    proofs,
  };
  return validateSigner(subject, context);
}

const intermediate = certify({ commonName: 'Between', issuer: root, authority: 0 });
const below = issue({}, intermediate);
const deep = certify({ commonName: 'Deeper', issuer: intermediate, authority: true });
const tooDeep = issue({}, deep);
const noAuthority = certify({ commonName: 'No authority', issuer: root });
const byNoAuthority = issue({}, noAuthority);
const old = certify({ commonName: 'Old root', authority: true, notBefore: day('2005-01-01') });
const oldAnchor = plainAnchor(parse(old));
const oldSigner = certify({
  commonName: 'Old signer',
  issuer: old,
  notBefore: day('2010-01-01'),
  notAfter: day('2012-01-01'),
  digest: 'sha1',
});
const oldAnswer = buildOcsp({ subject: oldSigner, issuer: old, thisUpdate: day('2011-01-02') });
const goodIntermediate = buildCrl({ issuer: root, thisUpdate: day('2024-05-01'), nextUpdate: day('2025-05-01') });
const goodBelow = (thisUpdate: Date, nextUpdate: Date): Uint8Array =>
  buildCrl({ issuer: intermediate, thisUpdate, nextUpdate });

const trustedUntil = (until: Date, from = day('2020-01-01')): TrustAnchor => ({
  ...anchor,
  periods: [{ from, until }],
});

test.each<[string, Setting, string | null]>([
  ['fresh good answer', { ocsps: [fresh(signer)] }, null],
  ['the certificate itself is the anchor', { anchors: [plainAnchor(parse(signer))] }, null],
  ['short-term: never revoked', { subject: issue({ extensions: [shortTerm()] }) }, null],
  ['no revocation data', {}, 'INDETERMINATE TRY_LATER'],
  ['no anchor', { anchors: [] }, 'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND'],
  ['intermediate missing', { subject: below }, 'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND'],
  [
    'anchor for time-stamps only',
    { anchors: [{ ...anchor, purposes: ['timestamp'] }] },
    'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND',
  ],
  [
    'anchor trusted only later',
    { anchors: [trustedUntil(day('2030-01-01'), day('2025-01-01'))], ocsps: [fresh(signer)] },
    'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND',
  ],
  [
    'anchor trusted no longer',
    { anchors: [trustedUntil(day('2024-04-01'))], ocsps: [fresh(signer)] },
    'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND_NO_POE',
  ],
  [
    'anchor trusted when it was signed',
    { anchors: [trustedUntil(day('2024-04-01'))], ocsps: [fresh(signer)], signedBy: day('2024-03-01') },
    null,
  ],
  ['expired, nothing known', { at: day('2026-01-01') }, 'INDETERMINATE OUT_OF_BOUNDS_NO_POE'],
  ['not yet valid', { at: day('2023-01-01') }, 'INDETERMINATE OUT_OF_BOUNDS_NO_POE'],
  [
    'expired, known not revoked',
    { at: day('2026-01-01'), ocsps: [fresh(signer)] },
    'INDETERMINATE OUT_OF_BOUNDS_NOT_REVOKED',
  ],
  ['expired, signed before', { at: day('2026-01-01'), ocsps: [fresh(signer)], signedBy: day('2024-05-31') }, null],
  [
    'expired, stamped after the end',
    { at: day('2026-01-01'), ocsps: [fresh(signer)], signedBy: day('2025-02-01') },
    'INDETERMINATE OUT_OF_BOUNDS_NOT_REVOKED',
  ],
  [
    'stamped before the certificate',
    { ocsps: [fresh(signer)], signedBy: day('2023-12-01') },
    'TOTAL_FAILED NOT_YET_VALID',
  ],
  ['content stamped after the end', { at: day('2026-01-01'), notBefore: day('2025-06-01') }, 'TOTAL_FAILED EXPIRED'],
  ['revoked', { ocsps: [fresh(signer, now, day('2024-05-01'))] }, 'INDETERMINATE REVOKED_NO_POE'],
  ['revoked after signing', { ocsps: [fresh(signer, now, day('2024-05-01'))], signedBy: day('2024-04-01') }, null],
  [
    'revoked before signing',
    { ocsps: [fresh(signer, now, day('2024-05-01'))], signedBy: day('2024-05-02') },
    'INDETERMINATE REVOKED_NO_POE',
  ],
  [
    'revoked before the content was stamped',
    { ocsps: [fresh(signer, now, day('2024-05-01'))], notBefore: day('2024-05-02') },
    'TOTAL_FAILED REVOKED',
  ],
  ['answer not fresh', { ocsps: [fresh(signer, day('2024-05-01'))] }, 'INDETERMINATE TRY_LATER'],
  [
    'authority revoked',
    {
      subject: below,
      pool: [intermediate],
      crls: [
        buildCrl({ issuer: root, thisUpdate: now, revoked: [{ subject: intermediate, at: day('2024-05-01') }] }),
        goodBelow(now, day('2024-07-01')),
      ],
    },
    'INDETERMINATE REVOKED_CA_NO_POE',
  ],
  [
    'path too long',
    { subject: tooDeep, pool: [intermediate, deep] },
    'INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE',
  ],
  [
    'issued by no authority',
    { subject: byNoAuthority, pool: [noAuthority] },
    'INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE',
  ],
  ['key for encryption', { subject: issue({ keyUsage: [2] }) }, 'INDETERMINATE CHAIN_CONSTRAINTS_FAILURE'],
  [
    'certificate for servers',
    { subject: issue({ purposes: { oids: ['1.3.6.1.5.5.7.3.1'], critical: false } }) },
    'INDETERMINATE CHAIN_CONSTRAINTS_FAILURE',
  ],
  ['weak digest', { ocsps: [fresh(signer)], digest: 'sha1' }, 'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE'],
  [
    'weak digest, content stamped when it was weak already',
    { ocsps: [fresh(signer)], digest: 'sha1', notBefore: day('2024-02-01') },
    'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE',
  ],
  [
    'weak digest, proven from before its end',
    { subject: oldSigner, anchors: [oldAnchor], digest: 'sha1', ocsps: [oldAnswer], signedBy: day('2011-01-02') },
    null,
  ],
  [
    'weak digest, proven only from after its end',
    { ocsps: [fresh(signer)], digest: 'sha1', signedBy: day('2024-02-01') },
    'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  ],
])('%s', (_, setting, expected) => {
  const { failure } = validate(setting);
  expect(failure && `${failure.indication} ${failure.subIndication}`).toBe(expected);
});

test('of several reasons the first is the one that the standard puts first', () => {
  const at = day('2024-06-01');
  const past = { notBefore: day('2020-01-01'), notAfter: day('2024-05-01') };
  const top = certify({ commonName: 'Top', issuer: root, authority: true });
  const second = certify({ commonName: 'Second', issuer: top, authority: true });
  const third = certify({ commonName: 'Third', issuer: second, authority: true, ...past });
  const leaf = certify({ commonName: 'Leaf', issuer: third, rsaBits: 1024, ...past });
  const responder = certify({
    commonName: 'Responder',
    issuer: top,
    notAfter: day('2024-05-15'),
    purposes: { oids: [PURPOSE.ocspSigning], critical: false },
    extensions: [noCheck()],
  });
  const revoked = { at: day('2024-04-01'), reason: 1 };
  const answers = {
    leaf: buildOcsp({ subject: leaf, issuer: third, thisUpdate: day('2024-04-15'), revoked }),
    third: buildOcsp({ subject: third, issuer: second, thisUpdate: day('2024-04-15'), revoked }),
    second: buildOcsp({
      subject: second,
      issuer: top,
      responder,
      thisUpdate: day('2024-05-14'),
      nextUpdate: day('2024-07-01'),
    }),
  };
  const reasons = (ocsps: readonly Uint8Array[], anchors = [anchor]): string[] => {
    const found = validate({ subject: leaf, pool: [third, second, top], at, ocsps, anchors });
    expect(found.failure?.subIndication).toBe(found.problems[0]!.subIndication);
    return [...new Set(found.problems.map(({ subIndication }) => subIndication))];
  };
  const withdrawn = { ...anchor, periods: [{ from: day('2000-01-01'), until: day('2024-05-20') }] };
  expect(reasons(Object.values(answers), [withdrawn])).toEqual([
    'NO_CERTIFICATE_CHAIN_FOUND_NO_POE',
    'REVOKED_NO_POE',
    'REVOKED_CA_NO_POE',
    'OUT_OF_BOUNDS_NO_POE',
    'REVOCATION_OUT_OF_BOUNDS_NO_POE',
    'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    'TRY_LATER',
  ]);
  expect(reasons([answers.second, answers.third])).toEqual([
    'REVOKED_CA_NO_POE',
    'OUT_OF_BOUNDS_NO_POE',
    'REVOCATION_OUT_OF_BOUNDS_NO_POE',
    'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    'TRY_LATER',
  ]);
});

test('a responder whose certificate has ended is out of bounds', () => {
  const responder = certify({
    commonName: 'Responder',
    issuer: root,
    notAfter: day('2024-05-15'),
    purposes: { oids: [PURPOSE.ocspSigning], critical: false },
    extensions: [noCheck()],
  });
  const ocsps = [
    buildOcsp({
      subject: signer,
      issuer: root,
      responder,
      thisUpdate: day('2024-05-01'),
      nextUpdate: day('2024-07-01'),
    }),
  ];
  expect(validate({ ocsps }).failure?.subIndication).toBe('REVOCATION_OUT_OF_BOUNDS_NO_POE');
  expect(validate({ ocsps, signedBy: day('2024-05-02') }).failure).toBeNull();
});

describe('in the past, with the authority expired', () => {
  const at = day('2045-01-01');
  const crls = [goodIntermediate, goodBelow(day('2024-05-02'), day('2024-05-09'))];
  const archived: Setting = {
    subject: below,
    pool: [intermediate],
    at,
    crls,
    signedBy: day('2024-05-02'),
    allProvenAt: day('2024-05-03'),
  };
  test.each<[string, Setting, string | null]>([
    ['everything proven', archived, null],
    ['nothing but the signature proven', { ...archived, allProvenAt: at }, 'NO_POE'],
    ['proven after the lists had ended', { ...archived, allProvenAt: day('2026-01-01') }, 'NO_POE'],
    ['signed after the list had ended', { ...archived, signedBy: day('2024-05-20') }, 'OUT_OF_BOUNDS_NOT_REVOKED'],
    ['no list about the authority', { ...archived, crls: crls.slice(1) }, 'NO_POE'],
    ['no time-stamp at all', { ...archived, timeStamped: false, signedBy: at }, 'OUT_OF_BOUNDS_NOT_REVOKED'],
    [
      'revoked after signing',
      {
        ...archived,
        crls: [
          goodIntermediate,
          buildCrl({
            issuer: intermediate,
            thisUpdate: day('2024-05-02'),
            nextUpdate: day('2024-05-09'),
            revoked: [{ subject: below, at: day('2024-05-02') }],
          }),
        ],
        signedBy: day('2024-05-01'),
      },
      null,
    ],
    [
      'revoked before signing',
      {
        ...archived,
        crls: [
          goodIntermediate,
          buildCrl({
            issuer: intermediate,
            thisUpdate: day('2024-05-02'),
            nextUpdate: day('2024-05-09'),
            revoked: [{ subject: below, at: day('2024-04-01') }],
          }),
        ],
      },
      'REVOKED_NO_POE',
    ],
  ])('%s', (_, setting, expected) => {
    expect(validate(setting).failure?.subIndication ?? null).toBe(expected);
  });
});

describe('several chains', () => {
  test('a cross-signed authority is tried every way', () => {
    const other = certify({ commonName: 'Other root', authority: true });
    const cross = certify({ commonName: 'Between', issuer: other, authority: 0, key: intermediate });
    const crls = [goodIntermediate, goodBelow(now, day('2024-07-01'))];
    const found = validate({ subject: below, pool: [cross, intermediate], crls });
    expect(found.failure).toBeNull();
    expect(found.line?.certificates).toHaveLength(3);
    expect(validate({ subject: below, pool: [cross], crls }).failure?.subIndication).toBe('NO_CERTIFICATE_CHAIN_FOUND');
  });

  test('many authorities that certify one another end in bounded time', () => {
    const first = certify({ commonName: 'Ring', authority: true });
    const ring = Array.from({ length: 12 }, () =>
      certify({ commonName: 'Ring', issuer: first, key: first, authority: true }),
    );
    const leaf = certify({ commonName: 'Leaf', issuer: first });
    expect(validate({ subject: leaf, pool: ring }).failure?.subIndication).toBe('NO_CERTIFICATE_CHAIN_FOUND');
  });
});
