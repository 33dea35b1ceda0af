export { reportAsCsv, reportAsJson, reportAsText, type ShareReportJson } from './report-formats.js';
export { ReportingModule } from './reporting.module.js';
export { categorise, SHARE_CATEGORIES, shareReport, type ShareCategory, type ShareReport } from './share.policy.js';
export { ShareReports } from './share-reports.js';
