import { algorithmIdentifier } from '../asn1/algorithm-identifier.js';
import type { AlgorithmIdentifier } from '../asn1/algorithm-identifier.js';
import { readElement } from '../asn1/ber.js';
import type { BerElement } from '../asn1/ber.js';
import { definiteLength } from '../asn1/definite-length.js';
import {
  TAG,
  integerHex,
  objectIdentifier,
  octetString,
  octets,
  sequence,
  setOf,
  smallInteger,
} from '../asn1/values.js';
import type { Budget } from '../limits.js';
import { MalformedAsn1 } from '../pades.errors.js';

export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  algorithmProtection: '1.2.840.113549.1.9.52',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  signaturePolicy: '1.2.840.113549.1.9.16.2.15',
  signerLocation: '1.2.840.113549.1.9.16.2.17',
  signerAttributes: '1.2.840.113549.1.9.16.2.18',
  signerAttributesV2: '0.4.0.19122.1.1',
  signatureTimeStamp: '1.2.840.113549.1.9.16.2.14',
  contentTimeStamp: '1.2.840.113549.1.9.16.2.20',
  certificateValues: '1.2.840.113549.1.9.16.2.23',
  revocationValues: '1.2.840.113549.1.9.16.2.24',
  adobeRevocation: '1.2.840.113583.1.1.8',
} as const;

export type SignerIdentifier =
  | { readonly kind: 'issuer-serial'; readonly issuer: Uint8Array; readonly serial: string }
  | { readonly kind: 'key-identifier'; readonly keyIdentifier: Uint8Array };

/** RFC 5652, 5.3. */
export type SignerInfo = {
  readonly version: number;
  readonly identifier: SignerIdentifier;
  readonly digestAlgorithm: AlgorithmIdentifier;
  /** The SET OF that was signed, tagged as such (5.4), or null when there are no signed attributes. */
  readonly signedBytes: Uint8Array | null;
  readonly signedAttributes: ReadonlyMap<string, readonly BerElement[]>;
  /** An attribute that stands more than once: which one counts would be a guess. */
  readonly repeatedAttributes: readonly string[];
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly unsignedAttributes: ReadonlyMap<string, readonly BerElement[]>;
};

/** RFC 5652, 5.1, with what a signature in a PDF file may have of it. */
export type SignedData = {
  readonly contentType: string;
  /** The encapsulated content; null when absent, as it must be for a detached signature. */
  readonly content: Uint8Array | null;
  readonly certificates: readonly Uint8Array[];
  /** Revocation lists, and other formats under their tag (RFC 5652, 10.2.1). */
  readonly revocationData: readonly BerElement[];
  readonly signers: readonly SignerInfo[];
  /** Bytes behind the structure that are not zero padding. */
  readonly trailingBytes: number;
};

/** Parses a ContentInfo with SignedData, DER or BER, that may be followed by zero padding. Throws MalformedAsn1. */
export function parseSignedData(bytes: Uint8Array, budget: Budget): SignedData {
  const outer = readElement(bytes, 0, bytes.length, budget);
  const [type, wrapper] = sequence(outer, 'ContentInfo');
  if (objectIdentifier(type, 'content type') !== OID.signedData)
    throw new MalformedAsn1('The content is no SignedData.');
  if (!wrapper?.is('context', 0)) throw new MalformedAsn1('ContentInfo has no content.');
  const fields = [...sequence(wrapper.children()[0], 'SignedData')];
  smallInteger(fields.shift(), 'SignedData version');
  for (const algorithm of setOf(fields.shift(), 'digest algorithms'))
    algorithmIdentifier(algorithm, 'digest algorithm');
  const [contentType, content] = sequence(fields.shift(), 'encapsulated content');
  let certificates: Uint8Array[] = [];
  let revocationData: readonly BerElement[] = [];
  if (fields[0]?.is('context', 0)) {
    // Other certificate formats are context-tagged choices; only X.509 certificates matter here.
    certificates = fields
      .shift()!
      .children()
      .filter((item) => item.is('universal', TAG.sequence))
      .map((item) => item.raw);
  }
  if (fields[0]?.is('context', 1)) revocationData = fields.shift()!.children();
  const signers = setOf(fields.shift(), 'signer infos').map(signerInfo);
  if (fields.length > 0) throw new MalformedAsn1('SignedData has fields it may not have.');
  let last = bytes.length;
  while (last > outer.end && bytes[last - 1] === 0) last--;
  return {
    contentType: objectIdentifier(contentType, 'content type'),
    content: content ? octetString(content.children()[0], 'encapsulated content') : null,
    certificates,
    revocationData,
    signers,
    trailingBytes: last - outer.end,
  };
}

function signerInfo(element: BerElement): SignerInfo {
  const fields = [...sequence(element, 'SignerInfo')];
  const version = smallInteger(fields.shift(), 'SignerInfo version');
  const identifier = signerIdentifier(fields.shift());
  const digestAlgorithm = algorithmIdentifier(fields.shift(), 'digest algorithm');
  const signed = fields[0]?.is('context', 0) ? fields.shift()! : null;
  const signatureAlgorithm = algorithmIdentifier(fields.shift(), 'signature algorithm');
  const signature = octetString(fields.shift(), 'signature value');
  const unsigned = fields[0]?.is('context', 1) ? fields.shift()! : null;
  if (fields.length > 0) throw new MalformedAsn1('SignerInfo has fields it may not have.');
  const signedPart = attributes(signed);
  return {
    version,
    identifier,
    digestAlgorithm,
    signedBytes: signed && asSetOf(signed),
    signedAttributes: signedPart.byType,
    repeatedAttributes: signedPart.repeated,
    signatureAlgorithm,
    signature,
    unsignedAttributes: attributes(unsigned).byType,
  };
}

function signerIdentifier(element: BerElement | undefined): SignerIdentifier {
  if (element?.is('context', 0)) return { kind: 'key-identifier', keyIdentifier: octets(element) };
  const [issuer, serial] = sequence(element, 'signer identifier');
  if (!issuer) throw new MalformedAsn1('The signer identifier names no issuer.');
  return { kind: 'issuer-serial', issuer: issuer.raw, serial: integerHex(serial, 'serial number') };
}

function attributes(element: BerElement | null): { byType: Map<string, readonly BerElement[]>; repeated: string[] } {
  const byType = new Map<string, readonly BerElement[]>();
  const repeated: string[] = [];
  for (const attribute of element?.children() ?? []) {
    const [type, values] = sequence(attribute, 'attribute');
    const oid = objectIdentifier(type, 'attribute type');
    if (byType.has(oid)) repeated.push(oid);
    byType.set(oid, setOf(values, 'attribute values'));
  }
  return { byType, repeated };
}

/** RFC 5652, 5.4: what is signed is the DER of the attributes as a SET OF, not with their implicit tag. */
function asSetOf(element: BerElement): Uint8Array {
  if (element.indefinite) {
    const content = element.content;
    return Buffer.concat([Buffer.from([0x31]), definiteLength(content.length), content]);
  }
  const copy = Uint8Array.from(element.raw);
  copy[0] = 0x31;
  return copy;
}
