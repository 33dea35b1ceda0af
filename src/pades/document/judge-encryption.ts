import type { Findings } from '../findings.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';

/** Whether the file is encrypted, and whether it could be opened (ISO 32000-2, 7.6). */
export function judgeEncryption(final: PdfRevision, findings: Findings): boolean {
  const { encryption } = final;
  if (encryption === null) return false;
  const opened = encryption.opening !== 'no key';
  const code = final.sections.some(({ trailer }) => trailer.has('AuthCode')) ? ', integrity code not checked' : '';
  findings.add(
    'ENCRYPTED',
    opened ? 'INFO' : 'INDETERMINATE',
    `${encryption.handler}, ${encryption.opening}${code}`,
    opened
      ? 'The file is encrypted and was opened with its password.'
      : 'The file is encrypted and the password is not known: only what is not encrypted was checked.',
  );
  return true;
}
