import { createHash, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { algorithmIdentifier } from '../asn1/algorithm-identifier.js';
import type { AlgorithmIdentifier } from '../asn1/algorithm-identifier.js';
import { readWhole } from '../asn1/ber.js';
import type { BerElement } from '../asn1/ber.js';
import {
  TAG,
  bitString,
  booleanValue,
  integerHex,
  objectIdentifier,
  octetString,
  sequence,
  smallInteger,
  time,
} from '../asn1/values.js';
import type { Budget } from '../limits.js';
import { distinguishedName } from './distinguished-name.js';
import type { DistinguishedName } from './distinguished-name.js';

export const EXTENSION = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAlternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  distributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extendedKeyUsage: '2.5.29.37',
  inhibitAnyPolicy: '2.5.29.54',
  authorityInformationAccess: '1.3.6.1.5.5.7.1.1',
  /** RFC 6960, 4.2.2.2.1: the certificate of a responder that is not asked about. */
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',
  /** EN 319 412-1, 5.2: the certificate lives so briefly that it is never revoked. */
  validityAssuredShortTerm: '0.4.0.194121.2.1',
} as const;

/** RFC 8017, A.1. */
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';

/** Bits of KeyUsage (RFC 5280, 4.2.1.3). */
export const KEY_USAGE = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, cRLSign: 6 } as const;

export type Extension = { readonly critical: boolean; readonly value: Uint8Array };

/** One X.509 certificate (RFC 5280), parsed once; the public key is made when first asked for. */
export class Certificate {
  private publicKey: KeyObject | null | undefined;

  constructor(
    readonly der: Uint8Array,
    /** Of `der`, hex. */
    readonly sha256: string,
    readonly signedPart: Uint8Array,
    readonly signatureAlgorithm: AlgorithmIdentifier,
    /** The copy of the algorithm inside the signed part; both must agree (4.1.1.2). */
    readonly innerAlgorithm: AlgorithmIdentifier,
    readonly signature: Uint8Array,
    readonly serial: string,
    readonly issuer: DistinguishedName,
    readonly subject: DistinguishedName,
    readonly notBefore: Date,
    readonly notAfter: Date,
    readonly keyInfo: Uint8Array,
    /** OID. */
    readonly keyAlgorithm: string,
    /** The bits of the public key alone, as RFC 6960, 4.1.1, digests them. */
    readonly keyBits: Uint8Array,
    readonly extensions: ReadonlyMap<string, Extension>,
    readonly repeatedExtension: boolean,
    readonly basicConstraints: { readonly ca: boolean; readonly pathLength: number | null } | null,
    readonly keyUsage: ReadonlySet<number> | null,
    readonly extendedKeyUsage: readonly string[] | null,
    readonly subjectKeyIdentifier: Uint8Array | null,
  ) {}

  /** null: a kind of key this runtime does not know. */
  get key(): KeyObject | null {
    if (this.publicKey === undefined) {
      try {
        this.publicKey = this.readKey();
      } catch {
        this.publicKey = null;
      }
    }
    return this.publicKey;
  }

  /** An RSA key is read from its bits (RFC 8017, A.1.1): ten times as fast as from the structure around them. */
  private readKey(): KeyObject {
    const bytes = (part: Uint8Array): Buffer => Buffer.from(part.buffer, part.byteOffset, part.length);
    return this.keyAlgorithm === RSA_ENCRYPTION
      ? createPublicKey({ key: bytes(this.keyBits), format: 'der', type: 'pkcs1' })
      : createPublicKey({ key: bytes(this.keyInfo), format: 'der', type: 'spki' });
  }

  get selfIssued(): boolean {
    return this.subject.folded === this.issuer.folded;
  }
}

/** By the budget of the verification that it belongs to: files carry the same certificates in several places. */
const parsed = new WeakMap<Budget, Map<string, Certificate>>();

/** Throws MalformedAsn1. */
export function parseCertificate(der: Uint8Array, budget: Budget): Certificate {
  const known = parsed.get(budget) ?? new Map<string, Certificate>();
  parsed.set(budget, known);
  const sha256 = createHash('sha256').update(der).digest('hex');
  const certificate = known.get(sha256) ?? parse(der, sha256, budget);
  known.set(sha256, certificate);
  return certificate;
}

function parse(der: Uint8Array, sha256: string, budget: Budget): Certificate {
  const outer = readWhole(der, budget);
  const [signed, algorithm, signature] = sequence(outer, 'Certificate');
  const fields = [...sequence(signed, 'TBSCertificate')];
  if (fields[0]?.is('context', 0)) fields.shift();
  const serial = integerHex(fields.shift(), 'serial number');
  const innerAlgorithm = algorithmIdentifier(fields.shift(), 'signature algorithm');
  const issuer = distinguishedName(fields.shift());
  const [notBefore, notAfter] = sequence(fields.shift(), 'validity');
  const subject = distinguishedName(fields.shift());
  const keyInfo = fields.shift();
  const [keyAlgorithm, keyBits] = sequence(keyInfo, 'public key');
  const extensionPart = fields.find((field) => field.is('context', 3));
  const { extensions, repeated } = parseExtensions(extensionPart, budget);
  const valueOf = (oid: string): BerElement | null => {
    const extension = extensions.get(oid);
    return extension ? readWhole(extension.value, budget) : null;
  };
  const usage = valueOf(EXTENSION.keyUsage);
  const purposes = valueOf(EXTENSION.extendedKeyUsage);
  const keyIdentifier = valueOf(EXTENSION.subjectKeyIdentifier);
  return new Certificate(
    der,
    sha256,
    signed!.raw,
    algorithmIdentifier(algorithm, 'signature algorithm'),
    innerAlgorithm,
    bitString(signature, 'certificate signature'),
    serial,
    issuer,
    subject,
    time(notBefore, 'notBefore'),
    time(notAfter, 'notAfter'),
    keyInfo!.raw,
    objectIdentifier(sequence(keyAlgorithm, 'key algorithm')[0], 'key algorithm'),
    bitString(keyBits, 'public key'),
    extensions,
    repeated,
    basicConstraints(valueOf(EXTENSION.basicConstraints)),
    usage && keyUsageBits(bitString(usage, 'key usage', false)),
    purposes && sequence(purposes, 'extended key usage').map((purpose) => objectIdentifier(purpose, 'key purpose')),
    keyIdentifier && octetString(keyIdentifier, 'subject key identifier'),
  );
}

function parseExtensions(
  part: BerElement | undefined,
  budget: Budget,
): { extensions: Map<string, Extension>; repeated: boolean } {
  const extensions = new Map<string, Extension>();
  let repeated = false;
  if (!part) return { extensions, repeated };
  for (const element of sequence(part.children()[0], 'extensions')) {
    budget.spend('work');
    const [oid, ...rest] = sequence(element, 'extension');
    const critical = rest.length === 2 && booleanValue(rest[0], 'criticality');
    const id = objectIdentifier(oid, 'extension');
    if (extensions.has(id)) repeated = true;
    extensions.set(id, { critical, value: octetString(rest.at(-1), 'extension value') });
  }
  return { extensions, repeated };
}

function basicConstraints(element: BerElement | null): { ca: boolean; pathLength: number | null } | null {
  if (!element) return null;
  const fields = [...sequence(element, 'basic constraints')];
  const ca = fields[0]?.is('universal', TAG.boolean) ? booleanValue(fields.shift(), 'CA flag') : false;
  return { ca, pathLength: fields[0] ? smallInteger(fields[0], 'path length') : null };
}

function keyUsageBits(bytes: Uint8Array): Set<number> {
  const bits = new Set<number>();
  for (let i = 0; i < Math.min(bytes.length * 8, 16); i++) if (bytes[i >> 3]! & (0x80 >> (i & 7))) bits.add(i);
  return bits;
}
