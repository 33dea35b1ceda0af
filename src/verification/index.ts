export { ProcessVerifier, VERIFIER_LIMITS, type VerifierLimits } from './process-verifier.js';
export {
  VerificationAborted,
  Verifier,
  VerifierClosed,
  type FileVerification,
  type VerificationRequest,
} from './verifier.js';
