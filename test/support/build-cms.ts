import { constants, createHash, sign } from 'node:crypto';
import type { TestIdentity } from './test-ca.js';

/** What to do differently from a correct CAdES signature. */
export type CmsVariant = {
  readonly omitMessageDigest?: boolean;
  readonly omitContentType?: boolean;
  readonly omitSigningCertificate?: boolean;
  readonly omitSignedAttributes?: boolean;
  readonly repeatMessageDigest?: boolean;
  readonly twoSigners?: boolean;
  readonly content?: Uint8Array;
  /** Put in the place of the signer's certificate. */
  readonly certificate?: Uint8Array;
  readonly noCertificates?: boolean;
  /** Further attributes, made by `attribute`. */
  readonly signedAttributes?: readonly Buffer[];
  readonly unsignedAttributes?: (signatureValue: Uint8Array) => readonly Buffer[];
  /** What the `crls` field holds. */
  readonly revocationData?: readonly Uint8Array[];
  /** OID in place of SHA-256 in the signer info. */
  readonly digestOid?: string;
  readonly digest?: 'sha256' | 'sha1';
  readonly protectedDigestOid?: string;
  /** OID of the signature algorithm, and the digest really signed: for RSA. */
  readonly signature?: { readonly oid: string; readonly digest: 'sha256' | 'sha384' };
  /** RSASSA-PSS with this hash in its mask generation. */
  readonly pss?: 'sha256' | 'sha384';
};

const SHA = { sha256: '2.16.840.1.101.3.4.2.1', sha1: '1.3.14.3.2.26' } as const;

export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const digits = content.length.toString(16);
  const size = Buffer.from(digits.length % 2 ? `0${digits}` : digits, 'hex');
  const length =
    content.length < 0x80 ? Buffer.from([content.length]) : Buffer.concat([Buffer.from([0x80 | size.length]), size]);
  return Buffer.concat([Buffer.from([tag]), length, content]);
}

export function oid(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split('.').map(Number) as [number, number, ...number[]];
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const digits = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift((left & 0x7f) | 0x80);
    return digits;
  });
  return der(6, Buffer.from(bytes));
}

export const attribute = (type: string, value: Uint8Array): Buffer => der(0x30, oid(type), der(0x31, value));

/** A detached CMS signature by an RSA or P-256 identity over `signed`, correct but for `variant`. */
export function buildCms(identity: TestIdentity, signed: Uint8Array, variant: CmsVariant = {}): Uint8Array {
  const digestName = variant.digest ?? 'sha256';
  const hash = (data: Uint8Array): Buffer => createHash(digestName).update(data).digest();
  const digestAlgorithm = der(0x30, oid(variant.digestOid ?? SHA[digestName]));
  const messageDigest = attribute('1.2.840.113549.1.9.4', der(4, hash(signed)));
  const named = createHash('sha256').update(identity.certificate).digest();
  const attributes = [
    ...(variant.omitContentType ? [] : [attribute('1.2.840.113549.1.9.3', oid('1.2.840.113549.1.7.1'))]),
    ...(variant.omitMessageDigest ? [] : [messageDigest]),
    ...(variant.repeatMessageDigest ? [messageDigest] : []),
    ...(variant.omitSigningCertificate
      ? []
      : [attribute('1.2.840.113549.1.9.16.2.47', der(0x30, der(0x30, der(0x30, der(4, named)))))]),
    ...(variant.protectedDigestOid
      ? [
          attribute(
            '1.2.840.113549.1.9.52',
            der(0x30, der(0x30, oid(variant.protectedDigestOid)), der(0xa1, oid('1.2.840.113549.1.1.1'))),
          ),
        ]
      : []),
    ...(variant.signedAttributes ?? []),
  ].sort(Buffer.compare);
  const toSign = variant.omitSignedAttributes ? signed : der(0x31, ...attributes);
  const [issuer, serial] = issuerAndSerial(identity.certificate);
  const value = sign(variant.signature?.digest ?? digestName, toSign, {
    key: identity.privateKey,
    ...(variant.pss ? pssPadding : {}),
  });
  const unsigned = variant.unsignedAttributes?.(value) ?? [];
  const signer = der(
    0x30,
    der(2, Buffer.from([1])),
    der(0x30, issuer, serial),
    digestAlgorithm,
    ...(variant.omitSignedAttributes ? [] : [der(0xa0, ...attributes)]),
    signatureAlgorithm(identity, variant),
    der(4, value),
    ...(unsigned.length > 0 ? [der(0xa1, ...unsigned)] : []),
  );
  const certificates = variant.noCertificates
    ? []
    : [der(0xa0, variant.certificate ?? identity.certificate, ...identity.chain)];
  const content = variant.content ? [der(0xa0, der(4, variant.content))] : [];
  const signedData = der(
    0x30,
    der(2, Buffer.from([1])),
    der(0x31, digestAlgorithm),
    der(0x30, oid('1.2.840.113549.1.7.1'), ...content),
    ...certificates,
    ...(variant.revocationData ? [der(0xa1, ...variant.revocationData)] : []),
    der(0x31, signer, ...(variant.twoSigners ? [signer] : [])),
  );
  return new Uint8Array(der(0x30, oid('1.2.840.113549.1.7.2'), der(0xa0, signedData)));
}

const pssPadding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };

function signatureAlgorithm(identity: TestIdentity, { pss, signature }: CmsVariant): Buffer {
  if (signature) return der(0x30, oid(signature.oid));
  if (identity.keyType === 'EC') return der(0x30, oid('1.2.840.10045.4.3.2'));
  if (!pss) return der(0x30, oid('1.2.840.113549.1.1.1'), der(5));
  const hash = der(0x30, oid(SHA.sha256));
  const maskHash = der(0x30, oid(pss === 'sha256' ? SHA.sha256 : '2.16.840.1.101.3.4.2.2'));
  const mask = der(0x30, oid('1.2.840.113549.1.1.8'), maskHash);
  const salt = der(0xa2, der(2, Buffer.from([32])));
  return der(0x30, oid('1.2.840.113549.1.1.10'), der(0x30, der(0xa0, hash), der(0xa1, mask), salt));
}

/** Replaces the value of the last signature by another over the same bytes: /Contents is not signed by anything. */
export function replaceSignature(
  pdf: Uint8Array,
  build: (signedBytes: Uint8Array) => Uint8Array,
  padding = '0',
): Uint8Array {
  const out = Buffer.from(pdf);
  const match = [...out.toString('latin1').matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)].at(-1)!;
  const [start, length, second, secondLength] = match.slice(1, 5).map(Number) as [number, number, number, number];
  const signed = Buffer.concat([out.subarray(start, start + length), out.subarray(second, second + secondLength)]);
  const room = second - length - 2;
  const hex = Buffer.from(build(signed)).toString('hex');
  if (hex.length > room) throw new Error(`replaceSignature: ${hex.length} digits do not fit the ${room} reserved.`);
  out.write(hex.padEnd(room, padding), length + 1, 'latin1');
  return new Uint8Array(out);
}

function issuerAndSerial(certificate: Uint8Array): [Buffer, Buffer] {
  const bytes = Buffer.from(certificate);
  const header = (at: number): { content: number; end: number } => {
    const first = bytes[at + 1]!;
    const size = first < 0x80 ? 0 : first & 0x7f;
    const length = size === 0 ? first : bytes.readUIntBE(at + 2, size);
    return { content: at + 2 + size, end: at + 2 + size + length };
  };
  let at = header(header(0).content).content;
  if (bytes[at] === 0xa0) at = header(at).end;
  const serial = bytes.subarray(at, header(at).end);
  const algorithm = header(header(at).end);
  return [bytes.subarray(algorithm.end, header(algorithm.end).end), serial];
}
