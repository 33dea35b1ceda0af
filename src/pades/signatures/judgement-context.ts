import { CertificateLinks } from '../certificates/certificate-path.js';
import { plainAnchor } from '../certificates/trust-anchor.js';
import type { TrustAnchor } from '../certificates/trust-anchor.js';
import type { Findings } from '../findings.js';
import type { Budget } from '../limits.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';
import type { RevisionEnd } from '../pdf/revision-ends.js';
import { algorithmPolicy } from '../policy/algorithm-policy.js';
import { joinRevocationData, parseRevocationData } from '../revocation/revocation-data.js';
import { readSecurityStore } from '../revocation/security-store.js';
import { ProofsOfExistence } from '../timestamps/proofs-of-existence.js';
import { anchorsOf } from '../trusted-lists/anchors-of.js';
import type { VerifyOptions } from '../verify-options.js';
import { parseCertificates, unique } from './check-contents.js';
import { proveByDocumentTimeStamps } from './document-time-stamps.js';
import type { JudgementContext } from './judgement.js';
import type { SignatureDictionary } from './signature-dictionary.js';

/** Everything the signatures of one document are judged with: anchors, given and stored data, and what time-stamps prove. */
export function judgementContext(
  final: PdfRevision,
  revisionEnds: readonly RevisionEnd[],
  dictionaries: readonly SignatureDictionary[],
  options: VerifyOptions,
  findings: Findings,
): JudgementContext {
  const { budget } = final.source;
  const anchors = readAnchors(options, budget, findings);
  const store = readSecurityStore(final);
  if (store.unreadable > 0)
    findings.add(
      'REVOCATION',
      'INFO',
      `${store.unreadable} entries of the document security store`,
      'Validation data in the file cannot be read and is left out.',
    );
  const given = { ocsps: options.ocsps ?? [], crls: options.crls ?? [] };
  const context = {
    final,
    revisionEnds,
    anchors,
    storedCertificates: unique(
      parseCertificates([...store.certificates, ...(options.certificates ?? [])], budget, findings),
    ),
    revocation: joinRevocationData(
      parseRevocationData(store, 'security-store', budget, findings),
      parseRevocationData(given, 'given', budget, findings),
    ),
    trust: {
      anchors,
      links: new CertificateLinks(budget),
      policy: options.algorithmPolicy ?? algorithmPolicy,
      proofs: new ProofsOfExistence(options.at),
    },
    signaturePolicies: options.signaturePolicies ?? null,
    docMdp: options.docMdp ?? null,
  };
  return { ...context, documentTimeStamps: proveByDocumentTimeStamps(dictionaries, context) };
}

function readAnchors(options: VerifyOptions, budget: Budget, findings: Findings): TrustAnchor[] {
  const anchors = [
    ...parseCertificates(options.trustAnchors, budget, findings).map(plainAnchor),
    ...(options.trustedLists ?? []).flatMap((list) => anchorsOf(list, options.at, budget, findings)),
  ];
  if (anchors.length === 0)
    findings.add(
      'TRUST_ANCHORS',
      'INFO',
      'none given',
      'No certificate was given to trust, so no signature can be trusted.',
    );
  return anchors;
}
