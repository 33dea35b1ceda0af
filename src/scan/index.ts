export { examineScan, type ScanExamination, type ScanRequest } from './examine-scan.js';
export { ScanError, type ScanErrorCode } from './scan.errors.js';
export { SCAN_LIMITS, type ScanLimits } from './scan-limits.js';
export type {
  DerivedPicture,
  Difference,
  DifferenceKind,
  FieldInk,
  FieldKind,
  FieldPlace,
  FieldState,
  FoundForm,
  IssuedForm,
  NotCompared,
  PageAlignment,
  PageBox,
  PageComparison,
  ReadCode,
  ScanFinding,
  ScannedPage,
  ScanReason,
  ScanReport,
  TextCandidate,
} from './scan-report.js';
