import { createHash } from 'node:crypto';
import { PURPOSE, certify } from '../../../test/support/build-certificate.js';
import { attribute, buildCms, der, oid, replaceSignature } from '../../../test/support/build-cms.js';
import type { CmsVariant } from '../../../test/support/build-cms.js';
import { buildTimeStamp } from '../../../test/support/build-time-stamp.js';
import { plainObjects, plainPdf } from '../../../test/support/plain-pdf.js';
import { emptySignature, signByHand } from '../../../test/support/sign-by-hand.js';
import { signPdf } from '../../../test/support/sign-pdf.js';
import { createTestCa, testInstant } from '../../../test/support/test-ca.js';
import type { TestCa, TestIdentity } from '../../../test/support/test-ca.js';
import { verifyPdf } from '../index.js';
import type { SignatureReport } from '../index.js';

const OVER_VALUE = '1.2.840.113549.1.9.16.2.14';
const OVER_CONTENT = '1.2.840.113549.1.9.16.2.20';

let ca: TestCa;
let identity: TestIdentity;
beforeAll(async () => {
  ca = await createTestCa();
  identity = await ca.issue({
    shortTerm: true,
    keyType: 'EC',
    commonName: 'Kari Nordmann',
    organization: 'Testheim kommune',
  });
});

const hex = (bytes: Uint8Array): string => `<${Buffer.from(bytes).toString('hex')}>`;

async function judge(seed: string, dictionaryEntries = '', catalogEntries = ''): Promise<SignatureReport> {
  const file = await signPdf(
    plainPdf({
      ...plainObjects,
      1: plainObjects[1]!.replace('/Pages', `${catalogEntries} /Pages`),
      7: plainObjects[7]!.replace('/T (', '/SV 60 0 R /T ('),
      60: `<< /Type /SV ${seed} >>`,
    }),
    identity,
  );
  // What stands in front of /Type is signed as well: the signature is made again over what the file then says.
  const room = / {0,}\/M \(D:[^)]*\)/.exec(Buffer.from(file).toString('latin1'))![0];
  const entries = Buffer.from(
    Buffer.from(file).toString('latin1').replace(room, dictionaryEntries.padEnd(room.length)),
    'latin1',
  );
  const signed = dictionaryEntries === '' ? file : replaceSignature(entries, (bytes) => buildCms(identity, bytes));
  return verifyPdf(signed, { trustAnchors: [ca.intermediate], at: testInstant }).signatures[0]!;
}

const told = ({ findings }: SignatureReport) => findings.filter(({ check }) => check === 'SEED_VALUE');
const problems = (signature: SignatureReport): string[] =>
  told(signature).flatMap(({ result, evidence }) => (result === 'INDETERMINATE' ? [evidence] : []));

test('a field without seed values is not held against any', async () => {
  const { findings, indication } = verifyPdf(await signPdf(plainPdf(), identity), {
    trustAnchors: [ca.intermediate],
    at: testInstant,
  }).signatures[0]!;
  expect(findings.map(({ check }) => check)).not.toContain('SEED_VALUE');
  expect(indication).toBe('TOTAL_PASSED');
});

describe('a required constraint', () => {
  test.each<[string, string, string | null, string?, string?]>([
    ['Filter', '/Ff 1 /Filter /Adobe.PPKLite', null],
    ['Filter', '/Ff 1 /Filter /Other.Handler', 'Filter: Adobe.PPKLite is none of Other.Handler'],
    ['Filter that is not marked', '/Ff 2 /Filter /Other.Handler', null],
    ['SubFilter', '/Ff 2 /SubFilter [/adbe.pkcs7.detached /ETSI.CAdES.detached]', null],
    [
      'SubFilter',
      '/Ff 2 /SubFilter [/adbe.pkcs7.detached]',
      'SubFilter: ETSI.CAdES.detached is none of adbe.pkcs7.detached',
    ],
    [
      'SubFilter, of names alone',
      '/Ff 2 /SubFilter [7 /adbe.pkcs7.detached]',
      'SubFilter: ETSI.CAdES.detached is none of adbe.pkcs7.detached',
    ],
    ['SubFilter that is not marked', '/Ff 1 /SubFilter [/adbe.pkcs7.detached]', null],
    ['V', '/Ff 4 /V 3', null],
    ['V', '/Ff 4 /V 4', 'V: version 4'],
    ['V', '/Ff 4 /V true', 'V: version true'],
    ['V that is not there', '/Ff 4', null],
    ['Reasons', '/Ff 8 /Reasons [(I agree)]', 'Reasons: none is none of I agree'],
    ['Reasons', '/Ff 8 /Reasons [(I agree)]', null, '/Reason (I agree)'],
    ['Reasons', '/Ff 8 /Reasons [(I agree)]', 'Reasons: I read is none of I agree', '/Reason (I read)'],
    ['Reasons: none', '/Ff 8 /Reasons [(.)]', null],
    ['Reasons: none', '/Ff 8 /Reasons [(.)]', 'Reasons: a reason is given where none may be', '/Reason (I read)'],
    ['Reasons: none', '/Ff 8', 'Reasons: a reason is given where none may be', '/Reason (I read)'],
    ['Reasons: two', '/Ff 8 /Reasons [(.) (I agree)]', 'Reasons: none is none of . I agree'],
    ['Reasons, of texts alone', '/Ff 8 /Reasons [7 (I agree)]', 'Reasons: none is none of I agree'],
    ['Reasons that are not marked', '/Reasons [(I agree)]', null],
    ['LegalAttestation', '/Ff 16 /LegalAttestation [(ours)]', 'LegalAttestation: none is none of ours'],
    ['LegalAttestation', '/Ff 16 /LegalAttestation [(ours)]', null, '', '/Legal << /Attestation (ours) >>'],
    ['AddRevInfo', '/Ff 32 /AddRevInfo true', 'AddRevInfo: revocation data is not inside'],
    ['AddRevInfo', '/Ff 32 /AddRevInfo false', null],
    ['AddRevInfo that is not there', '/Ff 32', null],
    ['AddRevInfo that is not marked', '/AddRevInfo true', null],
    ['DigestMethod', '/Ff 64 /DigestMethod [(SHA256) (SHA512)]', null],
    ['DigestMethod', '/Ff 64 /DigestMethod [(SHA384) (SHA512)]', 'DigestMethod: sha256 is none of sha384 sha512'],
    ['DigestMethod by a name', '/Ff 64 /DigestMethod [/SHA256]', null],
    ['DigestMethod, of names alone', '/Ff 64 /DigestMethod [7 (SHA384)]', 'DigestMethod: sha256 is none of sha384'],
    [
      'DigestMethod by all its names, and another',
      '/Ff 64 /DigestMethod [(SHA1) (SHA384) (SHA512) (RIPEMD160) (MD5)]',
      'DigestMethod: sha256 is none of sha1 sha384 sha512 ripemd160 MD5',
    ],
    ['LockDocument', '/Ff 128 /LockDocument /true', 'LockDocument: the document is not locked'],
    ['LockDocument', '/Ff 128 /LockDocument /false', null],
    ['LockDocument', '/Ff 128 /LockDocument /auto', null],
    ['AppearanceFilter', '/Ff 256 /AppearanceFilter (Round)', 'AppearanceFilter: the look cannot be told'],
    ['AppearanceFilter that is not there', '/Ff 256', null],
    ['AppearanceFilter that is not marked', '/AppearanceFilter (Round)', null],
    ['MDP', '/MDP << /P 0 >>', null],
    ['MDP', '/MDP << /P 2 >>', 'MDP: level 2 is wanted, 0 given'],
    ['MDP without a level', '/MDP << >>', null],
    ['TimeStamp', '/TimeStamp << /URL (http://tsa.example) /Ff 1 >>', 'TimeStamp: the signature is not time-stamped'],
    ['TimeStamp that is not marked', '/TimeStamp << /URL (http://tsa.example) /Ff 0 >>', null],
  ])('%s (%s): %p', async (_, seed, problem, dictionaryEntries = '', catalogEntries = '') => {
    const signature = await judge(seed, dictionaryEntries, catalogEntries);
    expect(problems(signature)).toEqual(problem === null ? [] : [problem]);
    expect(told(signature).map(({ result }) => result)).toEqual([problem === null ? 'PASSED' : 'INDETERMINATE']);
    expect(`${signature.indication} ${signature.subIndication}`).toBe(
      problem === null ? 'TOTAL_PASSED null' : 'INDETERMINATE SIG_CONSTRAINTS_FAILURE',
    );
  });

  test.each([
    ['/true', []],
    ['/auto', []],
    ['/false', ['LockDocument: the document is locked']],
  ])('of a lock (%s) is kept by a lock', async (wanted, expected) => {
    const locked = await signPdf(
      plainPdf({
        ...plainObjects,
        7: plainObjects[7]!.replace(
          '/T (',
          `/Lock << /Action /All /P 1 >> /SV << /Ff 128 /LockDocument ${wanted} >> /T (`,
        ),
      }),
      identity,
    );
    const [signature] = verifyPdf(locked, { trustAnchors: [ca.intermediate], at: testInstant }).signatures;
    expect(problems(signature!)).toEqual(expected);
  });

  /** A signature by hand in a field with seed values. */
  const byHand = (seed: string, entries = '', build?: Parameters<typeof signByHand>[2], by = identity) => {
    const objects = { 7: plainObjects[7]!.replace('/T (', `/SV << ${seed} >> /V 50 0 R /T (`) };
    const empty = emptySignature(entries, { digits: 9000 });
    const file = signByHand(plainPdf({ ...plainObjects, ...objects, 50: empty }), by, build);
    return verifyPdf(file, { trustAnchors: [ca.intermediate], at: testInstant }).signatures[0]!;
  };

  test.each([
    [2, []],
    [1, ['MDP: level 1 is wanted, 2 given']],
    [0, ['MDP: level 0 is wanted, 2 given']],
  ])('of level %d is kept by a certification at that level', (level, expected) => {
    const certifies = '/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 2 >> >>]';
    expect(problems(byHand(`/MDP << /P ${level} >>`, certifies))).toEqual(expected);
  });

  const stamper = certify({
    commonName: 'Stamper',
    keyUsage: [0],
    purposes: { oids: [PURPOSE.timeStamping], critical: true },
  });
  const stampOver = (bytes: Uint8Array): Uint8Array =>
    buildTimeStamp({ authority: stamper, at: testInstant, digest: createHash('sha256').update(bytes).digest() });
  const missing = ['TimeStamp: the signature is not time-stamped'];
  test.each<[string, (signed: Uint8Array) => CmsVariant, string[]]>([
    ['one', () => ({ unsignedAttributes: (value) => [attribute(OVER_VALUE, stampOver(value))] }), []],
    [
      'one over something else',
      () => ({ unsignedAttributes: () => [attribute(OVER_VALUE, stampOver(oid('1.2')))] }),
      missing,
    ],
    [
      'one over its content alone',
      (signed) => ({ signedAttributes: [attribute(OVER_CONTENT, stampOver(signed))] }),
      missing,
    ],
  ])('of a time-stamp is kept by %s, trusted or not', (_, variant, expected) => {
    const build = (bytes: Uint8Array): Uint8Array => buildCms(identity, bytes, variant(bytes));
    expect(problems(byHand('/TimeStamp << /Ff 1 >>', '', build))).toEqual(expected);
  });

  test('that is not kept is not hidden behind what a later try may settle', () => {
    const root = certify({ commonName: 'Root', authority: true });
    const unchecked = { ...certify({ commonName: 'Unchecked', issuer: root }), chain: [root.certificate] };
    const objects = { 7: plainObjects[7]!.replace('/T (', '/SV << /Ff 4 /V 4 >> /V 50 0 R /T (') };
    const file = signByHand(plainPdf({ ...plainObjects, ...objects, 50: emptySignature() }), unchecked);
    const [signature] = verifyPdf(file, { trustAnchors: [root.certificate], at: testInstant }).signatures;
    expect(`${signature!.indication} ${signature!.subIndication}`).toBe('INDETERMINATE SIG_CONSTRAINTS_FAILURE');
  });

  test('on the certificate is not asked where there is none', () => {
    const { findings, indication } = byHand(`/Cert << /Ff 1 /Subject [${hex(stamper.certificate)}] >>`, '', () =>
      der(0x30),
    );
    expect(findings.map(({ check }) => check)).toContain('CMS_STRUCTURE');
    expect(indication).toBe('TOTAL_FAILED');
  });

  test('of revocation data is kept by what is in the signature', async () => {
    const seeded = await signPdf(
      plainPdf({ ...plainObjects, 7: plainObjects[7]!.replace('/T (', '/SV << /Ff 32 /AddRevInfo true >> /T (') }),
      identity,
    );
    const list = der(0x30, der(0x30, der(5)));
    const withData = replaceSignature(seeded, (bytes) =>
      buildCms(identity, bytes, {
        signedAttributes: [attribute('1.2.840.113583.1.1.8', der(0x30, der(0xa0, der(0x30, list))))],
      }),
    );
    const [signature] = verifyPdf(withData, { trustAnchors: [ca.intermediate], at: testInstant }).signatures;
    expect(problems(signature!)).toEqual([]);
  });
});

describe('the certificate', () => {
  const other = certify({ commonName: 'Somebody else' });
  test.each<[string, () => string, boolean]>([
    ['itself', () => `/Ff 1 /Subject [${hex(other.certificate)} ${hex(identity.certificate)}]`, true],
    ['another', () => `/Ff 1 /Subject [${hex(other.certificate)}]`, false],
    ['another, not marked', () => `/Subject [${hex(other.certificate)}]`, true],
    ['one that cannot be read', () => '/Ff 1 /Subject [<3000>]', false],
    ['its issuer', () => `/Ff 2 /Issuer [${hex(ca.intermediate)}]`, true],
    ['no issuer that can be read', () => `/Ff 2 /Issuer [7 <3000>]`, false],
    ['another issuer and its own', () => `/Ff 2 /Issuer [${hex(other.certificate)} ${hex(ca.intermediate)}]`, true],
    ['another issuer', () => `/Ff 2 /Issuer [${hex(other.certificate)}]`, false],
    ['a policy', () => '/Ff 4 /OID [(1.2.3)]', false],
    ['its name', () => '/Ff 8 /SubjectDN [<< /CN (Ola) >> << /CN (Kari Nordmann) /O (Testheim kommune) >>]', true],
    ['its name, by OID', () => '/Ff 8 /SubjectDN [<< /2.5.4.3 (Kari Nordmann) >>]', true],
    ['half its name', () => '/Ff 8 /SubjectDN [<< /CN (Kari Nordmann) /O (Other kommune) >>]', false],
    ['its usage', () => '/Ff 32 /KeyUsage [(00) (11X0)]', true],
    ['another usage', () => '/Ff 32 /KeyUsage [(X0)]', false],
    ['no usage', () => '/Ff 32', true],
  ])('%s', async (_, entries, kept) => {
    const signature = await judge(`/Cert << ${entries()} >>`);
    expect(problems(signature)).toHaveLength(kept ? 0 : 1);
    expect(signature.indication).toBe(kept ? 'TOTAL_PASSED' : 'INDETERMINATE');
  });

  test('with a policy that is wanted', async () => {
    const policies = der(0x30, der(0x30, oid('1.2.3')));
    const issuer = certify({ commonName: 'Issuer', authority: true });
    const signer = certify({
      commonName: 'Signer',
      issuer,
      extensions: [der(0x30, oid('2.5.29.32'), der(4, policies)), der(0x30, oid('0.4.0.194121.2.1'), der(4, der(5)))],
    });
    const seeded = await signPdf(
      plainPdf({
        ...plainObjects,
        7: plainObjects[7]!.replace('/T (', '/SV << /Cert << /Ff 4 /OID [(1.2.3)] >> >> /T ('),
      }),
      { ...signer, chain: [issuer.certificate] },
    );
    const [signature] = verifyPdf(seeded, { trustAnchors: [issuer.certificate], at: testInstant }).signatures;
    expect(problems(signature!)).toEqual([]);
    expect(signature!.indication).toBe('TOTAL_PASSED');
  });
});
