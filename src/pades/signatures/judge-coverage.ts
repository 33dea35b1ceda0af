import type { Failure } from '../cms/verify-signed-data.js';
import type { Findings } from '../findings.js';
import { UnreadablePdf } from '../pades.errors.js';
import { formFields } from '../pdf/form-fields.js';
import { PdfRevision } from '../pdf/pdf-revision.js';
import { revisionEndingAt } from '../pdf/revision-ends.js';
import type { Coverage } from '../report.js';
import { judgeByteRange } from './byte-range.js';
import { failed, undecided } from './judgement.js';
import type { JudgementContext } from './judgement.js';
import { signatureDictionaries } from './signature-dictionary.js';
import type { SignatureDictionary } from './signature-dictionary.js';

export type CoverageVerdict = {
  readonly coverage: Coverage;
  readonly revision: PdfRevision | null;
  readonly end: number | null;
};

/** How much of the file the byte range takes in, and the revision it signs. */
export function judgeCoverage(
  signature: SignatureDictionary,
  context: JudgementContext,
  findings: Findings,
  problems: Failure[],
): CoverageVerdict {
  const { final } = context;
  const { bytes } = final.source;
  const range = judgeByteRange(signature.byteRange, signature.place, bytes.length);
  if (!range.sound) {
    findings.add('BYTE_RANGE', 'FAILED', range.evidence, 'The signature leaves bytes unsigned that it must sign.');
    problems.push(failed('FORMAT_FAILURE'));
    return { coverage: 'UNCLEAR', revision: null, end: null };
  }
  findings.add(
    'BYTE_RANGE',
    'PASSED',
    `0 to ${range.end} but for ${range.firstEnd} to ${range.secondStart}`,
    'The signature signs everything up to its end but itself.',
  );
  if (range.end === bytes.length) {
    findings.add('COVERAGE', 'PASSED', `${range.end} of ${bytes.length} bytes`, 'The signature covers the whole file.');
    return { coverage: 'ENTIRE_FILE', revision: final, end: range.end };
  }
  const revision = openSignedRevision(signature, range.end, context);
  if (typeof revision === 'string') {
    findings.add(
      'COVERAGE',
      'INDETERMINATE',
      revision,
      'The signature does not end where a version of the document ends.',
    );
    problems.push(undecided('SIG_CONSTRAINTS_FAILURE'));
    return { coverage: 'CONTIGUOUS_BLOCK_FROM_START', revision: null, end: range.end };
  }
  findings.add(
    'COVERAGE',
    'PASSED',
    `${range.end} of ${bytes.length} bytes`,
    'The signature covers the whole document as it was when signed.',
  );
  return { coverage: 'ENTIRE_REVISION', revision, end: range.end };
}

/** ISO 32000-2, 7.5.5: one end-of-line may follow the last marker. */
export function bytesAfter(bytes: Uint8Array, end: number): number {
  const rest = bytes.subarray(end);
  const isLine =
    (rest.length === 1 && (rest[0] === 10 || rest[0] === 13)) ||
    (rest.length === 2 && rest[0] === 13 && rest[1] === 10);
  return isLine ? 0 : rest.length;
}

/** The signed revision, in which the very same signature is the value of a field; or why there is none. */
function openSignedRevision(
  signature: SignatureDictionary,
  end: number,
  context: JudgementContext,
): PdfRevision | string {
  const { source } = context.final;
  if (!revisionEndingAt(context.revisionEnds, source, end)) return `no revision ends at ${end}`;
  try {
    const revision = PdfRevision.open(source, end);
    const here = signatureDictionaries(revision, formFields(revision));
    const own = here.some(
      ({ place }) => place !== null && place.start === signature.place?.start && place.end === signature.place.end,
    );
    return own ? revision : 'the signature is no field’s value in the revision it signs';
  } catch (error) {
    if (!(error instanceof UnreadablePdf)) throw error;
    return error.message;
  }
}
