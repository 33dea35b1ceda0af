import type { FileVerification } from '../verification/index.js';

/**
 * Whether a file is a receipt or a decision of ours, byte for byte: our seal is its only signature, it is a certification
 * that permits no change (ISO 32000-2, 12.8.2.2, P 1), which no form of ours is, and nothing of the file is outside it.
 * `sealSha256` is of the seal's certificate; that its key has signed is the proof, so no chain is asked for.
 */
export function isOwnDocument(
  { summary, signatures }: Pick<FileVerification['report'], 'summary' | 'signatures'>,
  sealSha256: string,
): boolean {
  const [seal, ...others] = signatures;
  return (
    seal !== undefined &&
    others.length === 0 &&
    seal.signer?.certificateSha256 === sealSha256 &&
    seal.type === 'certification' &&
    seal.docMdp === 1 &&
    summary.readable &&
    summary.integrity === 'intact' &&
    summary.coversWholeDocument === true &&
    summary.laterChanges === 'none'
  );
}
