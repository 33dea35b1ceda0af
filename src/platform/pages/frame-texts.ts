import type { PageLanguage } from './page-language.js';

export interface FrameTexts {
  readonly skip: string;
  readonly menu: string;
  readonly language: string;
  readonly logOut: string;
  readonly accessibility: string;
}

/** The words around every page; a missing one does not compile. */
export const frameTexts: Readonly<Record<PageLanguage, FrameTexts>> = {
  nb: {
    skip: 'Hopp til innholdet',
    menu: 'Meny',
    language: 'Språk',
    logOut: 'Logg ut',
    accessibility: 'Tilgjengelighet',
  },
  nn: {
    skip: 'Hopp til innhaldet',
    menu: 'Meny',
    language: 'Språk',
    logOut: 'Logg ut',
    accessibility: 'Tilgjenge',
  },
  en: {
    skip: 'Skip to the content',
    menu: 'Menu',
    language: 'Language',
    logOut: 'Log out',
    accessibility: 'Accessibility',
  },
};
