import { createHash } from 'node:crypto';
import { Findings } from './findings.js';
import { Budget, LimitExceeded, defaultLimits } from './limits.js';
import { UnreadablePdf } from './pades.errors.js';
import { formFields, strayWidgets } from './pdf/form-fields.js';
import type { Encryption } from './pdf/encryption/encryption.js';
import { readPageContent } from './pdf/page-content.js';
import { readPages } from './pdf/pages.js';
import type { Page } from './pdf/pages.js';
import { PdfRevision } from './pdf/pdf-revision.js';
import { PdfSource } from './pdf/pdf-source.js';
import { findRevisionEnds, onlyWhitespace } from './pdf/revision-ends.js';
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

/** Repairs that leave only one way to read the file. */
const harmlessRepairs = new Set(['ENDOBJ_MISSING', 'XREF_STARTS_AT_ONE']);

/**
 * Verifies every signature of a PDF file (EN 319 102-1) and reports facts, not exceptions: it never throws for any
 * bytes. Pure: the same bytes and options give the same report; no clock, no network.
 */
export function verifyPdf(bytes: Uint8Array, options: VerifyOptions): VerificationReport {
  const findings = new Findings();
  const head = {
    version: REPORT_VERSION,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
  } as const;
  const progress: { document: Document } = { document: unknownDocument };
  try {
    const signatures = readAndJudge(bytes, options, findings, progress);
    const summary = summarize(signatures, findings.all());
    return { ...head, summary, document: progress.document, signatures, findings: findings.all() };
  } catch (error) {
    reportUnreadable(error, findings);
    return {
      ...head,
      summary: unreadableSummary,
      document: progress.document,
      signatures: [],
      findings: findings.all(),
    };
  }
}

const unreadableSummary: VerificationReport['summary'] = {
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

function reportUnreadable(error: unknown, findings: Findings): void {
  if (error instanceof LimitExceeded)
    findings.add(
      'LIMITS',
      'INDETERMINATE',
      `${error.limit} over ${error.allowed}`,
      'The file is too large or too complicated to be checked; a person must look at it.',
    );
  else if (error instanceof UnreadablePdf && error.code === 'ENCRYPTED')
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
}

function readAndJudge(
  bytes: Uint8Array,
  options: VerifyOptions,
  findings: Findings,
  progress: { document: Document },
): SignatureReport[] {
  const budget = new Budget({ ...defaultLimits, ...options.limits });
  const source = new PdfSource(bytes, budget, options.password ?? null);
  const final = PdfRevision.open(source, bytes.length);
  const revisionEnds = findRevisionEnds(final);
  const facts = { revisions: revisionEnds.length, revisionEnds: revisionEnds.map((item) => item.end) };
  const encrypted = reportEncryption(final.encryption, findings);
  const pages = readPages(final);
  progress.document = { ...unknownDocument, ...facts, encrypted, pages: pages?.length ?? null };
  const fields = formFields(final);
  const stray = strayWidgets(
    final,
    (pages ?? []).map((page) => page.dictionary),
    fields,
  );
  const dictionaries = signatureDictionaries(final, [...fields, ...stray]);
  const context = judgementContext(final, revisionEnds, dictionaries, options, findings);
  const signatures = dictionaries.map((dictionary, index) => judgeSignature(dictionary, index, context));
  checkOverlap(dictionaries, findings);
  reportPresence(source, dictionaries, findings);
  const lastEnd = Math.max(0, ...facts.revisionEnds);
  if (!onlyWhitespace(bytes, lastEnd, bytes.length))
    findings.add(
      'TRAILING_BYTES',
      'INDETERMINATE',
      `${bytes.length - lastEnd} bytes behind the last %%EOF`,
      'Bytes that belong to no version of the document stand at the end of the file.',
    );
  progress.document = { ...progress.document, ...pageFacts(final, pages, findings) };
  if (pages === null)
    findings.add(
      'STRUCTURE',
      'INDETERMINATE',
      'the page tree is damaged',
      'The pages of the file cannot be told apart.',
    );
  for (const repair of source.repairs)
    findings.add(
      'STRUCTURE',
      harmlessRepairs.has(repair.code) ? 'INFO' : 'INDETERMINATE',
      `${repair.code} at ${repair.offset}: ${repair.detail}`,
      'The file departs from the standard and was read by guessing what was meant.',
    );
  return signatures;
}

function reportEncryption(encryption: Encryption | null, findings: Findings): boolean {
  if (encryption === null) return false;
  const opened = encryption.opening !== 'no key';
  findings.add(
    'ENCRYPTED',
    opened ? 'INFO' : 'INDETERMINATE',
    `${encryption.handler}, ${encryption.opening}`,
    opened
      ? 'The file is encrypted and was opened with its password.'
      : 'The file is encrypted and the password is not known: only what is not encrypted was checked.',
  );
  return true;
}

/** Two signatures may share the bytes before them, never each other's /Contents or its place. */
function checkOverlap(dictionaries: readonly SignatureDictionary[], findings: Findings): void {
  const places = dictionaries.flatMap(({ place }) => (place ? [place.start] : []));
  if (new Set(places).size !== places.length)
    findings.add(
      'BYTE_RANGE',
      'FAILED',
      'two signatures with one /Contents',
      'Two signatures share the same signature value.',
    );
}

/** A signature that stands in the bytes and that no field of the form leads to is never silently passed over. */
function reportPresence(source: PdfSource, dictionaries: readonly SignatureDictionary[], findings: Findings): void {
  const known = dictionaries.flatMap(({ object }) => (object ? [object] : []));
  const loose: number[] = [];
  for (let at = source.buffer.indexOf('/ByteRange'); at >= 0; at = source.buffer.indexOf('/ByteRange', at + 1)) {
    source.budget.spend('work', 10 + known.length);
    if (!known.some((object) => object.start <= at && at < object.end) && loose.length < 20) loose.push(at);
  }
  if (dictionaries.length === 0)
    findings.add(
      'SIGNATURE_PRESENT',
      'FAILED',
      loose.length > 0 ? `signature-like bytes at ${loose.join(' ')}` : 'no signature field holds a value',
      'The document is not signed.',
    );
  else if (loose.length > 0)
    findings.add(
      'SIGNATURE_PRESENT',
      'INDETERMINATE',
      `at ${loose.join(' ')}`,
      'The file holds signature data that belongs to no field of the form.',
    );
}

type PageFacts = Pick<Document, 'hasText' | 'pageImages'>;

function pageFacts(final: PdfRevision, pages: readonly Page[] | null, findings: Findings): PageFacts {
  if (pages === null) return { hasText: null, pageImages: null };
  try {
    const contents = pages.map((page) => readPageContent(final, page));
    const unread = contents.includes(null);
    const hasText = contents.some((content) => content?.showsText) ? true : unread ? null : false;
    return { hasText, pageImages: unread ? null : contents.filter((content) => content?.onePicture).length };
  } catch (error) {
    if (!(error instanceof LimitExceeded)) throw error;
    // The signatures are judged already; what the pages look like stays open.
    findings.add(
      'LIMITS',
      'INDETERMINATE',
      `${error.limit} over ${error.allowed}`,
      'The pages are too large or too complicated to be looked at.',
    );
    return { hasText: null, pageImages: null };
  }
}
