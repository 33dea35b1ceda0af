export { PageRenderer } from './page-renderer.js';
export { StyleSheetController } from './style-sheet.controller.js';
