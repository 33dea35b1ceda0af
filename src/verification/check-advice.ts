import type { CheckName } from '../pades/index.js';

/** What to do about a check that failed or stayed open. A check without advice does not compile. */
export const CHECK_ADVICE: Record<CheckName, string> = {
  READABLE: 'Ask for the file again; it may have been damaged on its way.',
  ENCRYPTED: 'Give the password with --password, or ask for the file without one.',
  LIMITS: 'Look at the file by hand, with care: it is unusually large or made to be hard to read.',
  STRUCTURE: 'Ask for the file as the signing program wrote it, not printed or saved again.',
  TRAILING_BYTES: 'Ask for the file as the signing program wrote it; something was added behind its end.',
  TRUST_ANCHORS: 'Name the certificates you trust with --trust FILE.pem.',
  SIGNATURE_PRESENT: 'Ask for the signed document.',
  SIGNATURE_FIELD: 'Ask for a document signed in its signature field.',
  SIGNATURE_DICTIONARY: 'Ask the signer to sign again with another program.',
  SUB_FILTER: 'Ask for a PAdES signature (ETSI.CAdES.detached).',
  BYTE_RANGE: 'Do not rely on the signature: it leaves out parts of the file that it should cover.',
  COVERAGE: 'Rely on the signed version only, and look at what was added to it.',
  CMS_STRUCTURE: 'Ask the signer to sign again; the signature is damaged or not well made.',
  MESSAGE_DIGEST: 'Do not rely on the document: it was changed after it was signed. Ask for it again.',
  SIGNATURE_VALUE: 'Do not rely on the signature: it was not made with the certificate shown. Ask for it again.',
  SIGNING_CERTIFICATE: 'Ask the signer to sign again with the certificate included.',
  SIGNING_CERTIFICATE_ATTRIBUTE:
    'Do not rely on the signature: it names another certificate than the one that fits it.',
  ALGORITHM_AGREEMENT: 'Ask the signer to sign again with another program.',
  ALGORITHM_POLICY: 'Ask for a signature with SHA-256 or better and a key of today’s strength.',
  CERTIFICATE_PATH: 'Find out who issued the certificate; if you trust that issuer, name it with --trust.',
  CERTIFICATE_VALIDITY: 'Verify at the time of signing with --at, or ask for a signature with a time-stamp.',
  CERTIFICATE_CONSTRAINTS: 'Ask for a signature made with a certificate that is meant for signing documents.',
  REVOCATION: 'Ask for a signature with revocation data in the file (PAdES B-LT), or ask the issuer.',
  SIGNATURE_POLICY: 'Get the policy that the signature names, or ask for a signature without one.',
  TIMESTAMP: 'Do not rely on the time shown; ask for a time-stamp of a known authority.',
  LATER_CHANGES: 'Compare the document with the signed version: it was changed after it was signed.',
  DOC_MDP: 'Do not rely on the document: the one who certified it forbade such changes.',
  FIELD_MDP: 'Do not rely on the document: a field that was locked when it was signed has been changed.',
};
