import { createHash, type Hash } from 'node:crypto';

import { buildDetachedCms, detachedCmsCapacity } from './detached-cms.js';
import { FormError } from './form.errors.js';
import { formLabels } from './form-labels.js';
import type { FormLayout, FormTemplate } from './form-layout.js';
import { soundRecipient, type FormRecipient } from './form-recipient.js';
import { personalObjects } from './personal-objects.js';
import type { Sealer } from './sealer.js';

/** A template ready to issue from: its bytes are digested once, and the state is copied for each form. */
export interface PreparedFormTemplate {
  readonly layout: FormLayout;
  readonly digestState: Hash;
}

/** What is kept of an issued form: the whole file is the template followed by the revision. */
export interface IssuedForm {
  readonly revision: Uint8Array;
  /** Of the whole file. */
  readonly byteLength: number;
  /** Of the whole file, lower-case hex. */
  readonly sha256: string;
}

/** Throws `FORM_TEMPLATE_DAMAGED` when the bytes are not those that the layout was made for. */
export function prepareFormTemplate(template: FormTemplate): PreparedFormTemplate {
  const digestState = createHash('sha256').update(template.bytes);
  if (template.bytes.length !== template.layout.byteLength || digestState.copy().digest('hex') !== template.sha256) {
    throw new FormError(
      'FORM_TEMPLATE_DAMAGED',
      "The template's bytes do not have its SHA-256; load or author it anew.",
    );
  }
  return { layout: template.layout, digestState };
}

/** A PDF text string (ISO 32000-1, 7.9.2.2) in UTF-16BE. */
function textString(text: string): string {
  return `<${Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('hex')}>`;
}

function pdfDate(instant: Date): string {
  return `(D:${instant.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z)`;
}

/** Numbers that are known only at the end get their place first: ten digits each. */
const byteRange = (numbers: readonly number[]): string =>
  `[${numbers.map((number) => String(number).padEnd(10)).join(' ')}]`;

/**
 * The seal's signature dictionary up to /Contents, and after it. A certification (ISO 32000-1, 12.8.2.2) that permits
 * filling in and signing; PAdES B-B (ETSI EN 319 142-1, 5.3 and 6.3).
 */
function sealDictionary(layout: FormLayout, issuedAt: Date): { before: string; after: string } {
  const reference =
    '/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 2/V/1.2>>>>]';
  return {
    before: `${layout.sealObject} 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M${pdfDate(issuedAt)}`,
    after:
      `/Name${textString(layout.owner)}/Reason${textString(formLabels[layout.language].sealReason)}` +
      `${reference}>>\nendobj\n`,
  };
}

/** The cross-reference section of the revision and its trailer (ISO 32000-1, 7.5.6). */
function crossReference(
  layout: FormLayout,
  offsets: ReadonlyMap<number, number>,
  at: number,
  secondId: string,
): string {
  const numbers = [...offsets.keys()].sort((one, other) => one - other);
  let text = 'xref\n';
  for (let index = 0; index < numbers.length;) {
    const first = numbers[index] ?? 0;
    let count = 1;
    while (numbers[index + count] === first + count) count++;
    text += `${first} ${count}\n`;
    for (let i = 0; i < count; i++) text += `${String(offsets.get(first + i)).padStart(10, '0')} 00000 n \n`;
    index += count;
  }
  return (
    `${text}trailer\n<</Size ${layout.size}/Root ${layout.root}/Info ${layout.info}` +
    `/ID[<${layout.id}><${secondId}>]/Prev ${layout.startXref}>>\nstartxref\n${at}\n%%EOF\n`
  );
}

/**
 * Makes a recipient's form: the revision that, appended to the template, prints the recipient on it and seals it. Parses
 * nothing and costs about one signature. The same input gives the same bytes when the sealer's signature does (RSA).
 * Throws `FORM_RECIPIENT_INVALID` and what `personalObjects` throws.
 */
export async function issueForm(
  prepared: PreparedFormTemplate,
  givenRecipient: FormRecipient,
  sealer: Sealer,
): Promise<IssuedForm> {
  const recipient = soundRecipient(givenRecipient);
  const { layout, digestState } = prepared;
  const capacity = detachedCmsCapacity(sealer);
  const offsets = new Map<number, number>();
  // Every character is Latin-1: a string's length is its length in bytes.
  let head = '\n';
  for (const { object, body } of personalObjects(layout, recipient)) {
    offsets.set(object, layout.byteLength + head.length);
    head += `${object} 0 obj\n${body}\nendobj\n`;
  }
  offsets.set(layout.sealObject, layout.byteLength + head.length);
  const seal = sealDictionary(layout, recipient.issuedAt);
  head += `${seal.before}/ByteRange`;
  const contentsKey = '/Contents';
  const gapStart = layout.byteLength + head.length + byteRange([0, 0, 0, 0]).length + contentsKey.length;
  const gapEnd = gapStart + 2 * capacity + 2;
  const secondId = createHash('sha256')
    .update(`${layout.id}/${JSON.stringify(recipient)}`)
    .digest('hex')
    .slice(0, 32);
  const tail = seal.after + crossReference(layout, offsets, gapEnd + seal.after.length, secondId);
  head += byteRange([0, gapStart, gapEnd, tail.length]) + contentsKey;

  const revision = Buffer.alloc(head.length + (gapEnd - gapStart) + tail.length, '0');
  const [gapAt, tailAt] = [head.length, head.length + (gapEnd - gapStart)];
  revision.write(head, 0, 'latin1');
  revision.write(tail, tailAt, 'latin1');
  const upToGap = digestState.copy().update(revision.subarray(0, gapAt));
  const digest = upToGap.copy().update(revision.subarray(tailAt)).digest();
  const cms = Buffer.from(await buildDetachedCms({ digest, sealer }));
  revision.write('<', gapAt, 'latin1');
  revision.write(cms.toString('hex'), gapAt + 1, 'latin1');
  revision.write('>', tailAt - 1, 'latin1');
  const sha256 = upToGap.update(revision.subarray(gapAt)).digest('hex');
  return { revision, byteLength: layout.byteLength + revision.length, sha256 };
}

/** The whole file of an issued form. */
export function assembleForm(template: FormTemplate, revision: Uint8Array): Uint8Array {
  return Buffer.concat([template.bytes, revision]);
}
