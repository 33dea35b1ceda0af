// Before @peculiar/x509, which keeps its algorithms in a container that needs it.
import 'reflect-metadata';
import { createPublicKey, webcrypto, type KeyObject } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CRLDistributionPointsExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PublicKey,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type JsonName,
} from '@peculiar/x509';
import { ServiceError } from '../../platform/errors/index.js';
import type { LabelledBytes } from './labelled-bytes.js';

/** SHORT_TERM: made for one signature and never revoked. ORDINARY: for years, so that its revocation must be asked for. */
export type CertificateKind = 'SHORT_TERM' | 'ORDINARY';

export interface CertificateRequest {
  readonly organizationName: string;
  /** Nine digits; written as organizationIdentifier `NTRNO-…` (ETSI EN 319 412-1, 5.1.4). */
  readonly organizationNumber: string;
  readonly commonName: string;
  readonly kind: CertificateKind;
  /** When it is used. */
  readonly at: Date;
}

/** A certificate and the use of its private key. */
export interface SigningIdentity {
  /** The certificate's commonName. */
  readonly name: string;
  /** DER. */
  readonly certificate: Uint8Array;
  /** DER, from the issuer upwards. */
  readonly chain: readonly Uint8Array[];
  /** ECDSA on P-256 with SHA-256 over the data: a DER sequence of r and s, the same each time (RFC 6979). */
  readonly sign: (data: Uint8Array) => Uint8Array;
}

export interface ScenarioCa {
  /** DER: the root that a replay trusts, and nothing else does. */
  readonly root: Uint8Array;
  /** The same request gives the same certificate and key. */
  readonly issue: (request: CertificateRequest) => Promise<SigningIdentity>;
}

const HOUR = 3_600_000;
/** EN 319 412-1, 5.2.2: "validity assured, short term"; its value is NULL. */
const VALIDITY_ASSURED_SHORT_TERM = new Extension('0.4.0.194121.2.1', false, Uint8Array.of(0x05, 0x00));
/** A name that nothing answers to (RFC 2606, 2): whoever must know of revocations asks in vain. */
const CRL_ADDRESS = 'http://crl.scenario-ca.example/scenario-ca.crl';
const ROOT_NAME: JsonName = [
  { C: ['NO'] },
  { O: ['Scenario CA – not for real use'] },
  { CN: ['Scenario CA – not for real use'] },
];
const ROOT_VALIDITY = { notBefore: new Date('2010-01-01T00:00:00Z'), notAfter: new Date('2040-01-01T00:00:00Z') };
const RSA_SHA256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;

/**
 * The certification authority of a simulated campaign (X.509 v3, RFC 5280). Everything follows from the RSA private key
 * and the byte source: RSASSA-PKCS1-v1_5 draws nothing at random, and serial numbers and the holders' keys come by label.
 */
export async function createScenarioCa(source: { key: KeyObject; bytes: LabelledBytes }): Promise<ScenarioCa> {
  const { key, bytes } = source;
  if (key.type !== 'private' || key.asymmetricKeyType !== 'rsa') {
    throw new ServiceError('SCENARIO_CA_KEY_UNSUITABLE', 'The scenario CA signs with an RSA private key; give one.', {
      category: 'internal',
    });
  }
  const signingKey = await webcrypto.subtle.importKey(
    'pkcs8',
    key.export({ type: 'pkcs8', format: 'der' }),
    RSA_SHA256,
    false,
    ['sign'],
  );
  const rootKey = publicKeyOf(createPublicKey(key));
  const authority = await AuthorityKeyIdentifierExtension.create(rootKey);
  const root = await X509CertificateGenerator.create({
    serialNumber: serialNumber(bytes, 'root'),
    subject: ROOT_NAME,
    issuer: ROOT_NAME,
    ...ROOT_VALIDITY,
    signingAlgorithm: RSA_SHA256,
    signingKey,
    publicKey: rootKey,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(rootKey),
    ],
  });
  const rootDer = new Uint8Array(root.rawData);
  return {
    root: rootDer,
    issue: async (request) => {
      const label = `${request.kind}/${request.organizationNumber}/${request.commonName}/${request.at.toISOString()}`;
      const secretKey = p256.utils.randomSecretKey(bytes(`scenario-ca/key/${label}`, 48));
      const publicKey = publicKeyOf(ecPublicKey(secretKey));
      const certificate = await X509CertificateGenerator.create({
        serialNumber: serialNumber(bytes, label),
        subject: [
          { C: ['NO'] },
          { O: [request.organizationName] },
          { '2.5.4.97': [`NTRNO-${request.organizationNumber}`] },
          { CN: [request.commonName] },
        ],
        issuer: ROOT_NAME,
        ...validity(request),
        signingAlgorithm: RSA_SHA256,
        signingKey,
        publicKey,
        extensions: [
          new BasicConstraintsExtension(false, undefined, true),
          new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation, true),
          await SubjectKeyIdentifierExtension.create(publicKey),
          authority,
          request.kind === 'SHORT_TERM'
            ? VALIDITY_ASSURED_SHORT_TERM
            : new CRLDistributionPointsExtension([CRL_ADDRESS]),
        ],
      });
      return {
        name: request.commonName,
        certificate: new Uint8Array(certificate.rawData),
        chain: [rootDer],
        sign: (data) => p256.sign(data, secretKey, { format: 'der', extraEntropy: false }),
      };
    },
  };
}

function validity({ kind, at }: CertificateRequest): { notBefore: Date; notAfter: Date } {
  if (kind === 'SHORT_TERM') {
    return { notBefore: new Date(at.getTime() - HOUR), notAfter: new Date(at.getTime() + 24 * HOUR) };
  }
  return { notBefore: yearsAfter(at, -1), notAfter: yearsAfter(at, 2) };
}

function yearsAfter(instant: Date, years: number): Date {
  const moved = new Date(instant);
  moved.setUTCFullYear(instant.getUTCFullYear() + years);
  return moved;
}

/** Sixteen bytes, positive and without leading zeros (RFC 5280, 4.1.2.2), in hexadecimal. */
function serialNumber(bytes: LabelledBytes, label: string): string {
  const serial = Buffer.from(bytes(`scenario-ca/serial/${label}`, 16));
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial.toString('hex');
}

function ecPublicKey(secretKey: Uint8Array): KeyObject {
  const point = Buffer.from(p256.getPublicKey(secretKey, false));
  const [x, y] = [point.subarray(1, 33), point.subarray(33, 65)].map((part) => part.toString('base64url'));
  return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
}

function publicKeyOf(key: KeyObject): PublicKey {
  return new PublicKey(key.export({ type: 'spki', format: 'der' }));
}
