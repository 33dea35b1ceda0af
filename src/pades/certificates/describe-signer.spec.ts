import { certify } from '../../../test/support/build-certificate.js';
import { Budget, defaultLimits } from '../limits.js';
import { parseCertificate } from './certificate.js';
import type { Certificate } from './certificate.js';
import { describeName, describeSigner, masked } from './describe-signer.js';

const { certificate } = certify({
  commonName: 'Kari Nordmann',
  notBefore: new Date('2024-01-01'),
  notAfter: new Date('2025-01-01'),
});
const parsed = parseCertificate(certificate, new Budget(defaultLimits));
const named = (attributes: Readonly<Record<string, string>>): Certificate =>
  Object.assign(Object.create(parsed) as Certificate, {
    subject: { ...parsed.subject, attributes: new Map(Object.entries(attributes)) },
  });

test('a signer is told by the names that count, with no personal number in clear', () => {
  const signer = named({
    '2.5.4.3': 'Kari 01019012345',
    '2.5.4.10': 'Testheim kommune',
    '2.5.4.97': 'NTRNO-964965226',
    '2.5.4.5': 'PNONO-01019012345',
  });
  expect(describeSigner(signer)).toEqual({
    commonName: 'Kari ***********',
    organization: 'Testheim kommune',
    organizationIdentifier: 'NTRNO-964965226',
    serialNumber: 'PNONO-***********',
    issuer: 'C=NO, CN=Kari Nordmann',
    notBefore: '2024-01-01T00:00:00.000Z',
    notAfter: '2025-01-01T00:00:00.000Z',
    certificateSha256: parsed.sha256,
  });
  expect(describeSigner(named({}))).toMatchObject({ commonName: null, organization: null, serialNumber: null });
});

test('a name is told by its short names', () => {
  const { subject } = named({
    '2.5.4.3': 'a',
    '2.5.4.10': 'b',
    '2.5.4.11': 'c',
    '2.5.4.6': 'd',
    '2.5.4.5': 'e',
    '2.5.4.97': 'f',
    '2.5.4.7': 'left out',
  });
  expect(describeName(subject)).toBe('CN=a, O=b, OU=c, C=d, serialNumber=e, organizationIdentifier=f');
});

test.each([
  ['01019012345', '***********'],
  ['PNONO-01019012345', 'PNONO-***********'],
  ['Kari 010190 12345 Nordmann', 'Kari *********** Nordmann'],
  ['UN:NO-9578-4050-127091783', 'UN:NO-9578-4050-127091783'],
  ['NTRNO-964965226', 'NTRNO-964965226'],
  ['123456789012', '123456789012'],
  ['a\u0000b\u202ec', 'a b c'],
])('%j becomes %j', (text, expected) => {
  expect(masked(text)).toBe(expected);
});
