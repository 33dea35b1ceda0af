import { describeSigner, masked } from '../certificates/describe-signer.js';
import { isPermitted } from '../changes/change.js';
import type { Failure } from '../cms/verify-signed-data.js';
import { Findings } from '../findings.js';
import { PdfArray, PdfString } from '../pdf/pdf-object.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';
import type { SignatureReport } from '../report.js';
import { chooseIndication } from '../verdict/choose-indication.js';
import { checkSeedValues } from './check-seed-values.js';
import { checkContents, unique, unreadable } from './check-contents.js';
import type { ContentsCheck } from './check-contents.js';
import { bytesAfter, judgeCoverage } from './judge-coverage.js';
import { judgeLaterChanges } from './judge-later-changes.js';
import { judgeTrust } from './judge-trust.js';
import { failed, undecided } from './judgement.js';
import type { JudgementContext } from './judgement.js';
import { signedParts } from './signed-parts.js';
import type { SignatureDictionary } from './signature-dictionary.js';

/** Everything this version can say about one signature. */
export function judgeSignature(
  signature: SignatureDictionary,
  index: number,
  context: JudgementContext,
): SignatureReport {
  const findings = new Findings(index);
  const problems: Failure[] = [];
  checkPlacement(signature, findings, problems);
  const coverage = judgeCoverage(signature, context, findings, problems);
  const contents = checkSignedBytes(signature, context, findings, problems);
  const isTimestamp = signature.subFilter === 'ETSI.RFC3161';
  const trust = judgeTrust(signature, contents, context, findings, problems);
  const seedFailure = checkSeedValues(signature, contents, trust, context, findings);
  if (seedFailure) problems.push(seedFailure);
  const docMdp = context.docMdp ?? signature.docMdp;
  const changes = judgeLaterChanges(signature, docMdp, coverage, context, findings, problems);
  // What a later try may settle comes last: nothing else is hidden behind it.
  if (trust.later) problems.push(trust.later);
  return {
    field: signature.field.fullName === '' ? null : masked(signature.field.fullName),
    type: isTimestamp ? 'timestamp' : signature.certifies ? 'certification' : 'approval',
    subFilter: signature.subFilter && masked(signature.subFilter),
    level: trust.level,
    byteRange: signature.byteRange?.every((value) => value !== null)
      ? (signature.byteRange as number[]).slice(0, 16)
      : null,
    integrity: contents.integrity,
    coverage: coverage.coverage,
    bytesAfter: coverage.end === null ? null : bytesAfter(context.final.source.bytes, coverage.end),
    changesAfter: changes.level,
    docMdp,
    docMdpOk: docMdp === null ? null : isPermitted(changes.level, docMdp),
    fieldMdp: signature.fieldLocks[0]
      ? { action: signature.fieldLocks[0].action, fields: signature.fieldLocks[0].fields.slice(0, 100).map(masked) }
      : null,
    ...chooseIndication(problems, findings.open),
    chain: trust.trusted ? 'trusted' : 'untrusted',
    signer: contents.certificate && describeSigner(contents.certificate),
    signingTime: contents.claimedTime?.toISOString() ?? signature.claimedTime,
    bestSignatureTime: trust.bestSignatureTime.toISOString(),
    algorithms: { digest: contents.digest, signature: contents.scheme, key: contents.key },
    path: trust.path,
    trustedService: trust.service,
    revocation: trust.revocation,
    timestamps: trust.timestamps,
    wanted: trust.wanted,
    findings: findings.all(),
  };
}

function checkPlacement(signature: SignatureDictionary, findings: Findings, problems: Failure[]): void {
  const { field, dictionary } = signature;
  if (field.origin === 'page') {
    findings.add(
      'SIGNATURE_FIELD',
      'FAILED',
      'not in the form’s fields',
      'The signature is not in the form’s list of fields: other readers will not show it.',
    );
    problems.push(failed('FORMAT_FAILURE'));
  }
  if (field.type !== 'Sig') {
    findings.add(
      'SIGNATURE_FIELD',
      'INDETERMINATE',
      `field type ${field.type ?? 'none'}`,
      'The signature is in a field that is no signature field.',
    );
    problems.push(undecided('SIG_CONSTRAINTS_FAILURE'));
  }
  if (dictionary.duplicateKeys || field.dictionary.duplicateKeys) {
    findings.add('SIGNATURE_DICTIONARY', 'FAILED', 'an entry stands twice', 'The signature can be read in two ways.');
    problems.push(failed('FORMAT_FAILURE'));
  }
}

/** The arithmetic, over the bytes the signature names, even where it names the wrong ones: that is a separate finding. */
function checkSignedBytes(
  signature: SignatureDictionary,
  context: JudgementContext,
  findings: Findings,
  problems: Failure[],
): ContentsCheck {
  const { source } = context.final;
  const { budget } = source;
  const parts = signedParts(signature, source);
  if (!parts || !signature.contents) {
    findings.add(
      'BYTE_RANGE',
      'FAILED',
      JSON.stringify(signature.byteRange?.slice(0, 8) ?? null),
      'The signature does not say which bytes it signs.',
    );
    problems.push(failed('FORMAT_FAILURE'));
    return unreadable(failed('FORMAT_FAILURE'));
  }
  budget.spend('work', (parts[0]!.length + parts[1]!.length) >> 4);
  const pool = unique([...context.storedCertificates, ...context.anchors.map((anchor) => anchor.certificate)]);
  const check = checkContents(
    signature.subFilter,
    signature.contents,
    parts,
    certificateEntry(signature, context.final),
    pool,
    findings,
    budget,
  );
  if (check.failure) problems.push(check.failure);
  return check;
}

function certificateEntry(signature: SignatureDictionary, revision: PdfRevision): Uint8Array[] {
  const value = revision.resolve(signature.dictionary.get('Cert'));
  const list = value instanceof PdfArray ? value.items.map((item) => revision.resolve(item)) : [value];
  return list.flatMap((item) => (item instanceof PdfString ? [item.bytes] : [])).slice(0, 50);
}
