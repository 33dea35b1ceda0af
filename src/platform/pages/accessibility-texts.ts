import type { PageLanguage } from './page-language.js';

interface AccessibilityTexts {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly knownHeading: string;
  readonly known: readonly string[];
  readonly contactHeading: string;
  readonly contact: string;
}

/** What is true of the pages and documents of this service, and no more. */
export const accessibilityTexts: Readonly<Record<PageLanguage, AccessibilityTexts>> = {
  nb: {
    heading: 'Tilgjengelighet',
    paragraphs: [
      'Sidene er bygd etter WCAG 2.2 på nivå AA. De kan brukes med bare tastatur, uten JavaScript, på små skjermer, i mørk visning og på utskrift.',
      'Skjemaene, kvitteringene og rapportene vi lager, er merkede PDF-dokumenter med språk, overskrifter og leserekkefølge.',
      'Hver side blir prøvd med et automatisk verktøy (axe) når tjenesten blir endret. Slike verktøy finner ikke alt, og en uavhengig gjennomgang er ikke gjort ennå.',
    ],
    knownHeading: 'Kjente mangler',
    known: ['Bilder av skannede sider har ingen tekst for skjermleser ut over det maskinen klarte å lese.'],
    contactHeading: 'Si fra',
    contact:
      'Svar på et av brevene fra departementet hvis noe hindrer dere. Dere kan alltid sende skjemaet på e-post i stedet for å bruke sidene.',
  },
  nn: {
    heading: 'Tilgjenge',
    paragraphs: [
      'Sidene er bygde etter WCAG 2.2 på nivå AA. Dei kan brukast med berre tastatur, utan JavaScript, på små skjermar, i mørk vising og på utskrift.',
      'Skjemaa, kvitteringane og rapportane vi lagar, er merkte PDF-dokument med språk, overskrifter og leserekkjefølgje.',
      'Kvar side blir prøvd med eit automatisk verktøy (axe) når tenesta blir endra. Slike verktøy finn ikkje alt, og ein uavhengig gjennomgang er ikkje gjord enno.',
    ],
    knownHeading: 'Kjende manglar',
    known: ['Bilete av skanna sider har ingen tekst for skjermlesar ut over det maskina klarte å lese.'],
    contactHeading: 'Sei frå',
    contact:
      'Svar på eit av breva frå departementet om noko hindrar dykk. De kan alltid sende skjemaet på e-post i staden for å bruke sidene.',
  },
  en: {
    heading: 'Accessibility',
    paragraphs: [
      'The pages are built to WCAG 2.2, level AA. They work with a keyboard alone, without JavaScript, on small screens, in dark mode and on paper.',
      'The forms, receipts and reports that we make are tagged PDF documents with language, headings and reading order.',
      'Each page is tried with an automatic tool (axe) whenever the service changes. Such tools do not find everything, and no independent review has been made yet.',
    ],
    knownHeading: 'Known gaps',
    known: ['Pictures of scanned pages have no text for a screen reader beyond what the machine could read.'],
    contactHeading: 'Tell us',
    contact:
      'Answer one of the letters from the ministry if something stands in your way. The form can always be sent by e-mail instead.',
  },
};
