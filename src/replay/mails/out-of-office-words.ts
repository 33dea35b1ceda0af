import { formatDate, type LocalDate, type WrittenLanguage } from '../../platform/calendar/index.js';
import type { MailFrame, MailWords } from './mail-frame.js';

const wordings: Readonly<Record<WrittenLanguage, (back: string) => readonly string[]>> = {
  nb: (back) => [
    `Takk for e-posten. Postmottaket er ubetjent fram til ${back}. Henvendelsen blir lest når vi er tilbake.`,
    `Dette er et automatisk svar. På grunn av ferieavvikling kan det gå tid før e-posten blir besvart; vi er tilbake ${back}.`,
    `Saksbehandleren er ikke til stede før ${back}. Haster det, ring kommunens sentralbord.`,
  ],
  nn: (back) => [
    `Takk for e-posten. Postmottaket er utan bemanning fram til ${back}. Vi les førespurnaden når vi er attende.`,
    `Dette er eit automatisk svar. På grunn av ferieavvikling kan det gå tid før e-posten blir svart på; vi er attende ${back}.`,
    `Saksbehandlaren er ikkje til stades før ${back}. Hastar det, ring sentralbordet i kommunen.`,
  ],
};

export function outOfOfficeWords({ language, random, letter }: MailFrame, backOn: LocalDate): MailWords {
  return {
    subject: `Automatisk svar: ${letter.subject}`,
    paragraphs: [random.pick(wordings[language](formatDate(backOn)))],
  };
}
