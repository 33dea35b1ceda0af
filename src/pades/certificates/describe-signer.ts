import type { SignerDescription } from '../report.js';
import type { Certificate } from './certificate.js';
import type { DistinguishedName } from './distinguished-name.js';

const ATTRIBUTE = {
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  serialNumber: '2.5.4.5',
  country: '2.5.4.6',
  organization: '2.5.4.10',
  organizationalUnit: '2.5.4.11',
  givenName: '2.5.4.42',
  organizationIdentifier: '2.5.4.97',
} as const;

const shortNames: Readonly<Record<string, string>> = {
  [ATTRIBUTE.commonName]: 'CN',
  [ATTRIBUTE.organization]: 'O',
  [ATTRIBUTE.organizationalUnit]: 'OU',
  [ATTRIBUTE.country]: 'C',
  [ATTRIBUTE.serialNumber]: 'serialNumber',
  [ATTRIBUTE.organizationIdentifier]: 'organizationIdentifier',
};

/**
 * Text from outside, fit for a report: control characters gone, length bounded, and every Norwegian national identity
 * number (eleven digits, also written as six and five) replaced, whatever stands around it.
 */
export function masked(text: string): string {
  return text
    .slice(0, 300)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ')
    .replace(/(?<!\d)\d{6}[ .-]?\d{5}(?!\d)/g, '***********');
}

export function describeName(name: DistinguishedName): string {
  const parts = [...name.attributes].flatMap(([oid, value]) =>
    shortNames[oid] ? [`${shortNames[oid]}=${masked(value)}`] : [],
  );
  return parts.join(', ');
}

/** Who the certificate says signed. Personal numbers never leave this function in clear. */
export function describeSigner(certificate: Certificate): SignerDescription {
  const value = (oid: string): string | null => {
    const text = certificate.subject.attributes.get(oid);
    return text === undefined ? null : masked(text);
  };
  return {
    commonName: value(ATTRIBUTE.commonName),
    organization: value(ATTRIBUTE.organization),
    organizationIdentifier: value(ATTRIBUTE.organizationIdentifier),
    serialNumber: value(ATTRIBUTE.serialNumber),
    issuer: describeName(certificate.issuer),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    certificateSha256: certificate.sha256,
  };
}
