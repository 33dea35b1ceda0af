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
export { shareChart, type ShareChart, type ShareChartSpec } from './share-chart.js';
export { shareDrawingTexts, type ShareDrawingTexts } from './share-drawing-texts.js';
export { type MappedDeclaration, ShareDrawings } from './share-drawings.js';
export { IssueSteeringReport } from './steering-report/issue-steering-report.js';
export {
  MakeSteeringReport,
  type MadeSteeringReport,
  type SteeringReportRequest,
} from './steering-report/make-steering-report.js';
export { ReadSteeringReport } from './steering-report/read-steering-report.js';
export { SteeringReport } from './steering-report/steering-report.entity.js';
export { type IssuedSteeringReport, SteeringReportReadModel } from './steering-report/steering-report.read-model.js';
export {
  ARRIVALS,
  DEADLINE_STATES,
  type DeclarationFilter,
  declarationFilterFields,
  declarationFilterSchema,
  DELIVERIES,
  HEALTH_REGIONS,
  RESOLUTION_FILTERS,
} from './declaration-filter.js';
export {
  DeclarationListReadModel,
  type FilteredFigures,
  type ListedDeclaration,
  positionOf,
} from './declaration-list.read-model.js';
export {
  DECLARATION_SORTS,
  declarationPosition,
  type DeclarationPosition,
  type DeclarationSort,
  type Order,
  ORDERS,
} from './declaration-order.js';
export { type CampaignStanding, type Figure, StandingsReadModel } from './standings.read-model.js';
