import { createHash } from 'node:crypto';
import { algorithmIdentifier, digestName } from '../asn1/algorithm-identifier.js';
import type { BerElement } from '../asn1/ber.js';
import { TAG, integerHex, octetString, sequence } from '../asn1/values.js';
import type { Certificate } from '../certificates/certificate.js';
import { MalformedAsn1 } from '../pades.errors.js';
import { OID } from './signed-data.js';
import type { SignerInfo } from './signed-data.js';

type CertificateHash = { readonly digest: string | null; readonly hash: Uint8Array; readonly serial: string | null };

/** ESS signing-certificate (RFC 2634, 5.4) and signing-certificate-v2 (RFC 5035): the first entry is the signer's. */
export type SigningCertificateAttribute = { readonly present: boolean; readonly hashes: readonly CertificateHash[] };

/** Throws MalformedAsn1. */
export function signingCertificateAttribute(signer: SignerInfo): SigningCertificateAttribute {
  const hashes: CertificateHash[] = [];
  let present = false;
  for (const [oid, version] of [
    [OID.signingCertificate, 1],
    [OID.signingCertificateV2, 2],
  ] as const) {
    const values = signer.signedAttributes.get(oid);
    if (!values) continue;
    present = true;
    if (values.length !== 1) throw new MalformedAsn1('The signing-certificate attribute has not exactly one value.');
    const [list] = sequence(values[0], 'signing certificate');
    const [first] = sequence(list, 'certificate identifiers');
    hashes.push(certificateHash(first, version));
  }
  return { present, hashes };
}

export function attributeNames(attribute: SigningCertificateAttribute, certificate: Certificate): boolean {
  return attribute.hashes.every(({ digest, hash, serial }) => {
    if (digest === null || (serial !== null && serial !== certificate.serial)) return false;
    return createHash(digest).update(certificate.der).digest().equals(hash);
  });
}

function certificateHash(element: BerElement | undefined, version: 1 | 2): CertificateHash {
  const fields = [...sequence(element, 'certificate identifier')];
  let digest: string | null = version === 1 ? 'sha1' : 'sha256';
  if (version === 2 && fields[0]?.is('universal', TAG.sequence))
    digest = digestName(algorithmIdentifier(fields.shift(), 'certificate digest').oid);
  const hash = octetString(fields.shift(), 'certificate digest');
  const issuerSerial = fields[0] && sequence(fields[0], 'issuer and serial number');
  return { digest, hash, serial: issuerSerial ? integerHex(issuerSerial[1], 'serial number') : null };
}
