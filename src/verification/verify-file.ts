import { createHash } from 'node:crypto';
import { prefixDigests } from '../form/index.js';
import { verifyPdf } from '../pades/index.js';
import { bindToIssuedForm } from './binding.js';
import type { FileVerification, VerificationRequest } from './verifier.js';

/** All that the libraries say of one file. To be run where it can be killed: the file may be hostile. */
export async function verifyFile(request: VerificationRequest): Promise<FileVerification> {
  const { bytes, trustAnchors, at, password, docMdp, issuedForm } = request;
  const report = verifyPdf(bytes, {
    trustAnchors,
    at,
    ...(password === undefined ? {} : { password }),
    ...(docMdp === undefined ? {} : { docMdp }),
  });
  const binding =
    issuedForm === undefined
      ? null
      : bindToIssuedForm(bytes, issuedForm, createHash('sha256').update(issuedForm).digest('hex'), report);
  return { report, prefixes: prefixDigests(bytes), binding };
}
