import type { BerElement } from '../asn1/ber.js';
import type { Certificate } from '../certificates/certificate.js';
import { OID } from '../cms/signed-data.js';
import type { Findings } from '../findings.js';
import type { RevocationData } from '../revocation/revocation-data.js';
import { examineTimeStamp } from '../timestamps/examine-time-stamp.js';
import { orderProblem } from '../timestamps/time-stamp-order.policy.js';
import type { StampedInstant } from '../timestamps/time-stamp-order.policy.js';
import { validateTimeStamp } from '../timestamps/validate-time-stamp.js';
import type { TimeStampVerdict } from '../timestamps/validate-time-stamp.js';
import type { ContentsCheck } from './check-contents.js';
import { signatureName } from './document-time-stamps.js';
import type { DocumentTimeStamp, JudgementContext } from './judgement.js';
import type { SignatureDictionary } from './signature-dictionary.js';
import type { SignedBytes } from '../cms/verify-signed-data.js';
import { signedParts } from './signed-parts.js';

export type JudgedTimeStamp = { readonly kind: StampedInstant['kind']; readonly verdict: TimeStampVerdict };

export type TimeStamps = {
  readonly all: readonly JudgedTimeStamp[];
  /** Content time-stamp: the signature was not made before this. */
  readonly notBefore: Date | null;
  readonly orderProblem: string | null;
};

const MAX_TOKENS = 20;

/** Proofs of earlier existence that stand beside a signature value and are not evaluated. None of them is in PAdES. */
const unjudgedProofs: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.9.16.2.49': 'evidence record (RFC 4998)',
  '1.2.840.113549.1.9.16.2.50': 'evidence record (RFC 4998)',
  '1.2.840.113549.1.9.16.2.48': 'archive time-stamp, version 2',
  '0.4.0.1733.2.4': 'archive time-stamp, version 3',
  '0.4.0.1733.2.2': 'long-term validation',
};

/**
 * The time-stamps about one signature: those over its content (EN 319 122-1, 5.2.8) and over its value (5.3) inside it,
 * and the document time-stamps that cover it. Trusted ones are noted as proofs of existence.
 */
export function judgeTimeStamps(
  signature: SignatureDictionary,
  contents: ContentsCheck,
  pool: readonly Certificate[],
  revocation: RevocationData,
  context: JudgementContext,
  findings: Findings,
): TimeStamps {
  const { signer } = contents;
  const { budget } = context.final.source;
  const { proofs } = context.trust;
  const covering = context.documentTimeStamps.filter((stamp) => isCovered(signature, stamp));
  const examineAll = (tokens: readonly BerElement[], stamped: SignedBytes): TimeStampVerdict[] =>
    tokens
      .slice(0, MAX_TOKENS)
      .map((token) => examineTimeStamp(token.raw, stamped, pool, budget))
      .sort((a, b) => (b.info?.time.getTime() ?? 0) - (a.info?.time.getTime() ?? 0))
      .map((examined) => validateTimeStamp(examined, pool, revocation, covering.length > 0, context.trust));
  const content = examineAll(
    signer?.signedAttributes.get(OID.contentTimeStamp) ?? [],
    signedParts(signature, context.final.source) ?? [],
  );
  const over = signer
    ? examineAll(signer.unsignedAttributes.get(OID.signatureTimeStamp) ?? [], [signer.signature])
    : [];
  if (signer && contents.integrity === 'intact')
    for (const { trusted, examined } of over)
      if (trusted && examined.info) {
        const at = new Date(examined.info.time.getTime() + examined.info.accuracyMs);
        proofs.add(provenWithSignature(contents, signer.signature), at);
      }
  const all: JudgedTimeStamp[] = [
    ...content.map((verdict) => ({ kind: 'content' as const, verdict })),
    ...over.map((verdict) => ({ kind: 'signature' as const, verdict })),
    ...covering.map(({ verdict }) => ({ kind: 'document' as const, verdict })),
  ];
  for (const { kind, verdict } of all) if (kind !== 'document') report(kind, verdict, findings);
  for (const attribute of signer?.unsignedAttributes.keys() ?? []) {
    const proof = unjudgedProofs[attribute];
    if (proof)
      findings.add('TIMESTAMP', 'INFO', proof, 'The signature holds a proof of its age of a kind that was not judged.');
  }
  const starts = content.flatMap(({ trusted, examined }) =>
    trusted && examined.info ? [examined.info.time.getTime() - examined.info.accuracyMs] : [],
  );
  return {
    all,
    notBefore: starts.length > 0 ? new Date(Math.max(...starts)) : null,
    orderProblem: orderProblem(
      all.flatMap(({ kind, verdict: { trusted, examined } }) =>
        trusted && examined.info ? [{ kind, time: examined.info.time, accuracyMs: examined.info.accuracyMs }] : [],
      ),
    ),
  };
}

const isCovered = (signature: SignatureDictionary, { dictionary, end }: DocumentTimeStamp): boolean =>
  end !== null &&
  signature.place !== null &&
  dictionary.place !== null &&
  signature.place.end <= dictionary.place.start;

/** What existed because the signature value did: itself, the certificate it names, and the data it signs. */
function provenWithSignature(contents: ContentsCheck, signature: Uint8Array): string[] {
  const names = contents.signer?.signedAttributes;
  const bound = names?.has(OID.signingCertificate) === true || names?.has(OID.signingCertificateV2) === true;
  const { ocsps, crls } = contents.revocation.signed;
  return [
    signatureName(signature),
    ...(bound && contents.certificate && !contents.failure ? [contents.certificate.sha256] : []),
    ...[...ocsps, ...crls].map(signatureName),
  ];
}

function report(kind: 'content' | 'signature', verdict: TimeStampVerdict, findings: Findings): void {
  const about = kind === 'content' ? 'the signed content' : 'the signature';
  if (verdict.trusted)
    findings.add(
      'TIMESTAMP',
      'PASSED',
      `${kind}: ${verdict.evidence}`,
      `A trusted time-stamp proves when ${about} existed.`,
    );
  else if (verdict.examined.problem !== null)
    // EN 319 102-1, 5.5.4 (3), would pass over it; what is wrong beside a signature is shown to a person here.
    findings.add(
      'TIMESTAMP',
      'INDETERMINATE',
      `${kind}: ${verdict.evidence}`,
      `A time-stamp in the signature is not over ${about}, or is damaged.`,
    );
  else
    findings.add(
      'TIMESTAMP',
      'INFO',
      `${kind}: ${verdict.evidence}`,
      'A time-stamp in the signature cannot be relied on and proves nothing.',
    );
}
