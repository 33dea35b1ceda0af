import { sign } from 'node:crypto';
import { PDF } from '@libpdf/core';
import type {
  DigestAlgorithm,
  PdfObject,
  RevocationProvider,
  SignOptions,
  Signer,
  TimestampAuthority,
} from '@libpdf/core';
import { testInstant } from './test-ca.js';
import type { TestIdentity } from './test-ca.js';

export type SignPdfOptions = {
  /** An existing empty field, or the name of a new one. */
  readonly fieldName?: string;
  readonly subFilter?: SignOptions['subFilter'];
  readonly digest?: DigestAlgorithm;
  readonly signingTime?: Date;
  readonly level?: NonNullable<SignOptions['level']>;
  readonly timestampAuthority?: TimestampAuthority;
  readonly revocationProvider?: RevocationProvider;
  /** For an existing field: leaves its place alone, which the library would change against the certification. */
  readonly keepsFieldInPlace?: boolean;
  /** Opens an encrypted file. */
  readonly password?: string;
};

/** Signs at PAdES B-B (or the level asked for) as an incremental update, the way a municipality's own software does. */
export async function signPdf(
  pdf: Uint8Array,
  identity: TestIdentity,
  options: SignPdfOptions = {},
): Promise<Uint8Array> {
  const document = await PDF.load(pdf, options.password === undefined ? {} : { credentials: options.password });
  const fieldName = options.fieldName ?? 'Signature1';
  if (options.keepsFieldInPlace === true) keepFieldInPlace(document, fieldName);
  const subFilter = options.subFilter ?? 'ETSI.CAdES.detached';
  const { bytes } = await document.sign({
    signer: signerOf(identity),
    fieldName,
    subFilter,
    ...(subFilter === 'ETSI.CAdES.detached' ? { level: options.level ?? ('B-B' as const) } : {}),
    digestAlgorithm: options.digest ?? 'SHA-256',
    signingTime: options.signingTime ?? testInstant,
    ...(options.timestampAuthority ? { timestampAuthority: options.timestampAuthority } : {}),
    ...(options.revocationProvider ? { revocationProvider: options.revocationProvider } : {}),
  });
  return bytes;
}

function keepFieldInPlace(document: PDF, fieldName: string): void {
  const field = document
    .getForm()
    ?.getSignatureFields()
    .find(({ name }) => name === fieldName);
  if (!field) throw new Error(`signPdf: the document has no signature field ${fieldName}.`);
  const widget = field.getDict();
  const kept = ['Rect', 'P', 'F'].flatMap((key): [string, PdfObject][] => {
    const value = widget.get(key);
    return value ? [[key, value]] : [];
  });
  const save = document.save.bind(document);
  document.save = (options) => {
    for (const [key, value] of kept) widget.set(key, value);
    return save(options);
  };
}

function signerOf(identity: TestIdentity): Signer {
  return {
    certificate: identity.certificate,
    certificateChain: [...identity.chain],
    keyType: identity.keyType,
    signatureAlgorithm: identity.keyType === 'EC' ? 'ECDSA' : 'RSASSA-PKCS1-v1_5',
    sign: (data, algorithm) =>
      Promise.resolve(new Uint8Array(sign(algorithm.replace('-', '').toLowerCase(), data, identity.privateKey))),
  };
}
