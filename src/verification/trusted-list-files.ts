import { InvalidTrustedList, readTrustedList, sortTrustMaterial, type TrustedList } from '../pades/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { readCertificateFile } from './certificate-files.js';
import { readInput } from './read-input.js';

const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Trusted lists (ETSI TS 119 612) whose signature one of the certificates in `signerFiles` made. Throws ServiceError that
 * names the file and what is wrong with it.
 */
export async function readTrustedListFiles(
  files: readonly string[],
  signerFiles: readonly string[],
): Promise<TrustedList[]> {
  if (files.length > 0 && signerFiles.length === 0) {
    throw new ServiceError(
      'TRUSTED_LIST_SIGNER_MISSING',
      'A trusted list is only as good as its signature: name the certificate of its signer with --list-signer FILE.pem.',
      { category: 'invalid' },
    );
  }
  const signers = sortTrustMaterial((await Promise.all(signerFiles.map(readCertificateFile))).flat()).certificates;
  return await Promise.all(
    files.map(async (file) => {
      const xml = await readInput(file, MOST_BYTES);
      try {
        return await readTrustedList(xml, { signers });
      } catch (cause) {
        if (!(cause instanceof InvalidTrustedList)) throw cause;
        throw new ServiceError('TRUSTED_LIST_INVALID', `${file} cannot be used: ${cause.message}`, {
          category: 'invalid',
          cause,
        });
      }
    }),
  );
}
