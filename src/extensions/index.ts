export { ExtensionsModule } from './extensions.module.js';
export { GrantExtension, type GrantedExtension, type GrantExtensionInput } from './grant-extension.js';
export { PreviewExtension, type ExtensionPreview } from './preview-extension.js';
export { UndoExtension } from './undo-extension.js';
