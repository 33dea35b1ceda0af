import { createHash } from 'node:crypto';

import { berChild, readBerElement } from './ber-element.js';
import * as der from './der.js';
import { FormError } from './form.errors.js';
import { readCertificate, type Sealer } from './sealer.js';

const ID_DATA = '1.2.840.113549.1.7.1';
const ID_SIGNED_DATA = '1.2.840.113549.1.7.2';
const ID_CONTENT_TYPE = '1.2.840.113549.1.9.3';
const ID_MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const ID_SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const ID_SHA256 = '2.16.840.1.101.3.4.2.1';
const SHA256_LENGTH = 32;

/** What stays the same in every signature of one sealer, encoded once. */
interface Frame {
  /** The signed attributes as a SET OF, with room for the digest at `digestAt`. */
  readonly attributes: Uint8Array;
  readonly digestAt: number;
  readonly signer: Uint8Array;
  readonly signatureAlgorithm: Uint8Array;
  readonly certificates: Uint8Array;
  readonly maximumSignature: number;
  /** A whole CMS for every length of signature seen so far: one only with RSA, so that the next is a copy to patch. */
  readonly shells: Map<number, Shell>;
}

/** A CMS with nothing but zeros for digest and signature, and where these belong. */
interface Shell {
  readonly bytes: Uint8Array;
  readonly attributesAt: number;
  readonly signatureAt: number;
}

const frames = new WeakMap<Sealer, Frame>();
// RFC 5754, 2: the parameters of SHA-256 are left out.
const sha256Algorithm = der.sequence(der.objectIdentifier(ID_SHA256));

/** The longest signature value of a key, in bytes: of ECDSA the DER sequence of two integers. */
function maximumSignatureLength(sealer: Sealer, signing: Uint8Array): number {
  const details = readCertificate(signing).publicKey.asymmetricKeyDetails;
  if (sealer.signatureAlgorithm === 'RSA-SHA256' && details?.modulusLength !== undefined) {
    return Math.ceil(details.modulusLength / 8);
  }
  const order: Record<string, number> = { prime256v1: 32, secp384r1: 48, secp521r1: 66 };
  const bytes = order[details?.namedCurve ?? ''];
  if (sealer.signatureAlgorithm === 'ECDSA-SHA256' && bytes !== undefined) {
    const integer = der.unsignedInteger(new Uint8Array(bytes).fill(0xff));
    return der.sequence(integer, integer).length;
  }
  throw new FormError(
    'SEAL_KEY_UNSUITABLE',
    `The seal certificate's key does not fit ${sealer.signatureAlgorithm}; use RSA, or P-256, P-384 or P-521.`,
  );
}

function frameOf(sealer: Sealer): Frame {
  const known = frames.get(sealer);
  if (known !== undefined) return known;
  const signing = sealer.certificates[0];
  if (signing === undefined) {
    throw new FormError(
      'SEAL_CERTIFICATE_UNREADABLE',
      'The sealer has no certificate; give the signing certificate first.',
    );
  }
  const maximumSignature = maximumSignatureLength(sealer, signing);
  const digest = new Uint8Array(SHA256_LENGTH);
  const attribute = (id: string, value: Uint8Array): Buffer => der.sequence(der.objectIdentifier(id), der.setOf(value));
  const messageDigest = attribute(ID_MESSAGE_DIGEST, der.octetString(digest));
  // RFC 5035, 3: hashAlgorithm is left out, as SHA-256 is its default; ETSI EN 319 122-1, 5.2.2.3.
  const certificateId = der.sequence(der.octetString(createHash('sha256').update(signing).digest()));
  const attributes = der.setOf(
    attribute(ID_CONTENT_TYPE, der.objectIdentifier(ID_DATA)),
    messageDigest,
    attribute(ID_SIGNING_CERTIFICATE_V2, der.sequence(der.sequence(certificateId))),
  );
  // RFC 5280, 4.1: TBSCertificate is [0] version, serialNumber, signature, issuer, …
  const body = berChild(readBerElement(signing), 0);
  const shift = berChild(body, 0).tag === 0xa0 ? 1 : 0;
  const frame: Frame = {
    attributes,
    digestAt: attributes.indexOf(messageDigest) + messageDigest.length - SHA256_LENGTH,
    signer: der.sequence(berChild(body, shift + 2).whole, berChild(body, shift).whole),
    signatureAlgorithm:
      sealer.signatureAlgorithm === 'RSA-SHA256'
        ? der.sequence(der.objectIdentifier('1.2.840.113549.1.1.11'), der.nullValue())
        : der.sequence(der.objectIdentifier('1.2.840.10045.4.3.2')),
    certificates: der.contextTag(0, der.contentsOf(der.setOf(...sealer.certificates))),
    maximumSignature,
    shells: new Map(),
  };
  frames.set(sealer, frame);
  return frame;
}

function makeShell(frame: Frame, signatureLength: number): Shell {
  const attributes = der.contextTag(0, der.contentsOf(frame.attributes));
  const version = der.smallInteger(1);
  const signerInfo = der.sequence(
    version,
    frame.signer,
    sha256Algorithm,
    attributes,
    frame.signatureAlgorithm,
    der.octetString(new Uint8Array(signatureLength)),
  );
  const signedData = der.sequence(
    version,
    der.setOf(sha256Algorithm),
    der.sequence(der.objectIdentifier(ID_DATA)),
    frame.certificates,
    der.setOf(signerInfo),
  );
  const bytes = der.sequence(der.objectIdentifier(ID_SIGNED_DATA), der.contextTag(0, signedData));
  // The signature is the last thing in it; the attributes are found by their bytes, which start with their own head.
  const attributesAt = bytes.lastIndexOf(attributes) + attributes.length - frame.attributes.length;
  return { bytes, attributesAt, signatureAt: bytes.length - signatureLength };
}

function shellOf(frame: Frame, signatureLength: number): Shell {
  const known = frame.shells.get(signatureLength);
  if (known !== undefined) return known;
  const shell = makeShell(frame, signatureLength);
  frame.shells.set(signatureLength, shell);
  return shell;
}

/** The longest CMS that a sealer makes, in bytes: exact for RSA, an upper bound for ECDSA. */
export function detachedCmsCapacity(sealer: Sealer): number {
  const frame = frameOf(sealer);
  return shellOf(frame, frame.maximumSignature).bytes.length;
}

/**
 * A detached CMS SignedData (RFC 5652) over a SHA-256 digest, CAdES B-B as PAdES wants it (ETSI EN 319 142-1, 6.3):
 * content-type, message-digest and ESS signing-certificate-v2 are signed; signing-time is not there, since the time of
 * a PDF signature stands in its dictionary (/M). Returns DER.
 */
export async function buildDetachedCms(input: { digest: Uint8Array; sealer: Sealer }): Promise<Uint8Array> {
  const frame = frameOf(input.sealer);
  const attributes = Uint8Array.from(frame.attributes);
  attributes.set(input.digest, frame.digestAt);
  // RFC 5652, 5.4: the signature is over the attributes encoded as a SET OF, not under their [0] tag.
  const signature = await input.sealer.sign(attributes);
  if (signature.length > frame.maximumSignature) {
    throw new FormError(
      'SEAL_SIGNATURE_TOO_LONG',
      `The sealer returned ${signature.length} bytes where its certificate's key makes at most ${frame.maximumSignature}.`,
    );
  }
  const shell = shellOf(frame, signature.length);
  const cms = Uint8Array.from(shell.bytes);
  cms.set(attributes.subarray(frame.digestAt, frame.digestAt + SHA256_LENGTH), shell.attributesAt + frame.digestAt);
  cms.set(signature, shell.signatureAt);
  return cms;
}
