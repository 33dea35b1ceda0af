import { type Binding, bindReturn, parsePageCode, prefixDigests } from '../form/binding/index.js';
import type { ScanExamination } from '../scan/index.js';
import { PrefixDigests, type VerificationReport, verifyPdf } from '../pades/index.js';
import { readEnclosedSignatures } from './enclosed-signatures.js';
import type { FileVerification, ScanQuestion, VerificationRequest } from './verifier.js';

/** All that the libraries say of one file. To be run where it can be killed: the file may be hostile. */
export async function verifyFile(request: VerificationRequest): Promise<FileVerification> {
  const { bytes, trustAnchors, trustedLists, certificates, crls, ocsps, at, password, docMdp, issuedForm } = request;
  // First the ends of all versions, from the front to the back: signatures start behind them and go on from there.
  const digests = new PrefixDigests(bytes);
  const prefixes = prefixDigests(bytes, (byteLength) => digests.sha256(byteLength));
  const report = verifyPdf(bytes, {
    digests,
    trustAnchors,
    trustedLists: trustedLists ?? [],
    at,
    certificates: certificates ?? [],
    crls: crls ?? [],
    ocsps: ocsps ?? [],
    ...(password === undefined ? {} : { password }),
    ...(docMdp === undefined ? {} : { docMdp }),
  });
  const binding = issuedForm === undefined ? null : await bind(bytes, issuedForm, report);
  // Asked only of what a municipality returned, and a signing service never leaves the issued bytes as they are.
  const enclosed = binding === null || binding.tier === 'A' ? null : await readEnclosedSignatures(bytes);
  const scan = request.scan === undefined ? null : await examineAsScan(bytes, request.scan);
  return { report, prefixes, binding, enclosed, scan };
}

/** Pages that are one picture each have no text to hold against the form's: drawing them would tell nothing more. */
async function bind(bytes: Uint8Array, issued: Uint8Array, report: VerificationReport): Promise<Binding> {
  const { pages, pageImages } = report.document;
  if (pages === null || pages === 0 || pageImages !== pages) {
    return await bindReturn({ returned: bytes, issued, laterChanges: report.summary.laterChanges });
  }
  return {
    tier: 'D',
    findings: [
      {
        check: 'TEXT',
        result: 'INDETERMINATE',
        evidence: `${pages} of ${pages} pages are one picture`,
        sentence: 'The pages are pictures, as a scanner makes them: there is no text to hold against the issued form.',
      },
    ],
  };
}

/** Null when nothing of the file can be looked at. What draws and reads pictures is loaded only when there is one. */
async function examineAsScan(
  bytes: Uint8Array,
  { forms, pictures, known, treatments }: ScanQuestion,
): Promise<ScanExamination | null> {
  const { examineScan, SCAN_LIMITS, ScanError } = await import('../scan/index.js');
  const limits = { ...SCAN_LIMITS, treatments: treatments ?? SCAN_LIMITS.treatments };
  try {
    return await examineScan(bytes, { parseCode: parsePageCode, forms, limits, pictures, known });
  } catch (error) {
    if (error instanceof ScanError && error.code !== 'SCAN_NO_FORM') return null;
    throw error;
  }
}
