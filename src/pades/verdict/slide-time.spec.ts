import { certify, shortTerm } from '../../../test/support/build-certificate.js';
import type { CertificateSpec } from '../../../test/support/build-certificate.js';
import { parseCertificate } from '../certificates/certificate.js';
import type { Certificate } from '../certificates/certificate.js';
import { CertificateLinks } from '../certificates/certificate-path.js';
import { plainAnchor } from '../certificates/trust-anchor.js';
import type { TrustPeriod } from '../certificates/trust-anchor.js';
import { Budget, defaultLimits } from '../limits.js';
import { algorithmPolicy } from '../policy/algorithm-policy.js';
import type { AlgorithmPolicy } from '../policy/algorithm-policy.js';
import type { RevocationEvidence } from '../revocation/revocation-evidence.js';
import { ProofsOfExistence } from '../timestamps/proofs-of-existence.js';
import { slideTime } from './slide-time.js';

const budget = new Budget(defaultLimits);
const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const now = day('2024-06-01');
const made = (spec: CertificateSpec) => {
  const keys = certify(spec);
  return { keys, certificate: parseCertificate(keys.certificate, budget) };
};
const root = made({ commonName: 'Root', authority: true });
const issuing = made({ commonName: 'Issuing', issuer: root.keys, authority: true });
const signerWith = (spec: Partial<CertificateSpec> = {}) =>
  made({ commonName: 'Signer', issuer: root.keys, notBefore: day('2020-01-01'), notAfter: day('2022-01-01'), ...spec })
    .certificate;
const signer = signerWith();

/** A good answer of 2021, due anew in 2023. */
const good: RevocationEvidence = {
  kind: 'ocsp',
  source: 'security-store',
  sha256: 'good',
  status: 'good',
  revokedAt: null,
  reason: null,
  thisUpdate: day('2021-01-01'),
  nextUpdate: day('2023-01-01'),
  expiredFrom: null,
  positive: true,
  signer: root.certificate,
  digest: 'sha256',
};
const revoked = (at: string | null, reason: number | null = 1, more: Partial<RevocationEvidence> = {}) => ({
  ...good,
  sha256: `revoked ${at} ${reason}`,
  status: 'revoked' as const,
  revokedAt: at === null ? null : day(at),
  reason,
  ...more,
});

type Setting = {
  readonly line?: readonly Certificate[];
  readonly evidence?: readonly (readonly RevocationEvidence[])[];
  /** When everything is proven to have existed; absent: only now. */
  readonly proven?: Date;
  readonly provenBy?: Readonly<Record<string, Date>>;
  readonly periods?: readonly TrustPeriod[];
  readonly policy?: AlgorithmPolicy;
};

function slide(setting: Setting): string {
  const line = setting.line ?? [signer, root.certificate];
  const evidence = setting.evidence ?? [[good]];
  const proofs = new ProofsOfExistence(now);
  const everything = [...line.map(({ sha256 }) => sha256), ...evidence.flat().map(({ sha256 }) => sha256)];
  if (setting.proven) proofs.add(everything, setting.proven);
  for (const [thing, at] of Object.entries(setting.provenBy ?? {})) proofs.add([thing], at);
  const anchor = { ...plainAnchor(line.at(-1)!), ...(setting.periods ? { periods: setting.periods } : {}) };
  const policy = setting.policy ?? algorithmPolicy;
  const context = { anchors: [anchor], links: new CertificateLinks(budget), policy, proofs };
  const result = slideTime({ certificates: line, anchor }, evidence, context);
  return 'unproven' in result ? result.unproven.replace('C=NO, CN=', '') : result.controlTime.toISOString();
}

const ended = '2022-01-01T00:00:00.000Z';
const noData = 'Signer: no revocation data is proven to have existed then';
const early = day('2021-06-01');

describe('with data that is fresh to the end of the certificate', () => {
  test.each<[string, Setting, string]>([
    ['the certificate’s end counts', {}, ended],
    ['the certificate’s end counts, whenever all that was proven', { proven: early }, ended],
    [
      'the anchor’s end counts where it is earlier',
      { periods: [{ from: null, until: early }], proven: day('2021-02-01') },
      '2021-05-31T23:59:59.999Z',
    ],
    [
      'what is proven only after the anchor’s end proves nothing',
      { periods: [{ from: null, until: early }], proven: day('2021-07-01') },
      'Signer is not proven to have existed then',
    ],
    [
      'what is proven at the control time is enough',
      { periods: [{ from: null, until: new Date(early.getTime() + 1) }], proven: early },
      early.toISOString(),
    ],
    [
      'an anchor that never was one proves nothing',
      { periods: [{ from: day('2030-01-01'), until: null }] },
      'the anchor was not trusted before',
    ],
    [
      'data that is proven too late is not used',
      {
        periods: [{ from: null, until: early }],
        provenBy: { [signer.sha256]: day('2021-02-01'), good: day('2021-09-01') },
      },
      noData,
    ],
  ])('%s', (_, setting, expected) => {
    expect(slide(setting)).toBe(expected);
  });
});

describe('by what the data says', () => {
  test.each<[string, readonly RevocationEvidence[], string]>([
    ['none', [], noData],
    ['due anew before the certificate ended', [{ ...good, nextUpdate: early }], early.toISOString()],
    ['without a time it is due anew', [{ ...good, nextUpdate: null }], '2021-01-02T00:00:00.000Z'],
    [
      'the newest counts',
      [
        { ...good, nextUpdate: early },
        { ...good, sha256: 'newer', thisUpdate: day('2021-03-01'), nextUpdate: day('2021-09-01') },
      ],
      '2021-09-01T00:00:00.000Z',
    ],
    [
      'the newest counts, in any order',
      [
        { ...good, sha256: 'newer', thisUpdate: day('2021-03-01'), nextUpdate: day('2021-09-01') },
        { ...good, nextUpdate: early },
      ],
      '2021-09-01T00:00:00.000Z',
    ],
    ['from the future', [{ ...good, thisUpdate: day('2025-01-01'), nextUpdate: day('2026-01-01') }], noData],
    ['revoked', [revoked('2020-07-01')], '2020-07-01T00:00:00.000Z'],
    [
      'revoked, beside newer good data',
      [revoked('2020-07-01'), { ...good, thisUpdate: day('2021-02-01') }],
      '2020-07-01T00:00:00.000Z',
    ],
    ['revoked after the certificate ended', [revoked('2023-01-01')], ended],
    ['revoked for no given reason', [revoked('2020-07-01', null)], '2020-07-01T00:00:00.000Z'],
    ['revoked at no given time', [revoked(null)], 'Signer was not yet valid then'],
    ['revoked before it was valid', [revoked('2019-01-01')], 'Signer was not yet valid then'],
    ['revoked when it became valid', [revoked('2020-01-01')], '2020-01-01T00:00:00.000Z'],
    ['on hold', [revoked('2020-07-01', 6)], noData],
    ['on hold, and good before', [revoked('2020-07-01', 6), good], ended],
    ['taken off the list', [revoked('2020-07-01', 8), good], ended],
    [
      'of another certificate’s time',
      [{ ...good, thisUpdate: day('2018-01-01'), nextUpdate: day('2018-02-01') }],
      noData,
    ],
    ['made before its signer was valid', [{ ...good, signer: signerWith({ notBefore: day('2021-01-02') }) }], noData],
    ['made when its signer became valid', [{ ...good, signer: signerWith({ notBefore: day('2021-01-01') }) }], ended],
    ['made after its signer had ended', [{ ...good, signer: signerWith({ notAfter: day('2020-12-31') }) }], noData],
    ['made when its signer ended', [{ ...good, signer: signerWith({ notAfter: day('2021-01-01') }) }], ended],
    ['over a weak digest', [{ ...good, digest: 'sha1' }], 'Signer was not yet valid then'],
    ['over a digest that never was good', [{ ...good, digest: 'odd' }], 'Signer was not yet valid then'],
    ['over a digest that is not told', [{ ...good, digest: null }], ended],
  ])('%s', (_, evidence, expected) => {
    expect(slide({ evidence: [evidence] })).toBe(expected);
  });
});

describe('along the chain', () => {
  const below = made({
    commonName: 'Signer',
    issuer: issuing.keys,
    notBefore: day('2020-01-01'),
    notAfter: day('2022-01-01'),
  }).certificate;
  const line = [below, issuing.certificate, root.certificate];
  const proven = day('2021-01-02');

  test('each certificate takes the control time further back, the issuer first', () => {
    expect(slide({ line, evidence: [[good], [good]], proven })).toBe(ended);
    expect(slide({ line, evidence: [[good], [revoked('2021-07-01')]], proven })).toBe('2021-07-01T00:00:00.000Z');
    // The signer's data is from after the issuer was revoked: nothing shows that it is genuine.
    expect(
      slide({
        line,
        evidence: [[{ ...good, thisUpdate: day('2021-08-01') }], [revoked('2021-07-01')]],
        proven,
      }),
    ).toBe(noData);
    expect(slide({ line, evidence: [[good], []], proven })).toBe(
      'Issuing: no revocation data is proven to have existed then',
    );
  });

  test('a signer that is never revoked needs no data, its issuer does', () => {
    const brief = signerWith({ extensions: [shortTerm()] });
    expect(slide({ line: [brief, root.certificate], evidence: [[]] })).toBe(ended);
    const briefBelow = made({
      commonName: 'Signer',
      issuer: issuing.keys,
      notBefore: day('2020-01-01'),
      notAfter: day('2022-01-01'),
      extensions: [shortTerm()],
    }).certificate;
    expect(slide({ line: [briefBelow, issuing.certificate, root.certificate], evidence: [[], []] })).toBe(
      'Issuing: no revocation data is proven to have existed then',
    );
  });
});

describe('by algorithms', () => {
  const until = (digest: string, instant: Date): AlgorithmPolicy => ({
    ...algorithmPolicy,
    digests: { ...algorithmPolicy.digests, [digest]: instant },
  });
  const last = (instant: Date): string => new Date(instant.getTime() - 1).toISOString();

  test('the digest of a certificate, while it was good enough', () => {
    const evidence = [[{ ...good, digest: 'sha512' }]];
    expect(slide({ evidence, policy: until('sha256', early) })).toBe(last(early));
  });

  test('the digest of the data, while it was good enough', () => {
    expect(slide({ evidence: [[{ ...good, digest: 'sha512' }]], policy: until('sha512', early) })).toBe(last(early));
  });

  test('the keys of certificate and data, while they were good enough', () => {
    const policy = { ...algorithmPolicy, curves: { prime256v1: early } };
    expect(slide({ policy })).toBe(last(early));
    const unknown = Object.create(signer, { key: { value: null } }) as Certificate;
    expect(slide({ line: [unknown, root.certificate] })).toBe('Signer was not yet valid then');
    expect(slide({ evidence: [[{ ...good, signer: unknown }]] })).toBe('Signer was not yet valid then');
    const brief = Object.create(signerWith({ extensions: [shortTerm()] }), { key: { value: null } }) as Certificate;
    expect(slide({ line: [brief, root.certificate], evidence: [[]] })).toBe('Signer was not yet valid then');
  });
});
