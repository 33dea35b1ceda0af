import { createPrivateKey, generateKeyPairSync, verify, X509Certificate } from 'node:crypto';
import { rsaKeyFromSeed, testBytes } from '../../../test/support/issued-form.js';
import { type CertificateRequest, createScenarioCa, type ScenarioCa } from './scenario-ca.js';

const at = new Date('2020-06-24T10:00:00Z');
const requestFor = (part: Partial<CertificateRequest> = {}): CertificateRequest => ({
  organizationName: 'Prøvedal kommune',
  organizationNumber: '839953062',
  commonName: 'Prøvedal kommune',
  kind: 'SHORT_TERM',
  at,
  ...part,
});
/** The DER of the extension's OID, 0.4.0.194121.2.1, and of its value, NULL in an OCTET STRING. */
const SHORT_TERM_EXTENSION = Buffer.from('060704008bec4902010402' + '0500', 'hex');

let ca: ScenarioCa;

beforeAll(async () => {
  const key = await rsaKeyFromSeed((label, length) => testBytes(`ca/${label}`, length));
  ca = await createScenarioCa({ key, bytes: testBytes });
});

it('has a root that says what it is', () => {
  const root = new X509Certificate(ca.root);
  expect(root.subject).toContain('CN=Scenario CA – not for real use');
  expect([root.ca, root.verify(root.publicKey), root.checkIssued(root)]).toEqual([true, true, true]);
});

it.each([
  ['SHORT_TERM', '2020-06-24T09:00:00Z', '2020-06-25T10:00:00Z'],
  ['ORDINARY', '2019-06-24T10:00:00Z', '2022-06-24T10:00:00Z'],
] as const)('issues %s certificates to an organisation', async (kind, notBefore, notAfter) => {
  const identity = await ca.issue(requestFor({ kind }));
  const certificate = new X509Certificate(identity.certificate);
  const root = new X509Certificate(ca.root);
  expect([certificate.checkIssued(root), certificate.verify(root.publicKey), certificate.ca]).toEqual([
    true,
    true,
    false,
  ]);
  expect(certificate.subject.split('\n')).toEqual([
    'C=NO',
    'O=Prøvedal kommune',
    'organizationIdentifier=NTRNO-839953062',
    'CN=Prøvedal kommune',
  ]);
  expect([new Date(certificate.validFrom), new Date(certificate.validTo)]).toEqual([
    new Date(notBefore),
    new Date(notAfter),
  ]);
  const der = Buffer.from(identity.certificate);
  expect([der.includes(SHORT_TERM_EXTENSION), der.includes('http://crl.scenario-ca.example/')]).toEqual(
    kind === 'SHORT_TERM' ? [true, false] : [false, true],
  );
  const data = Buffer.from('the signed attributes');
  const signature = identity.sign(data);
  expect(verify('sha256', data, certificate.publicKey, signature)).toBe(true);
  expect(verify('sha256', Buffer.from('others'), certificate.publicKey, signature)).toBe(false);
  expect(identity.sign(data)).toEqual(signature);
});

it('gives the same certificate for the same request, and another key and serial number for any other', async () => {
  const first = await ca.issue(requestFor());
  expect((await ca.issue(requestFor())).certificate).toEqual(first.certificate);
  const others = await Promise.all(
    [
      requestFor({ kind: 'ORDINARY' }),
      requestFor({ at: new Date(at.getTime() + 1) }),
      requestFor({ commonName: 'En annen' }),
    ].map((request) => ca.issue(request)),
  );
  const certificates = [first, ...others].map(({ certificate }) => new X509Certificate(certificate));
  expect(new Set(certificates.map(({ serialNumber }) => serialNumber)).size).toBe(4);
  const keys = certificates.map(({ publicKey }) => publicKey.export({ type: 'spki', format: 'der' }).toString('hex'));
  expect(new Set(keys).size).toBe(4);
});

it('wants an RSA private key', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await expect(createScenarioCa({ key, bytes: testBytes })).rejects.toMatchObject({
    code: 'SCENARIO_CA_KEY_UNSUITABLE',
  });
});
