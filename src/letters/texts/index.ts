export { answerLetter, type AnswerLetterData } from './answer-letter.js';
export { copyLetter, type CopyLetterData } from './copy-letter.js';
export { decisionContent, decisionLetter, type AcceptanceMethod, type DecisionLetterData } from './decision-letter.js';
export { sectionsOf } from './sections-of.js';
export { extensionNoticeLetter, type ExtensionNoticeLetterData } from './extension-notice-letter.js';
export { extensionUndoneLetter, type ExtensionUndoneLetterData } from './extension-undone-letter.js';
export { invitationLetter, type InvitationLetterData, type LetterEvent } from './invitation-letter.js';
export type { CaseLetterBasis, LetterBasis, LetterContent, LetterText } from './letter-frame.js';
export { newLinkLetter, type NewLinkLetterData } from './new-link-letter.js';
export { formatDay, formatInstant, formatNumber, formatPeriod, formatWeekday } from './norwegian-format.js';
export {
  operatorsDigestLetter,
  UNANSWERED_NOTES,
  type MunicipalitiesCount,
  type OperatorsDigestLetterData,
  type UnansweredMunicipality,
  type UnansweredNote,
} from './operators-digest-letter.js';
export { questionReceivedLetter, type QuestionReceivedLetterData } from './question-received-letter.js';
export {
  RECEIPT_CHECKS,
  RECEIPT_OUTCOMES,
  receiptContent,
  receiptLetter,
  type CheckResult,
  type ReceiptCheck,
  type ReceiptLetterData,
  type ReceiptOutcome,
} from './receipt-letter.js';
export type { Arrival, ReceivedFile, Timeliness } from './received-files.js';
export { rejectionLetter, type RejectionLetterData } from './rejection-letter.js';
export { REJECTION_CODES, rejectionTexts, type RejectionCode, type RejectionReason } from './rejection-reasons.js';
export { MISSING_REASONS, reminderLetter, type MissingReason, type ReminderLetterData } from './reminder-letter.js';
export { withdrawalLetter, type WithdrawalLetterData } from './withdrawal-letter.js';
