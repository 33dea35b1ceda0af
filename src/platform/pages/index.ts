export { isPageLanguage, LANGUAGE_NAMES, languageOf, PAGE_LANGUAGES, type PageLanguage } from './page-language.js';
export { pageFormats, type PageFormats } from './page-formats.js';
export { problemPage } from './problem-page.js';
export { type PageFrame, PageRenderer } from './page-renderer.js';
export { PagesModule } from './pages.module.js';
