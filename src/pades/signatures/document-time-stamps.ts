import type { Certificate } from '../certificates/certificate.js';
import { OID, parseSignedData } from '../cms/signed-data.js';
import { Findings } from '../findings.js';
import type { Budget } from '../limits.js';
import { MalformedAsn1 } from '../pades.errors.js';
import { readSecurityStore } from '../revocation/security-store.js';
import { certificateValues, embeddedRevocationData } from '../revocation/embedded-revocation-data.js';
import { sha256 } from '../revocation/revocation-data.js';
import { examineTimeStamp } from '../timestamps/examine-time-stamp.js';
import { validateTimeStamp } from '../timestamps/validate-time-stamp.js';
import { judgeCoverage } from './judge-coverage.js';
import type { CoverageVerdict } from './judge-coverage.js';
import type { DocumentTimeStamps, JudgementContext } from './judgement.js';
import type { SignatureDictionary } from './signature-dictionary.js';
import { signedParts } from './signed-parts.js';

type Coverer = { dictionary: SignatureDictionary; coverage: CoverageVerdict };

/**
 * Validates the document time-stamps from the newest to the oldest (EN 319 102-1, 5.6.3) and notes what each trusted one
 * proves to have existed: the signatures inside its revision with all they brought along, and the security store as it
 * stood in that revision, which an older time-stamp may need in its turn.
 */
export function proveByDocumentTimeStamps(
  dictionaries: readonly SignatureDictionary[],
  context: Omit<JudgementContext, 'documentTimeStamps'>,
): DocumentTimeStamps {
  const { budget } = context.final.source;
  const candidates = dictionaries
    .filter(({ subFilter }) => subFilter === 'ETSI.RFC3161')
    .map((dictionary): Coverer => ({
      dictionary,
      coverage: judgeCoverage(dictionary, { ...context, documentTimeStamps: [] }, new Findings(), []),
    }))
    .sort((a, b) => (b.coverage.end ?? 0) - (a.coverage.end ?? 0));
  const pool = [...context.storedCertificates, ...context.anchors.map(({ certificate }) => certificate)];
  return candidates.map(({ dictionary, coverage }) => {
    const examined = examineTimeStamp(
      dictionary.contents ?? new Uint8Array(),
      signedParts(dictionary, context.final.source) ?? [],
      pool,
      budget,
    );
    const verdict = validateTimeStamp(
      examined,
      context.storedCertificates,
      context.revocation,
      candidates.length > 1,
      context.trust,
    );
    // A revision is given where the byte range takes in all of one.
    const end = coverage.revision ? coverage.end : null;
    if (verdict.trusted && verdict.time && end !== null) {
      const at = new Date(verdict.time.getTime() + (examined.info?.accuracyMs ?? 0));
      const covered = dictionaries.filter((other) => covers(other, dictionary));
      context.trust.proofs.add(
        covered.flatMap((other) => thingsIn(other.contents, budget)),
        at,
      );
      const store = readSecurityStore(coverage.revision!);
      context.trust.proofs.add([...store.certificates, ...store.ocsps, ...store.crls].map(sha256), at);
      context.trust.proofs.add(namedBy(verdict.examined.check?.certificate ?? null), at);
    }
    return { dictionary, verdict, end };
  });
}

/** Signatures whose value lies inside the stretch before the time-stamp's own: it was there when the stamp was made. */
const covers = (signature: SignatureDictionary, stamp: SignatureDictionary): boolean =>
  signature.place !== null && stamp.place !== null && signature.place.end <= stamp.place.start;

const namedBy = (certificate: Certificate | null): string[] => (certificate ? [certificate.sha256] : []);

/** The name of a signature among the proofs of existence. */
export const signatureName = (signature: Uint8Array): string => sha256(signature);

/** Everything a signature brought along, by the names the proofs know it under. */
function thingsIn(contents: Uint8Array | null, budget: Budget): string[] {
  if (!contents) return [];
  try {
    const data = parseSignedData(contents, budget);
    const [signer = null] = data.signers;
    const { signed, unsigned } = embeddedRevocationData(data, signer);
    const tokens = [OID.signatureTimeStamp, OID.contentTimeStamp].flatMap((oid) => [
      ...(signer?.unsignedAttributes.get(oid) ?? []),
      ...(signer?.signedAttributes.get(oid) ?? []),
    ]);
    const inTokens = tokens.slice(0, 20).flatMap((token) => thingsIn(token.raw, budget));
    return [
      sha256(contents),
      ...(signer ? [signatureName(signer.signature)] : []),
      ...[...data.certificates, ...certificateValues(signer)].map(sha256),
      ...[...signed.ocsps, ...signed.crls, ...unsigned.ocsps, ...unsigned.crls].map(sha256),
      ...inTokens,
    ];
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
    return [sha256(contents)];
  }
}
