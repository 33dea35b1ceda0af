import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ServiceError } from './platform/errors/index.js';

/** The PEM file of authorities that a variable names. Throws ServiceError SMTP_CA_UNREADABLE or IMAP_CA_UNREADABLE. */
export async function readAuthorities(file: string, variable: 'SMTP_CA_FILE' | 'IMAP_CA_FILE'): Promise<string> {
  try {
    const pem = await readFile(file, 'utf8');
    // Node takes a file without certificates in silence, and trusts nobody then.
    void new X509Certificate(pem);
    return pem;
  } catch (cause) {
    throw new ServiceError(
      variable === 'SMTP_CA_FILE' ? 'SMTP_CA_UNREADABLE' : 'IMAP_CA_UNREADABLE',
      `${file} in ${variable} is no PEM file of certificates that can be read. Export the authority of the mail server anew, or take it out.`,
      { category: 'invalid', level: 'error', cause },
    );
  }
}
