import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto';

import { berChild, readBerElement } from './ber-element.js';
import * as der from './der.js';
import { FormError } from './form.errors.js';

/** The upper bound of both organizationName and commonName (RFC 5280, appendix A.1). */
const NAME_LIMIT = 64;
const MARK = 'self-made seal';

export interface SealCertificateRequest {
  /** The RSA private key that the certificate is for, and that signs it. */
  readonly key: KeyObject;
  /** The owner's name, at most 64 characters. */
  readonly organization: string;
  /** Nine digits; written as organizationIdentifier (`NTRNO-…`, ETSI EN 319 412-1, 5.1.4). */
  readonly organizationNumber?: string;
  /** 1 to 20 bytes, big-endian, not zero (RFC 5280, 4.1.2.2). */
  readonly serialNumber: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

function attribute(id: string, value: Uint8Array): Buffer {
  return der.setOf(der.sequence(der.objectIdentifier(id), value));
}

function extension(id: string, critical: boolean, value: Uint8Array): Buffer {
  const parts = [der.objectIdentifier(id), ...(critical ? [der.booleanTrue()] : []), der.octetString(value)];
  return der.sequence(...parts);
}

function subject(request: SealCertificateRequest): Buffer {
  const marked = `${request.organization} (${MARK})`;
  const identifier =
    request.organizationNumber === undefined
      ? []
      : [attribute('2.5.4.97', der.utf8String(`NTRNO-${request.organizationNumber}`))];
  return der.sequence(
    attribute('2.5.4.6', der.printableString('NO')),
    attribute('2.5.4.10', der.utf8String(request.organization)),
    ...identifier,
    attribute('2.5.4.3', der.utf8String(marked.length <= NAME_LIMIT ? marked : MARK)),
  );
}

/**
 * A self-signed certificate (X.509 v3, RFC 5280) for a seal that nobody else vouches for; its common name says so. DER,
 * and the same bytes for the same request: RSASSA-PKCS1-v1_5 draws nothing at random. Throws `SEAL_KEY_UNSUITABLE`.
 */
export function createSealCertificate(request: SealCertificateRequest): Uint8Array {
  if (request.key.type !== 'private' || request.key.asymmetricKeyType !== 'rsa') {
    throw new FormError('SEAL_KEY_UNSUITABLE', 'A seal certificate is made for an RSA private key; give such a key.');
  }
  const serial = request.serialNumber;
  if (
    request.organization.length > NAME_LIMIT ||
    serial.length === 0 ||
    serial.length > 20 ||
    (serial[0] ?? 0) > 0x7f
  ) {
    throw new FormError(
      'SEAL_CERTIFICATE_UNREADABLE',
      `A seal certificate needs an owner of at most ${NAME_LIMIT} characters and a positive serial number of at most 20 bytes.`,
    );
  }
  const algorithm = der.sequence(der.objectIdentifier('1.2.840.113549.1.1.11'), der.nullValue());
  const publicKey = createPublicKey(request.key).export({ format: 'der', type: 'spki' });
  // RFC 5280, 4.2.1.2 (1): the SHA-1 of the bits of subjectPublicKey is a name for the key here, not a protection.
  const keyBits = berChild(readBerElement(publicKey), 1).contents.subarray(1);
  const keyId = createHash('sha1').update(keyBits).digest();
  const name = subject(request);
  const body = der.sequence(
    der.contextTag(0, der.smallInteger(2)),
    der.unsignedInteger(serial),
    algorithm,
    name,
    der.sequence(der.time(request.notBefore), der.time(request.notAfter)),
    name,
    publicKey,
    der.contextTag(
      3,
      der.sequence(
        extension('2.5.29.19', true, der.sequence()),
        // digitalSignature and contentCommitment (4.2.1.3).
        extension('2.5.29.15', true, der.bitString(Uint8Array.of(0xc0), 6)),
        // id-kp-documentSigning (RFC 9336).
        extension('2.5.29.37', false, der.sequence(der.objectIdentifier('1.3.6.1.5.5.7.3.36'))),
        extension('2.5.29.14', false, der.octetString(keyId)),
        extension('2.5.29.35', false, der.sequence(der.contextPrimitive(0, keyId))),
      ),
    ),
  );
  return der.sequence(body, algorithm, der.bitString(sign('sha256', body, request.key)));
}
