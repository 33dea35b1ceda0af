import { createHash, sign } from 'node:crypto';
import { PURPOSE, certify, shortTerm } from '../../../test/support/build-certificate.js';
import type { TestCertificate } from '../../../test/support/build-certificate.js';
import { buildCms, der } from '../../../test/support/build-cms.js';
import type { CmsVariant } from '../../../test/support/build-cms.js';
import { buildTimeStamp } from '../../../test/support/build-time-stamp.js';
import type { TimeStampSpec } from '../../../test/support/build-time-stamp.js';
import { plainObjects, plainPdf } from '../../../test/support/plain-pdf.js';
import { emptySignature, signByHand } from '../../../test/support/sign-by-hand.js';
import { verifyPdf } from '../index.js';
import type { SignatureReport } from '../index.js';

const then = new Date('2011-06-01T00:00:00Z');
const now = new Date('2026-03-01T00:00:00Z');
const root = certify({ commonName: 'Root', authority: true, notBefore: new Date('2005-01-01') });
const long = { issuer: root, notBefore: new Date('2005-01-01'), extensions: [shortTerm()] };
const rsa = certify({ commonName: 'Signer', rsaBits: 2048, ...long });
const stamper = certify({
  commonName: 'Stamper',
  ...long,
  keyUsage: [0],
  purposes: { oids: [PURPOSE.timeStamping], critical: true },
});
const identityOf = (made: TestCertificate) => ({ ...made, chain: [root.certificate] });
const identity = identityOf(rsa);
const hash = (name: string, bytes: Uint8Array): Buffer => createHash(name).update(bytes).digest();
const hex = (bytes: Uint8Array): string => `<${Buffer.from(bytes).toString('hex')}>`;

type Build = (signedBytes: Uint8Array) => Uint8Array;

/** A file with one signature of the kind `subFilter`, whose value `build` makes. */
function judge(subFilter: string, build: Build, at = now, entries = ''): SignatureReport {
  const type = subFilter === 'ETSI.RFC3161' ? 'DocTimeStamp' : 'Sig';
  const empty = emptySignature(entries, { subFilter, digits: 9000 }).replace('/Type /Sig', `/Type /${type}`);
  const pdf = plainPdf({ ...plainObjects, 7: plainObjects[7]!.replace('/T (', '/V 50 0 R /T ('), 50: empty });
  return verifyPdf(signByHand(pdf, identity, build), { trustAnchors: [root.certificate], at }).signatures[0]!;
}
const outcome = ({ integrity, indication, subIndication }: SignatureReport): string =>
  `${integrity} ${indication} ${subIndication}`;
const finding = ({ findings }: SignatureReport, check: string): string[] =>
  findings.filter((item) => item.check === check).map(({ result, evidence }) => `${result} ${evidence}`);

const cms =
  (variant: CmsVariant = {}): Build =>
  (bytes) =>
    buildCms(identity, bytes, variant);

describe('a detached signature', () => {
  test.each(['adbe.pkcs7.detached', 'ETSI.CAdES.detached'])('as %s holds', (subFilter) => {
    const signature = judge(subFilter, cms());
    expect(outcome(signature)).toBe('intact TOTAL_PASSED null');
    expect(signature).toMatchObject({
      subFilter,
      level: subFilter.startsWith('ETSI') ? 'B-B' : null,
      algorithms: { digest: 'sha256', key: 'RSA 2048' },
    });
    expect(finding(signature, 'ALGORITHM_POLICY')).toEqual(['PASSED sha256, RSA 2048']);
    expect(finding(signature, 'CERTIFICATE_PATH')).toEqual(['PASSED C=NO, CN=Signer ← C=NO, CN=Root']);
  });

  test('without signed attributes is one of the old kind only', () => {
    expect(outcome(judge('adbe.pkcs7.detached', cms({ omitSignedAttributes: true })))).toBe('intact TOTAL_PASSED null');
    expect(outcome(judge('ETSI.CAdES.detached', cms({ omitSignedAttributes: true })))).toBe(
      'broken TOTAL_FAILED FORMAT_FAILURE',
    );
  });

  test('with content inside is none', () => {
    const signature = judge('ETSI.CAdES.detached', cms({ content: Buffer.from('something else') }));
    expect(outcome(signature)).toBe('unparseable TOTAL_FAILED FORMAT_FAILURE');
    expect(finding(signature, 'CMS_STRUCTURE')).toEqual(['FAILED 14 bytes of content inside']);
  });

  test('of a kind that nobody knows is left to a person', () => {
    const signature = judge('Odd.detached', cms());
    expect(outcome(signature)).toBe('unparseable INDETERMINATE FORMAT_FAILURE');
    expect(finding(signature, 'SUB_FILTER')).toEqual(['INDETERMINATE Odd.detached']);
  });

  test('with a certificate that cannot be read beside the signer’s is told, and holds', () => {
    const broken = der(0x30, der(0x30, der(5)));
    const signature = judge('ETSI.CAdES.detached', (bytes) =>
      buildCms({ ...identity, chain: [root.certificate, broken] }, bytes),
    );
    expect(outcome(signature)).toBe('intact TOTAL_PASSED null');
    expect(finding(signature, 'SIGNING_CERTIFICATE')[0]).toMatch(/^INFO /);
  });

  test('whose chain does not lead to an anchor says so', () => {
    const lost = certify({ commonName: 'Lost', rsaBits: 2048 });
    const signature = judge('ETSI.CAdES.detached', (bytes) => buildCms({ ...lost, chain: [] }, bytes));
    expect(outcome(signature)).toBe('intact INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND');
    expect(finding(signature, 'CERTIFICATE_PATH')).toEqual(['INDETERMINATE C=NO, CN=Lost']);
  });
});

describe('a signature over a SHA-1 digest (adbe.pkcs7.sha1)', () => {
  const over =
    (change: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes): Build =>
    (bytes) => {
      const content = hash('sha1', change(bytes));
      return buildCms(identity, content, { content, digest: 'sha1' });
    };

  test('passed while SHA-1 did', () => {
    const signature = judge('adbe.pkcs7.sha1', over(), then);
    expect(outcome(signature)).toBe('intact TOTAL_PASSED null');
    expect(signature.algorithms.digest).toBe('sha1');
  });

  test('need not name its certificate', () => {
    const signature = judge(
      'adbe.pkcs7.sha1',
      (bytes) => {
        const content = hash('sha1', bytes);
        return buildCms(identity, content, { content, digest: 'sha1', omitSigningCertificate: true });
      },
      then,
    );
    expect(outcome(signature)).toBe('intact TOTAL_PASSED null');
  });

  test('no longer does, whatever the digest of its attributes', () => {
    const signature = judge('adbe.pkcs7.sha1', (bytes) => {
      const content = hash('sha1', bytes);
      return buildCms(identity, content, { content });
    });
    expect(outcome(signature)).toBe('intact INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE');
    expect(signature.chain).toBe('trusted');
    expect(finding(signature, 'ALGORITHM_POLICY')[0]).toMatch(/^INDETERMINATE digest sha1 is not accepted/);
  });

  test('over something else is broken', () => {
    const signature = judge(
      'adbe.pkcs7.sha1',
      over(() => Buffer.from('else')),
      then,
    );
    expect(outcome(signature)).toBe('broken TOTAL_FAILED HASH_FAILURE');
    expect(finding(signature, 'MESSAGE_DIGEST')).toContain(
      'FAILED SHA-1 of the signed bytes is not the signed content',
    );
  });

  test('without its digest, or over another one, is broken', () => {
    expect(outcome(judge('adbe.pkcs7.sha1', (bytes) => buildCms(identity, hash('sha1', bytes)), then))).toBe(
      'broken TOTAL_FAILED HASH_FAILURE',
    );
  });
});

describe('a bare RSA signature (adbe.x509.rsa_sha1)', () => {
  const cert = `/Cert ${hex(rsa.certificate)}`;
  const value: Build = (bytes) => der(4, sign('sha1', bytes, rsa.privateKey));

  test('passed while SHA-1 did', () => {
    for (const entries of [cert, `/Cert [${hex(rsa.certificate)} ${hex(root.certificate)}]`]) {
      const signature = judge('adbe.x509.rsa_sha1', value, then, entries);
      expect(outcome(signature)).toBe('intact TOTAL_PASSED null');
      expect(signature).toMatchObject({
        level: null,
        signer: { commonName: 'Signer' },
        algorithms: { digest: 'sha1', signature: 'rsa-pkcs1 sha1', key: 'RSA 2048' },
      });
      expect(finding(signature, 'SIGNATURE_VALUE')).toEqual(['PASSED rsa-pkcs1 sha1']);
    }
  });

  test('no longer does', () => {
    expect(outcome(judge('adbe.x509.rsa_sha1', value, now, cert))).toBe(
      'intact INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    );
  });

  test('brings its chain along', () => {
    const middle = certify({ commonName: 'Middle', authority: true, ...long });
    const below = certify({ commonName: 'Below', rsaBits: 2048, ...long, issuer: middle });
    const own: Build = (bytes) => der(4, sign('sha1', bytes, below.privateKey));
    const chain = `/Cert [${hex(below.certificate)} ${hex(middle.certificate)}]`;
    expect(judge('adbe.x509.rsa_sha1', own, then, chain).path.map(({ subject }) => subject)).toEqual([
      'C=NO, CN=Below',
      'C=NO, CN=Middle',
      'C=NO, CN=Root',
    ]);
    const alone = judge('adbe.x509.rsa_sha1', own, then, `/Cert ${hex(below.certificate)}`);
    expect(outcome(alone)).toBe('intact INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND');
  });

  test('over something else, or by another key, is broken', () => {
    const signature = judge('adbe.x509.rsa_sha1', () => value(Buffer.from('else')), then, cert);
    expect(outcome(signature)).toBe('broken TOTAL_FAILED HASH_FAILURE');
    expect(finding(signature, 'SIGNATURE_VALUE')).toEqual(['FAILED rsa-pkcs1 sha1']);
    expect(outcome(judge('adbe.x509.rsa_sha1', value, then, `/Cert ${hex(root.certificate)}`))).toMatch(/^broken /);
  });

  test.each(['', '/Cert [7]', '/Cert <00>'])('without a certificate (%j) has no signer', (entries) => {
    const signature = judge('adbe.x509.rsa_sha1', value, then, entries);
    expect(outcome(signature)).toMatch(/^unparseable INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND/);
    expect(finding(signature, 'SIGNING_CERTIFICATE')).toContain('INDETERMINATE no readable /Cert');
  });

  test('that is no octet string cannot be read', () => {
    expect(outcome(judge('adbe.x509.rsa_sha1', () => der(2, Buffer.from([1])), then, cert))).toBe(
      'unparseable TOTAL_FAILED FORMAT_FAILURE',
    );
  });
});

describe('a document time-stamp', () => {
  const stamp =
    (variant: Partial<TimeStampSpec> = {}): Build =>
    (bytes) =>
      buildTimeStamp({
        authority: stamper,
        chain: [root],
        at: new Date('2026-02-01'),
        digest: hash('sha256', bytes),
        ...variant,
      });

  test('over its document is trusted', () => {
    const signature = judge('ETSI.RFC3161', stamp());
    expect(outcome(signature)).toBe('intact TOTAL_PASSED null');
    expect(signature).toMatchObject({
      type: 'timestamp',
      level: null,
      bestSignatureTime: now.toISOString(),
      timestamps: [{ kind: 'document', checked: true, trusted: true, time: '2026-02-01T00:00:00.000Z' }],
    });
    expect(finding(signature, 'TIMESTAMP')).toEqual(['PASSED imprint sha256, time 2026-02-01T00:00:00.000Z']);
  });

  test('over another document is broken', () => {
    const signature = judge('ETSI.RFC3161', stamp({ digest: hash('sha256', Buffer.from('else')) }));
    expect(outcome(signature)).toBe('broken TOTAL_FAILED HASH_FAILURE');
    expect(finding(signature, 'TIMESTAMP')[0]).toMatch(/^FAILED sha256 of the covered bytes is /);
    expect(signature.timestamps).toMatchObject([{ checked: false, trusted: false }]);
  });

  test('whose signature does not hold is broken', () => {
    const signature = judge('ETSI.RFC3161', stamp({ wrongSignature: true }));
    expect(outcome(signature)).toBe('broken TOTAL_FAILED SIG_CRYPTO_FAILURE');
    expect(finding(signature, 'TIMESTAMP').filter((text) => text.startsWith('PASSED'))).toEqual([]);
  });

  test('with an imprint of an unknown kind cannot be checked', () => {
    const signature = judge('ETSI.RFC3161', stamp({ imprintOid: '2.999.1' }));
    expect(outcome(signature)).toBe('unparseable INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE');
    expect(finding(signature, 'TIMESTAMP')).toContain('INDETERMINATE unknown imprint digest');
    expect(signature.timestamps).toMatchObject([{ checked: false, trusted: false }]);
  });

  test('that does not name its certificate proves nothing', () => {
    const signature = judge('ETSI.RFC3161', stamp({ omitSigningCertificate: true }));
    expect(outcome(signature)).toBe('intact INDETERMINATE SIG_CONSTRAINTS_FAILURE');
    expect(signature.timestamps).toMatchObject([{ trusted: false }]);
  });

  test('of the future proves nothing', () => {
    const signature = judge('ETSI.RFC3161', stamp({ at: new Date('2026-03-02') }));
    expect(outcome(signature)).toBe('intact INDETERMINATE TIMESTAMP_ORDER_FAILURE');
    expect(finding(signature, 'TIMESTAMP')).toContain(
      'INDETERMINATE C=NO, CN=Stamper: 2026-03-02T00:00:00.000Z lies after the time of validation',
    );
  });

  test('that is a signature is none', () => {
    expect(outcome(judge('ETSI.RFC3161', cms()))).toBe('unparseable TOTAL_FAILED FORMAT_FAILURE');
  });
});
