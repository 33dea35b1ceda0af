import { judgeActiveContent } from './document/judge-active-content.js';
import { judgeEncryption } from './document/judge-encryption.js';
import { judgePresence } from './document/judge-presence.js';
import { judgeStructure } from './document/judge-structure.js';
import { pageFacts } from './document/page-facts.js';
import { Findings } from './findings.js';
import { Budget, LimitExceeded, defaultLimits } from './limits.js';
import { UnreadablePdf } from './pades.errors.js';
import { formFields, strayWidgets } from './pdf/form-fields.js';
import { readPages } from './pdf/pages.js';
import { PdfRevision } from './pdf/pdf-revision.js';
import { PdfSource } from './pdf/pdf-source.js';
import { PrefixDigests } from './pdf/prefix-digests.js';
import { findRevisionEnds } from './pdf/revision-ends.js';
import { REPORT_VERSION } from './report.js';
import type { SignatureReport, VerificationReport } from './report.js';
import { judgeSignature } from './signatures/judge-signature.js';
import { judgementContext } from './signatures/judgement-context.js';
import { signatureDictionaries } from './signatures/signature-dictionary.js';
import type { SignatureDictionary } from './signatures/signature-dictionary.js';
import { summarize } from './verdict/summarize.js';
import type { VerifyOptions } from './verify-options.js';

type Document = VerificationReport['document'];
const unknownDocument: Document = {
  encrypted: false,
  revisions: 0,
  revisionEnds: [],
  pages: null,
  hasText: null,
  pageImages: null,
};

/**
 * Verifies every signature of a PDF file (EN 319 102-1) and reports facts, not exceptions: it never throws for any
 * bytes. Pure: the same bytes and options give the same report; no clock, no network.
 */
export function verifyPdf(bytes: Uint8Array, options: VerifyOptions): VerificationReport {
  const findings = new Findings();
  const digests = options.digests ?? new PrefixDigests(bytes);
  // The file's own digest comes last: it goes on from where the signatures' digests have come.
  const head = () => ({ version: REPORT_VERSION, sha256: digests.file(), bytes: bytes.length }) as const;
  const progress: { document: Document } = { document: unknownDocument };
  try {
    const signatures = readAndJudge(digests, bytes, options, findings, progress);
    const summary = summarize(signatures, findings.all());
    return { ...head(), summary, document: progress.document, signatures, findings: findings.all() };
  } catch (error) {
    const encrypted = reportUnreadable(error, findings);
    return {
      ...head(),
      summary: unreadableSummary,
      document: encrypted ? { ...progress.document, encrypted } : progress.document,
      signatures: [],
      findings: findings.all(),
    };
  }
}

/** Of a file of which nothing can be said. */
export const unreadableSummary: VerificationReport['summary'] = {
  readable: false,
  signatures: 0,
  integrity: 'unparseable',
  coversWholeDocument: null,
  laterChanges: null,
  chain: null,
  indication: null,
  subIndication: null,
  accept: false,
};

/** True: it is the encryption that keeps the file from being read. */
function reportUnreadable(error: unknown, findings: Findings): boolean {
  const encrypted = error instanceof UnreadablePdf && error.code === 'ENCRYPTED';
  if (error instanceof LimitExceeded)
    findings.add(
      'LIMITS',
      'INDETERMINATE',
      `${error.limit} over ${error.allowed}`,
      'The file is too large or too complicated to be checked; a person must look at it.',
    );
  else if (encrypted)
    findings.add(
      'ENCRYPTED',
      'INDETERMINATE',
      error.message,
      'The file is encrypted and cannot be checked without its password; ask for it, or for a file without one.',
    );
  else if (error instanceof UnreadablePdf)
    findings.add('READABLE', 'FAILED', `${error.code}: ${error.message}`, 'The file cannot be read as a PDF document.');
  // A fault of ours must not let a file through, nor stop the files behind it.
  else
    findings.add(
      'READABLE',
      'INDETERMINATE',
      `internal: ${String(error)}`,
      'The file could not be checked because of a fault in the checking software.',
    );
  return encrypted;
}

function readAndJudge(
  digests: PrefixDigests,
  bytes: Uint8Array,
  options: VerifyOptions,
  findings: Findings,
  progress: { document: Document },
): SignatureReport[] {
  const budget = new Budget({ ...defaultLimits, ...options.limits });
  const source = new PdfSource(bytes, budget, options.password ?? null, digests);
  const final = PdfRevision.open(source, bytes.length);
  const revisionEnds = findRevisionEnds(final);
  const facts = { revisions: revisionEnds.length, revisionEnds: revisionEnds.map((item) => item.end) };
  const encrypted = judgeEncryption(final, findings);
  const pages = readPages(final);
  progress.document = { ...unknownDocument, ...facts, encrypted, pages: pages?.length ?? null };
  const fields = formFields(final);
  const stray = strayWidgets(
    final,
    (pages ?? []).map((page) => page.dictionary),
    fields,
  );
  const dictionaries = signatureDictionaries(final, [...fields, ...stray]);
  digestInOrder(digests, dictionaries);
  const context = judgementContext(final, revisionEnds, dictionaries, options, findings);
  const signatures = dictionaries.map((dictionary, index) => judgeSignature(dictionary, index, context));
  judgePresence(final, dictionaries, findings);
  judgeAnnotations(signatures, findings);
  judgeActiveContent(final, () => firstSigned(final, signatures), findings);
  progress.document = { ...progress.document, ...pageFacts(final, pages, findings) };
  judgeStructure(final, revisionEnds, pages !== null, findings);
  return signatures;
}

/** From the front to the back, so that no byte before the last signature is read twice. */
function digestInOrder(digests: PrefixDigests, dictionaries: readonly SignatureDictionary[]): void {
  const starts = dictionaries.flatMap(({ place }) => (place ? [place.start] : []));
  for (const start of starts.sort((a, b) => a - b)) digests.prefix('sha256', start);
}

/** The document as it stood when it was first signed; null: no signature says. */
function firstSigned(final: PdfRevision, signatures: readonly SignatureReport[]): PdfRevision | null {
  const ends = signatures.flatMap(({ coverage, byteRange }) =>
    byteRange && coverage.startsWith('ENTIRE') ? [byteRange[2]! + byteRange[3]!] : [],
  );
  const end = Math.min(...ends);
  return Number.isFinite(end) && end < final.end ? PdfRevision.open(final.source, end) : null;
}

/** Permitted or not (ISO 32000-2, table 257), an annotation can cover what was signed: a person looks at the page. */
function judgeAnnotations(signatures: readonly SignatureReport[], findings: Findings): void {
  const annotated = signatures.flatMap(({ changesAfter }, index) => (changesAfter === 'ANNOTATIONS' ? [index] : []));
  if (annotated.length > 0)
    findings.add(
      'ANNOTATIONS',
      'INDETERMINATE',
      `after signature ${annotated.join(' ')}`,
      'Remarks were added, changed or removed after signing; they can cover or seem to change what was signed.',
    );
}
