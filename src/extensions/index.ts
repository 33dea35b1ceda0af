export { ExtensionsModule } from './extensions.module.js';
export { GrantExtension, type GrantedExtension, type GrantExtensionInput } from './grant-extension.js';
export type { DeadlinePreview, PreviewedReminder } from './deadline-preview.js';
export type { ExpectedVersions } from './extension-candidates.js';
export { type ExtensionObstacle, versionToRestore } from './extension.policy.js';
export { PreviewExtension, type ExtensionsPreview, type ImpossibleExtension } from './preview-extension.js';
export { PreviewUndo } from './preview-undo.js';
export { UndoExtension } from './undo-extension.js';
