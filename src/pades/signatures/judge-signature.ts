import { describeSigner, masked } from '../certificates/describe-signer.js';
import { isPermitted } from '../changes/change.js';
import type { Failure } from '../cms/verify-signed-data.js';
import { Findings } from '../findings.js';
import { PdfArray, PdfString } from '../pdf/pdf-object.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';
import { weakDigest } from '../policy/algorithm-policy.js';
import type { SignatureReport } from '../report.js';
import { chooseIndication } from '../verdict/choose-indication.js';
import { checkContents, unique } from './check-contents.js';
import type { ContentsCheck } from './check-contents.js';
import { bytesAfter, judgeCoverage } from './judge-coverage.js';
import { judgeLaterChanges } from './judge-later-changes.js';
import { judgeTrust } from './judge-trust.js';
import { failed, undecided } from './judgement.js';
import type { JudgementContext } from './judgement.js';
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
  const trust = judgeTrust(contents, isTimestamp ? 'timestamp' : 'document-signature', context, findings, problems);
  const docMdp = context.docMdp ?? signature.docMdp;
  const changes = judgeLaterChanges(signature, docMdp, coverage, context, findings, problems);
  if (trust.revocation.status === 'not-checked') problems.push(undecided('TRY_LATER'));
  const stamped = contents.stampedTime?.toISOString() ?? null;
  return {
    field: signature.field.fullName === '' ? null : masked(signature.field.fullName),
    type: isTimestamp ? 'timestamp' : signature.certifies ? 'certification' : 'approval',
    subFilter: signature.subFilter && masked(signature.subFilter),
    level:
      signature.subFilter === 'ETSI.CAdES.detached' && contents.integrity === 'intact' && !contents.failure
        ? 'B-B'
        : null,
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
    bestSignatureTime: context.at.toISOString(),
    algorithms: { digest: contents.digest, signature: contents.scheme, key: contents.key },
    revocation: trust.revocation,
    timestamps: [
      ...(isTimestamp ? [{ kind: 'document' as const, time: stamped, checked: stamped !== null }] : []),
      ...Array.from({ length: Math.min(contents.signatureTimeStamps, 20) }, () => ({
        kind: 'signature' as const,
        time: null,
        checked: false,
      })),
    ],
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

const nothing: ContentsCheck = {
  integrity: 'unparseable',
  failure: failed('FORMAT_FAILURE'),
  certificate: null,
  signer: null,
  digest: null,
  scheme: null,
  key: null,
  claimedTime: null,
  embedded: [],
  stampedTime: null,
  signatureTimeStamps: 0,
};

/** The arithmetic, over the bytes the signature names, even where it names the wrong ones: that is a separate finding. */
function checkSignedBytes(
  signature: SignatureDictionary,
  context: JudgementContext,
  findings: Findings,
  problems: Failure[],
): ContentsCheck {
  const { bytes, budget } = context.final.source;
  const range = signature.byteRange;
  const usable = range !== null && range.length === 4 && range.every((value) => value !== null && value >= 0);
  const [first, firstLength, second, secondLength] = (usable ? range : [0, 0, 0, 0]) as [
    number,
    number,
    number,
    number,
  ];
  if (!usable || !signature.contents || first + firstLength > bytes.length || second + secondLength > bytes.length) {
    findings.add(
      'BYTE_RANGE',
      'FAILED',
      JSON.stringify(range?.slice(0, 8) ?? null),
      'The signature does not say which bytes it signs.',
    );
    problems.push(failed('FORMAT_FAILURE'));
    return nothing;
  }
  budget.spend('work', (firstLength + secondLength) >> 4);
  const parts = [bytes.subarray(first, first + firstLength), bytes.subarray(second, second + secondLength)];
  const pool = unique([...context.storedCertificates, ...context.anchors]);
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
  const weak = check.digest && weakDigest(check.digest, context.at);
  if (weak) {
    findings.add(
      'ALGORITHM_POLICY',
      'INDETERMINATE',
      weak,
      'The signature uses an algorithm that is no longer strong enough.',
    );
    problems.push(undecided('CRYPTO_CONSTRAINTS_FAILURE_NO_POE'));
  } else if (check.digest)
    findings.add(
      'ALGORITHM_POLICY',
      'PASSED',
      `${check.digest}, ${check.key ?? 'no key'}`,
      'The digest of the signature is strong enough.',
    );
  return check;
}

function certificateEntry(signature: SignatureDictionary, revision: PdfRevision): Uint8Array[] {
  const value = revision.resolve(signature.dictionary.get('Cert'));
  const list = value instanceof PdfArray ? value.items.map((item) => revision.resolve(item)) : [value];
  return list.flatMap((item) => (item instanceof PdfString ? [item.bytes] : [])).slice(0, 50);
}
