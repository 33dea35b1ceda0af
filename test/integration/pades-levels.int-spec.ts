import { verifyPdf } from '../../src/pades/index.js';
import type { VerificationReport, VerifyOptions } from '../../src/pades/index.js';
import { certify } from '../support/build-certificate.js';
import { buildCrl, buildOcsp } from '../support/build-revocation.js';
import { plainPdf } from '../support/plain-pdf.js';
import { signPdf } from '../support/sign-pdf.js';
import type { SignPdfOptions } from '../support/sign-pdf.js';
import { createTestPki, pkiDates, revocationAt, stampingAt } from '../support/test-pki.js';
import type { TestPki } from '../support/test-pki.js';

type Level = NonNullable<SignPdfOptions['level']>;

const { signedAt } = pkiDates;
const minutes = (count: number): Date => new Date(signedAt.getTime() + count * 60_000);
const soon = minutes(30);
/** The signer's certificate has expired, its authority's has not. */
const afterSigner = new Date('2026-01-01T00:00:00Z');
/** Only the root and the time-stamping authority are still valid. */
const afterIssuing = new Date('2030-01-01T00:00:00Z');
const afterStamper = new Date('2036-01-01T00:00:00Z');

let pki: TestPki;
const files = new Map<Level, Uint8Array>();

const sign = (level: Level, variant: Partial<SignPdfOptions> = {}): Promise<Uint8Array> =>
  signPdf(plainPdf(), pki.identity, {
    level,
    signingTime: signedAt,
    ...(level === 'B-B' ? {} : { timestampAuthority: stampingAt(pki, signedAt) }),
    ...(level === 'B-LT' || level === 'B-LTA' ? { revocationProvider: revocationAt(pki, minutes(1)) } : {}),
    ...variant,
  });

const verify = (file: Uint8Array, at: Date, more: Partial<VerifyOptions> = {}): VerificationReport =>
  verifyPdf(file, { trustAnchors: [pki.root.certificate], at, ...more });

const outcome = ({ summary, signatures }: VerificationReport) => ({
  indication: summary.indication,
  subIndication: summary.subIndication,
  accept: summary.accept,
  level: signatures[0]?.level,
});

const passed = (level: Level) => ({ indication: 'TOTAL_PASSED', subIndication: null, accept: true, level });
const open = (subIndication: string, level: Level) => ({
  indication: 'INDETERMINATE',
  subIndication,
  accept: false,
  level,
});

/** Data that a caller fetched: for signatures that bring none. */
const fetchedAt = (at: Date): Partial<VerifyOptions> => ({
  ocsps: [buildOcsp({ subject: pki.signer, issuer: pki.issuing, responder: pki.responder, thisUpdate: at })],
  crls: [buildCrl({ issuer: pki.root, thisUpdate: at })],
});

beforeAll(async () => {
  pki = createTestPki();
  for (const level of ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const) files.set(level, await sign(level));
});

describe('while all certificates are valid', () => {
  test.each<[Level]>([['B-LT'], ['B-LTA']])('%s passes by what it brings along', (level) => {
    expect(outcome(verify(files.get(level)!, soon))).toEqual(passed(level));
  });

  test.each<[Level]>([['B-B'], ['B-T']])('%s passes with fetched revocation data', (level) => {
    expect(outcome(verify(files.get(level)!, soon, fetchedAt(soon)))).toEqual(passed(level));
  });

  test.each<[Level]>([['B-B'], ['B-T']])('%s without revocation data waits', (level) => {
    expect(outcome(verify(files.get(level)!, soon))).toEqual(open('TRY_LATER', 'B-B'));
  });

  test('the report says when, by whom, and what was checked', () => {
    const [signature] = verify(files.get('B-LT')!, soon).signatures;
    expect(signature).toMatchObject({
      bestSignatureTime: signedAt.toISOString(),
      path: [{ subject: 'C=NO, CN=PKI Signer' }, { subject: 'C=NO, CN=PKI Issuing' }, { subject: 'C=NO, CN=PKI Root' }],
      revocation: {
        status: 'good',
        certificates: [
          { status: 'good', kind: 'ocsp', source: 'security-store', thisUpdate: minutes(1).toISOString() },
          { status: 'good', kind: 'crl', source: 'security-store', nextUpdate: minutes(24 * 60 + 1).toISOString() },
        ],
      },
      timestamps: [
        {
          kind: 'signature',
          time: signedAt.toISOString(),
          checked: true,
          trusted: true,
          authority: 'C=NO, CN=PKI Time-stamping',
        },
      ],
    });
  });
});

test('what is missing is named with its address, and the question to ask', () => {
  const wanted = verify(files.get('B-B')!, soon).signatures[0]!.wanted;
  expect(wanted.map(({ kind, url }) => `${kind} ${url}`)).toEqual([
    'ocsp http://ocsp.example/',
    'crl http://crl.example/issuing.crl',
    'crl http://crl.example/root.crl',
  ]);
  const request = Buffer.from(wanted[0]!.request!, 'base64');
  expect(request.includes(pki.signer.serial) && request.includes(pki.issuing.keyHash)).toBe(true);
  expect(verify(files.get('B-LT')!, soon).signatures[0]!.wanted).toEqual([]);
  const unknown = verifyPdf(files.get('B-B')!, { trustAnchors: [], at: soon }).signatures[0]!.wanted;
  expect(unknown).toEqual([]);
});

describe('after the certificates have expired', () => {
  test.each<[Level, string, Date, ReturnType<typeof passed> | ReturnType<typeof open>]>([
    ['B-B', 'the signer’s', afterSigner, open('OUT_OF_BOUNDS_NO_POE', 'B-B')],
    ['B-LT', 'the signer’s', afterSigner, passed('B-LT')],
    ['B-LTA', 'the signer’s', afterSigner, passed('B-LTA')],
    ['B-LTA', 'the issuing authority’s', afterIssuing, passed('B-LTA')],
    ['B-LT', 'the issuing authority’s', afterIssuing, open('NO_POE', 'B-LT')],
    ['B-LT', 'the time-stamping authority’s', afterStamper, open('NO_POE', 'B-B')],
    ['B-LTA', 'the time-stamping authority’s', afterStamper, open('NO_POE', 'B-B')],
  ])('%s after %s', (level, _, at, expected) => {
    expect(outcome(verify(files.get(level)!, at))).toEqual(expected);
  });

  test('a time-stamp alone (B-T) does not tell whether the certificate was revoked', () => {
    expect(
      outcome(
        verify(files.get('B-T')!, afterSigner, { crls: [buildCrl({ issuer: pki.root, thisUpdate: minutes(2) })] }),
      ),
    ).toEqual(open('TRY_LATER', 'B-T'));
  });

  test('data of long after the certificate’s end says nothing of it, unless it says how far back it goes', () => {
    const data = (archiveCutoff?: Date): Partial<VerifyOptions> => ({
      ocsps: [
        buildOcsp({
          subject: pki.signer,
          issuer: pki.issuing,
          thisUpdate: afterSigner,
          ...(archiveCutoff ? { archiveCutoff } : {}),
        }),
      ],
      crls: [buildCrl({ issuer: pki.root, thisUpdate: afterSigner })],
    });
    expect(outcome(verify(files.get('B-T')!, afterSigner, data()))).toEqual(open('TRY_LATER', 'B-T'));
    expect(outcome(verify(files.get('B-T')!, afterSigner, data(signedAt)))).toEqual(passed('B-T'));
  });

  test('a revocation status known until the end makes it OUT_OF_BOUNDS_NOT_REVOKED', () => {
    expect(outcome(verify(files.get('B-B')!, afterSigner, fetchedAt(minutes(5))))).toEqual(
      open('OUT_OF_BOUNDS_NOT_REVOKED', 'B-B'),
    );
  });
});

describe('revocation', () => {
  const revokedAt = (at: Date, reason?: number) => ({ at, ...(reason === undefined ? {} : { reason }) });

  test('of the signer after a trusted time leaves the signature good', async () => {
    const file = await sign('B-LT', {
      revocationProvider: revocationAt(pki, minutes(20), { signer: revokedAt(minutes(10), 1) }),
    });
    expect(outcome(verify(file, soon))).toEqual(passed('B-LT'));
  });

  test('of the signer before a trusted time does not', async () => {
    const file = await sign('B-LT', {
      revocationProvider: revocationAt(pki, minutes(20), { signer: revokedAt(minutes(-10), 1) }),
    });
    const report = verify(file, soon);
    expect(outcome(report)).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'REVOKED_NO_POE',
      accept: false,
    });
    expect(report.summary.chain).toBe('untrusted');
    expect(report.signatures[0]!.revocation).toMatchObject({
      status: 'revoked',
      certificates: [
        { status: 'revoked', revokedAt: minutes(-10).toISOString(), revocationReason: 'keyCompromise' },
        {},
      ],
    });
  });

  test('of the signer without any trusted time', () => {
    const ocsps = [
      buildOcsp({ subject: pki.signer, issuer: pki.issuing, thisUpdate: soon, revoked: revokedAt(minutes(10)) }),
    ];
    const report = verify(files.get('B-B')!, soon, { ocsps, crls: [buildCrl({ issuer: pki.root, thisUpdate: soon })] });
    expect(outcome(report)).toEqual(open('REVOKED_NO_POE', 'B-B'));
  });

  test('a good answer beside a revocation does not hide it', () => {
    const given = fetchedAt(soon);
    const crls = [
      ...given.crls!,
      buildCrl({ issuer: pki.issuing, thisUpdate: minutes(15), revoked: [{ subject: pki.signer, at: minutes(10) }] }),
    ];
    expect(outcome(verify(files.get('B-B')!, soon, { ...given, crls }))).toEqual(open('REVOKED_NO_POE', 'B-B'));
  });

  test('of the issuing authority', () => {
    const crls = [
      buildCrl({ issuer: pki.root, thisUpdate: soon, revoked: [{ subject: pki.issuing, at: minutes(10), reason: 2 }] }),
    ];
    expect(outcome(verify(files.get('B-B')!, soon, { ...fetchedAt(soon), crls }))).toEqual(
      open('REVOKED_CA_NO_POE', 'B-B'),
    );
  });

  test('of the issuing authority later on, with everything proven before (B-LTA)', () => {
    const crls = [
      buildCrl({
        issuer: pki.root,
        thisUpdate: afterSigner,
        revoked: [{ subject: pki.issuing, at: minutes(60), reason: 2 }],
      }),
    ];
    expect(outcome(verify(files.get('B-LTA')!, afterSigner, { crls }))).toEqual(passed('B-LTA'));
    expect(outcome(verify(files.get('B-LT')!, afterSigner, { crls }))).toMatchObject({
      subIndication: 'NO_POE',
      accept: false,
    });
  });

  test.each([
    ['keyCompromise', 1, 'OUT_OF_BOUNDS_NO_POE'],
    ['no reason', undefined, 'OUT_OF_BOUNDS_NO_POE'],
    ['superseded', 4, null],
  ])('of the time-stamping authority for %s', (_, reason, subIndication) => {
    const crls = [
      buildCrl({
        issuer: pki.root,
        thisUpdate: afterSigner,
        revoked: [{ subject: pki.stamper, ...revokedAt(minutes(60), reason) }],
      }),
    ];
    const { summary } = verify(files.get('B-LT')!, afterSigner, { crls });
    expect(summary.subIndication === null).toBe(subIndication === null);
    expect(summary.accept).toBe(subIndication === null);
  });

  test('on hold is to be tried later, and no trusted chain meanwhile', () => {
    const ocsps = [
      buildOcsp({ subject: pki.signer, issuer: pki.issuing, thisUpdate: soon, revoked: revokedAt(minutes(10), 6) }),
    ];
    const report = verify(files.get('B-B')!, soon, { ...fetchedAt(minutes(1)), ocsps });
    expect(outcome(report)).toEqual(open('TRY_LATER', 'B-B'));
    expect(report.summary.chain).toBe('untrusted');
  });

  test('stale data is to be tried later', () => {
    expect(outcome(verify(files.get('B-B')!, new Date('2024-04-01'), fetchedAt(soon)))).toEqual(
      open('TRY_LATER', 'B-B'),
    );
  });
});

describe('time-stamps', () => {
  test('over something else prove nothing, and are shown', async () => {
    const file = await sign('B-LT', { timestampAuthority: stampingAt(pki, signedAt, { wrong: true }) });
    const report = verify(file, afterSigner);
    expect(report.summary).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'OUT_OF_BOUNDS_NOT_REVOKED',
      accept: false,
    });
    expect(report.signatures[0]!.timestamps).toMatchObject([{ kind: 'signature', checked: false, trusted: false }]);
    expect(verify(file, soon).summary.accept).toBe(false);
  });

  test('by an authority that is not trusted prove nothing', async () => {
    const stranger = certify({
      commonName: 'Stranger',
      purposes: { oids: ['1.3.6.1.5.5.7.3.8'], critical: true },
      keyUsage: [0],
    });
    const stamping = { ...pki, root: stranger, stamper: stranger };
    const file = await sign('B-LT', { timestampAuthority: stampingAt(stamping, signedAt) });
    expect(verify(file, afterSigner).signatures[0]).toMatchObject({
      timestamps: [{ checked: true, trusted: false, subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' }],
    });
    expect(outcome(verify(file, afterSigner)).accept).toBe(false);
  });

  test.each([
    ['for other purposes too', { oids: ['1.3.6.1.5.5.7.3.8', '1.3.6.1.5.5.7.3.4'], critical: true }],
    ['not critically', { oids: ['1.3.6.1.5.5.7.3.8'], critical: false }],
  ])('by a certificate that is marked %s', async (_, purposes) => {
    const authority = certify({ commonName: 'Odd', issuer: pki.root, purposes, keyUsage: [0] });
    const file = await sign('B-T', { timestampAuthority: stampingAt(pki, signedAt, { authority }) });
    expect(verify(file, soon).signatures[0]!.timestamps).toMatchObject([
      { trusted: false, subIndication: 'CHAIN_CONSTRAINTS_FAILURE' },
    ]);
  });

  test('of before the certificate prove that it was not yet valid', async () => {
    const early = new Date('2023-06-01T00:00:00Z');
    const older = certify({
      commonName: 'Older',
      issuer: pki.root,
      notBefore: new Date('2020-01-01'),
      purposes: { oids: ['1.3.6.1.5.5.7.3.8'], critical: true },
      keyUsage: [0],
    });
    const file = await sign('B-T', { timestampAuthority: stampingAt(pki, early, { authority: older }) });
    const crls = [buildCrl({ issuer: pki.root, thisUpdate: early, nextUpdate: new Date('2024-06-01') })];
    const report = verify(file, soon, { ...fetchedAt(soon), crls });
    expect(report.summary).toMatchObject({
      indication: 'TOTAL_FAILED',
      subIndication: 'NOT_YET_VALID',
    });
  });
});

test('without its security store a B-LT file is a B-T file', async () => {
  const stripped = await sign('B-T');
  expect(outcome(verify(stripped, afterSigner))).toMatchObject({
    subIndication: 'NO_POE',
    accept: false,
  });
});

test('a security store that is not in the signed bytes counts all the same, but its data must be authentic', async () => {
  const other = createTestPki();
  const file = await sign('B-LT', { revocationProvider: { getOCSP: revocationAt(other, minutes(1)).getOCSP! } });
  expect(outcome(verify(file, soon)).subIndication).toBe('TRY_LATER');
});
