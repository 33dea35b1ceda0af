import { sign } from 'node:crypto';
import { PDF } from '@libpdf/core';
import type { DigestAlgorithm, SignOptions, Signer } from '@libpdf/core';
import { testInstant } from './test-ca.js';
import type { TestIdentity } from './test-ca.js';

export type SignPdfOptions = {
  /** An existing empty field, or the name of a new one. */
  readonly fieldName?: string;
  readonly subFilter?: SignOptions['subFilter'];
  readonly digest?: DigestAlgorithm;
  readonly signingTime?: Date;
};

/** Signs at PAdES B-B as an incremental update, the way a municipality's own software does. */
export async function signPdf(
  pdf: Uint8Array,
  identity: TestIdentity,
  options: SignPdfOptions = {},
): Promise<Uint8Array> {
  const document = await PDF.load(pdf);
  const subFilter = options.subFilter ?? 'ETSI.CAdES.detached';
  const { bytes } = await document.sign({
    signer: signerOf(identity),
    fieldName: options.fieldName ?? 'Signature1',
    subFilter,
    ...(subFilter === 'ETSI.CAdES.detached' ? { level: 'B-B' as const } : {}),
    digestAlgorithm: options.digest ?? 'SHA-256',
    signingTime: options.signingTime ?? testInstant,
  });
  return bytes;
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
