export { OverviewModule } from './overview.module.js';
export { OVERVIEW_OPTIONS, type OverviewOptions } from './overview-options.js';
