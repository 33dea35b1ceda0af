import { prefixDigests } from '../form/index.js';
import { verifyPdf } from '../pades/index.js';
import type { FileVerification, VerificationRequest } from './verifier.js';

/** All that the libraries say of one file. To be run where it can be killed: the file may be hostile. */
export async function verifyFile(request: VerificationRequest): Promise<FileVerification> {
  const { bytes, trustAnchors, at, docMdp } = request;
  const report = verifyPdf(bytes, { trustAnchors, at, ...(docMdp === undefined ? {} : { docMdp }) });
  return { report, prefixes: prefixDigests(bytes) };
}
