import { formatDate, type LocalDate, type WrittenLanguage } from '../../platform/calendar/index.js';
import type { MailFrame, MailWords } from './mail-frame.js';

export interface ExtensionFacts {
  readonly deadlineOn: LocalDate;
  /** The day that the municipality asks for. */
  readonly until: LocalDate;
}

const subjects: Readonly<Record<WrittenLanguage, string>> = {
  nb: 'Søknad om utsatt frist',
  nn: 'Søknad om utsett frist',
};

const wordings: Readonly<Record<WrittenLanguage, (deadline: string, until: string) => readonly string[]>> = {
  nb: (deadline, until) => [
    `Vi rekker ikke å få saken gjennom kommunestyret innen ${deadline} og ber om utsatt frist til ${until}.`,
    `Kommunestyrets siste møte før ferien er lagt tett opp til fristen. Kan vi få utsettelse fra ${deadline} til ${until}?`,
    `Saken måtte forberedes på nytt etter behandlingen i formannskapet. Vi ber derfor om å få levere erklæringen ${until} i stedet for ${deadline}.`,
  ],
  nn: (deadline, until) => [
    `Vi rekk ikkje å få saka gjennom kommunestyret innan ${deadline} og ber om utsett frist til ${until}.`,
    `Det siste møtet i kommunestyret før ferien er lagt tett opp til fristen. Kan vi få utsetjing frå ${deadline} til ${until}?`,
    `Saka måtte førebuast på nytt etter behandlinga i formannskapet. Vi ber difor om å få levere erklæringa ${until} i staden for ${deadline}.`,
  ],
};

export function extensionWords({ language, random }: MailFrame, { deadlineOn, until }: ExtensionFacts): MailWords {
  return {
    subject: random.chance(0.6) ? subjects[language] : null,
    paragraphs: [random.pick(wordings[language](formatDate(deadlineOn), formatDate(until)))],
  };
}
