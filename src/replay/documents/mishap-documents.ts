import type { WrittenLanguage } from '../../platform/calendar/index.js';
import type { SeededRandom } from '../seeded-random.js';
import { fillForm } from './fill-form.js';
import type { FilledFields } from './filled-fields.js';
import type { LabelledBytes } from './labelled-bytes.js';
import { passwordProtection } from './password-protection.js';
import { scanForm } from './scan-form.js';
import { wordDocument } from './word-document.js';

/** A file as a municipality sends it; `contentType` is what its mail program or browser says it is. */
export interface ReturnedFile {
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly contentType: string;
}

/** A form as it came with a letter. */
export interface FormFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

const PDF = 'application/pdf';

/** UNSIGNED: every blank filled in, and saved without signing. */
export async function unsignedFile(form: FormFile, filled: FilledFields): Promise<ReturnedFile> {
  return { fileName: form.fileName, bytes: Buffer.from(await fillForm(form.bytes, filled)), contentType: PDF };
}

/** ENCRYPTED: signed by hand, and the scanner asks for a password to open the file. */
export async function encryptedFile(
  form: FormFile,
  filled: FilledFields,
  random: SeededRandom,
  bytes: LabelledBytes,
): Promise<ReturnedFile> {
  const password = Buffer.from(bytes('pdf-encryption/password', 9)).toString('hex');
  const scan = await scanForm(form.bytes, filled, random, passwordProtection(password, bytes));
  return { fileName: 'Intensjonserklæring (passordbeskyttet).pdf', bytes: Buffer.from(scan), contentType: PDF };
}

/** DAMAGED: a document whose transfer broke off in the middle. */
export function damagedFile(document: FormFile): ReturnedFile {
  const half = Buffer.from(document.bytes).subarray(0, Math.floor(document.bytes.length / 2));
  return { fileName: document.fileName, bytes: Buffer.from(half), contentType: PDF };
}

/** EMPTY_FILE: a name and nothing in it. */
export function emptyFile(form: FormFile): ReturnedFile {
  return { fileName: form.fileName, bytes: Buffer.alloc(0), contentType: PDF };
}

/** NOT_A_PDF: the declaration typed anew in a word processor. */
export function wordFile(municipality: string, filled: FilledFields, language: WrittenLanguage): ReturnedFile {
  return {
    fileName: 'intensjonserklæring.docx',
    bytes: wordDocument(typedAnew[language](municipality, filled)),
    contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  };
}

const typedAnew: Readonly<Record<WrittenLanguage, (municipality: string, filled: FilledFields) => readonly string[]>> =
  {
    nb: (municipality, filled) => [
      'Intensjonserklæring – Akson',
      `${municipality} støtter det videre arbeidet med Akson og vil være med videre, med forbeholdene som står i departementets erklæring.`,
      ...(filled.resolutionCase === ''
        ? []
        : [`Vedtatt i kommunestyret ${filled.resolutionDate}, sak ${filled.resolutionCase}.`]),
      `${filled.place}, ${filled.date}`,
      `${filled.name}, ${filled.role.toLowerCase()}`,
    ],
    nn: (municipality, filled) => [
      'Intensjonserklæring – Akson',
      `${municipality} støttar det vidare arbeidet med Akson og vil vere med vidare, med atterhalda som står i erklæringa frå departementet.`,
      ...(filled.resolutionCase === ''
        ? []
        : [`Vedteke i kommunestyret ${filled.resolutionDate}, sak ${filled.resolutionCase}.`]),
      `${filled.place}, ${filled.date}`,
      `${filled.name}, ${filled.role.toLowerCase()}`,
    ],
  };

/** TOO_LARGE: one byte more than `largest`; begins and ends as a scan at too high a resolution would. */
export function tooLargeFile(form: FormFile, largest: number): ReturnedFile {
  const bytes = Buffer.alloc(largest + 1, 0x20);
  bytes.write('%PDF-1.4\n', 0, 'latin1');
  bytes.write('\n%%EOF\n', bytes.length - 7, 'latin1');
  return { fileName: form.fileName, bytes, contentType: PDF };
}

/**
 * MALWARE_LOOKING: the harmless string that virus scanners agree to take for a virus (EICAR), named as a PDF. Put together
 * only here, so that no scanner stops at the program itself.
 */
export function malwareLookingFile(form: FormFile): ReturnedFile {
  const string = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', 'EICAR', 'STANDARD', 'ANTIVIRUS', 'TEST', 'FILE!', 'H+H*'];
  const [head = '', first = '', ...rest] = string;
  const tail = rest.pop() ?? '';
  return {
    fileName: form.fileName,
    bytes: Buffer.from(`${head}$${[first, ...rest].join('-')}$${tail}`, 'latin1'),
    contentType: PDF,
  };
}
