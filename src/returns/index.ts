export { answerAddress } from './answer-address.policy.js';
export { HandInReturn } from './hand-in-return.js';
export { fileKind, type FileKind } from './file-kind.policy.js';
export { namedReferences } from './match-disagreement.policy.js';
export { MAX_RETURN_BYTES } from './max-return-bytes.js';
export { NextForReview } from './next-for-review.js';
export { PreviewReview, type ReviewPreview } from './preview-review.js';
export { ReadScan } from './read-scan.js';
export { ReceiveReturn, type ReceiveReturnInput } from './receive-return.js';
export { ReturnReadModel, RETURNS_OF_DECLARATION, type ReturnView, type ReviewView } from './return.read-model.js';
export {
  RETURNED_DOCUMENT_STATES,
  ReturnRow,
  type MatchedBy,
  type ReturnedDocumentState,
  type ReturnMatch,
} from './return.entity.js';
export { Review, REVIEW_DECISIONS, type ReviewDecision } from './review.entity.js';
export { ReturnScan } from './return-scan.entity.js';
export { ReturnScanPicture, SCAN_PICTURE_KINDS, type ScanPictureKind } from './return-scan-picture.entity.js';
export { ReturnsModule } from './returns.module.js';
export { type ReviewLoad, ReviewLoadReadModel } from './review-load.read-model.js';
export type { ReviewReason } from './return-decision.policy.js';
export type { ReviewInput } from './review-input.js';
export { type Decided, ReviewReturn } from './review-return.js';
export { SCAN_COMPARISON, type ScanComparison } from './scan-comparison.js';
export type { StoredScan } from './scan-store.js';
export type { FindingCheck, ReasonCode, ReturnFinding, StoredVerification } from './stored-verification.js';
export type { NotCompared as ScanNotCompared } from '../scan/index.js';
export type { SignerMatch as SignerLinkMatch } from './signer-link.policy.js';
export { storableText } from './storable-text.js';
export { TrustAnchors } from './trust-anchors.js';
export { VerifyReturn } from './verify-return.js';
