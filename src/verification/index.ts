export { readCertificateFile } from './certificate-files.js';
export type { FileReport } from './file-report.js';
export { PATIENT_VERIFIER_LIMITS, ProcessVerifier, VERIFIER_LIMITS, type VerifierLimits } from './process-verifier.js';
export {
  VerificationAborted,
  Verifier,
  VerifierClosed,
  type FileVerification,
  type VerificationRequest,
} from './verifier.js';
export { RenewedTrustedLists } from './renewed-trusted-lists.js';
export { readTrustedListFiles } from './trusted-list-files.js';
export { verifyBatch } from './verify-batch.js';
export { verifyFiles } from './verify-files.js';
export { HttpValidationData } from './http-validation-data.js';
export { NoValidationData, ValidationDataSource, type FetchedData } from './validation-data-source.js';
