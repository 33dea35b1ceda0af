export { type DeliveryCounts, DeliveryCountsReadModel } from './delivery-counts.read-model.js';
export { CapturedMessage } from './captured-message.entity.js';
export { CaptureMessage } from './capture-message.js';
export { Letter, type DeliveryState } from './letter.entity.js';
export { LETTER_KINDS, type LetterContent, type LetterDataByKind, type LetterKind } from './letter-data.js';
export {
  bounceAddress,
  caseTokenInAddress,
  caseTokenInMessageId,
  letterId,
  letterMessageId,
  replyAddress,
} from './letter-identity.js';
export { type LetterEvent, LetterHistory } from './letter-history.js';
export type { LetterEnclosure } from './letter-enclosures.js';
export {
  LETTER_DELIVERIES,
  LetterReadModel,
  LETTERS_OF_DECLARATION,
  type CapturedMessageView,
  type LetterDelivery,
  type LetterFilter,
  type LetterView,
} from './letter.read-model.js';
export { LettersModule } from './letters.module.js';
export { hashPortalSecret, linkVersionInLetters, PortalLinks } from './portal-link.js';
export { letterCampaign, operatorsLists } from './operators-lists.js';
export { PlanLetters, type NewLetter } from './plan-letters.js';
export { PreviewLetter, type LetterPreview } from './preview-letter.js';
export { ReadLetter, type LetterWords } from './read-letter.js';
export { RecordBounce, type RecordedBounce } from './record-bounce.js';
export {
  HOLD_REASONS,
  SettleHeldLetters,
  type HeldLetterCount,
  type HeldLetterRecipient,
  type HeldLetters,
  type HoldReason,
} from './settle-held-letters.js';
export { SendAgain, type SendAgainPreview } from './send-again.js';
export { LETTERS_PER_MINUTE } from './send-letter.js';
export { planAgain } from './plan-again.js';
export { stopsWhenWithdrawn } from './still-wanted.policy.js';
export { StoppedAddress } from './stopped-address.entity.js';
export { StoppedAddresses } from './stopped-addresses.js';
export {
  REJECTION_CODES,
  rejectionTexts,
  type RejectionCode,
  type CheckResult,
  type ReceiptCheck,
  type ReceiptOutcome,
  type RejectionReason,
} from './texts/index.js';
