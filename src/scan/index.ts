export { examineScan, type ScanExamination, type ScanRequest } from './examine-scan.js';
export { ScanError, type ScanErrorCode } from './scan.errors.js';
export { SCAN_LIMITS, type ScanLimits } from './scan-limits.js';
export type {
  DerivedPicture,
  DerivedPictureKind,
  Difference,
  DifferenceKind,
  FieldInk,
  FieldKind,
  FieldPlace,
  FieldState,
  FoundForm,
  IssuedForm,
  KnownDeclaration,
  NotCompared,
  PageAlignment,
  PageBox,
  PageComparison,
  PageText,
  ReadCode,
  ScanFinding,
  ScannedPage,
  ScanReason,
  ScanReport,
  TextCandidate,
  TextFact,
  TextState,
} from './scan-report.js';
