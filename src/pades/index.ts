export { unreadableSummary, verifyPdf } from './verify-pdf.js';
export type { VerifyOptions } from './verify-options.js';
export { PrefixDigests } from './pdf/prefix-digests.js';
export { defaultLimits } from './limits.js';
export type { Limits } from './limits.js';
export { algorithmPolicy } from './policy/algorithm-policy.js';
export type { AlgorithmPolicy } from './policy/algorithm-policy.js';
export { sortTrustMaterial } from './certificates/sort-trust-material.js';
export type { TrustMaterial } from './certificates/sort-trust-material.js';
export type { TrustedServiceDescription } from './certificates/trust-anchor.js';
export type { SignaturePolicyDocument } from './signatures/check-signature-policy.js';
export type { ServiceStatus, TrustedList, TrustedService } from './trusted-lists/trusted-list.js';
export { summarize } from './verdict/summarize.js';
export { REPORT_VERSION } from './report.js';
export type {
  ChangeLevel,
  CheckName,
  Coverage,
  Finding,
  Indication,
  Integrity,
  LaterChanges,
  Result,
  SignatureReport,
  SignerDescription,
  SubIndication,
  VerificationReport,
  WantedData,
} from './report.js';
export { readTrustedList } from './trusted-lists/read-trusted-list.js';
export type { ReadTrustedListOptions } from './trusted-lists/read-trusted-list.js';
export { InvalidTrustedList } from './pades.errors.js';
