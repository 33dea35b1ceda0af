import { isPermitted } from '../changes/change.js';
import type { Finding, Indication, LaterChanges, SignatureReport, VerificationReport } from '../report.js';

type Summary = VerificationReport['summary'];

const severity: readonly Indication[] = ['TOTAL_FAILED', 'INDETERMINATE', 'TOTAL_PASSED'];

/** The worst over all signatures. A file is accepted only when nothing about it is open. */
export function summarize(signatures: readonly SignatureReport[], findings: readonly Finding[]): Summary {
  const [first] = signatures;
  if (!first)
    return {
      readable: true,
      signatures: 0,
      integrity: 'none',
      coversWholeDocument: null,
      laterChanges: null,
      chain: null,
      indication: null,
      subIndication: null,
      accept: false,
    };
  const worst = signatures.reduce(
    (a, b) => (severity.indexOf(b.indication) < severity.indexOf(a.indication) ? b : a),
    first,
  );
  const integrities = signatures.map((signature) => signature.integrity);
  const laterChanges = worstChanges(signatures);
  const coversWholeDocument = signatures.some(endsTheFile);
  const open = findings.some((finding) => finding.result === 'FAILED' || finding.result === 'INDETERMINATE');
  const integrity = integrities.includes('broken')
    ? 'broken'
    : integrities.includes('unparseable')
      ? 'unparseable'
      : 'intact';
  return {
    readable: true,
    signatures: signatures.length,
    integrity,
    coversWholeDocument,
    laterChanges,
    chain: signatures.every((signature) => signature.chain === 'trusted') ? 'trusted' : 'untrusted',
    indication: worst.indication,
    subIndication: worst.subIndication,
    accept: worst.indication === 'TOTAL_PASSED' && integrity === 'intact' && laterChanges !== 'suspicious' && !open,
  };
}

/** ISO 32000-2, 7.5.6: white space behind the last end-of-file marker is no part of the document. */
const endsTheFile = ({ coverage, bytesAfter }: SignatureReport): boolean =>
  coverage === 'ENTIRE_FILE' || (coverage === 'ENTIRE_REVISION' && bytesAfter === 0);

/** What one signature says of the changes after it. */
export function laterChangesOf(
  signature: Pick<SignatureReport, 'changesAfter' | 'docMdp' | 'bytesAfter'>,
): LaterChanges {
  // A later version that changes nothing is there all the same.
  if (signature.changesAfter === 'NONE') return signature.bytesAfter === 0 ? 'none' : 'permitted';
  return isPermitted(signature.changesAfter, signature.docMdp) ? 'permitted' : 'suspicious';
}

function worstChanges(signatures: readonly SignatureReport[]): LaterChanges {
  const all = signatures.map(laterChangesOf);
  return all.includes('suspicious') ? 'suspicious' : all.includes('permitted') ? 'permitted' : 'none';
}
