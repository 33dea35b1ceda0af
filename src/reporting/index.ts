export { reportAsCsv, reportAsJson, reportAsText, type ShareReportJson } from './report-formats.js';
export { ReportingModule } from './reporting.module.js';
export {
  categorise,
  type Portion,
  SHARE_CATEGORIES,
  shareReport,
  type ShareCategory,
  type ShareReport,
} from './share.policy.js';
export { type ReportedDeclaration, ShareReports } from './share-reports.js';
export type { ShareStep } from './share-steps.js';
