import { ServiceError } from '../platform/errors/index.js';
import { readInput } from './read-input.js';

const PEM = /-----BEGIN (?<label>[A-Z0-9 ]+)-----(?<base64>[\s\S]+?)-----END \k<label>-----/g;
const MOST_BYTES = 16 * 1024 * 1024;
const DER_SEQUENCE = 0x30;

/**
 * What stands in a file of certificates, each as DER: one or more blocks of PEM (RFC 7468), or one structure in DER.
 * What each of them is, is for the library to say.
 * Throws ServiceError when the file holds none.
 */
export async function readCertificateFile(file: string): Promise<Uint8Array[]> {
  const bytes = await readInput(file, MOST_BYTES);
  const found =
    bytes[0] === DER_SEQUENCE
      ? [bytes]
      : [...bytes.toString('latin1').matchAll(PEM)]
          .filter(({ groups }) => !groups!['label']!.endsWith('PRIVATE KEY'))
          .map(({ groups }) => Buffer.from(groups!['base64']!, 'base64'));
  if (found.length > 0) return found;
  throw new ServiceError(
    'CERTIFICATE_FILE_INVALID',
    `${file} holds no certificate. Write one that begins with -----BEGIN CERTIFICATE-----, or one in DER.`,
    { category: 'invalid' },
  );
}
