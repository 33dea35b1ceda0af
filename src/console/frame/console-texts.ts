import type { PageLanguage } from '../../platform/pages/index.js';

/** The sections that belong to one campaign, in the order of the navigation. */
export const CAMPAIGN_SECTIONS = [
  'overview',
  'municipalities',
  'review',
  'questions',
  'extensions',
  'letters',
  'reports',
  'set-up',
] as const;
export type CampaignSection = (typeof CAMPAIGN_SECTIONS)[number];

/** The sections of the whole service. */
export const SERVICE_SECTIONS = ['campaigns', 'audit', 'queue', 'users', 'keys'] as const;
export type ServiceSection = (typeof SERVICE_SECTIONS)[number];

export interface ConsoleTexts {
  readonly sections: Readonly<Record<CampaignSection | ServiceSection, string>>;
}

/** The words around every page of the console; a missing one does not compile. */
export const consoleTexts: Readonly<Record<PageLanguage, ConsoleTexts>> = {
  nb: {
    sections: {
      overview: 'Oversikt',
      municipalities: 'Kommuner',
      review: 'Kontroll',
      questions: 'Oppgaver',
      extensions: 'Utsettelser',
      letters: 'Brev',
      reports: 'Rapporter',
      'set-up': 'Oppsett',
      campaigns: 'Kampanjer',
      audit: 'Revisjonslogg',
      queue: 'Kø',
      users: 'Brukere',
      keys: 'Nøkler',
    },
  },
  nn: {
    sections: {
      overview: 'Oversikt',
      municipalities: 'Kommunar',
      review: 'Kontroll',
      questions: 'Oppgåver',
      extensions: 'Utsetjingar',
      letters: 'Brev',
      reports: 'Rapportar',
      'set-up': 'Oppsett',
      campaigns: 'Kampanjar',
      audit: 'Revisjonslogg',
      queue: 'Kø',
      users: 'Brukarar',
      keys: 'Nøklar',
    },
  },
  en: {
    sections: {
      overview: 'Overview',
      municipalities: 'Municipalities',
      review: 'Review',
      questions: 'Tasks',
      extensions: 'Extensions',
      letters: 'Letters',
      reports: 'Reports',
      'set-up': 'Set-up',
      campaigns: 'Campaigns',
      audit: 'Audit log',
      queue: 'Queue',
      users: 'Users',
      keys: 'Keys',
    },
  },
};
