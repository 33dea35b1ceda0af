export { DryRunCampaign, type DryRun } from './dry-run.js';
export { IssuingModule } from './issuing.module.js';
export { IssuingResult } from './issuing-result.entity.js';
export { IssuingResultReadModel, type IssuingProgress } from './issuing-result.read-model.js';
export { StartIssuing } from './start-issuing.js';
export { type ClosingEffects, PreviewClosing } from './preview-closing.js';
export { SampleCase, type SampleLetters } from './sample-case.js';
