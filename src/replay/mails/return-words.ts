import { formatDate, type LocalDate, type WrittenLanguage } from '../../platform/calendar/index.js';
import type { MailFrame, MailWords } from './mail-frame.js';

export interface ReturnFacts {
  /** The council's decision, where the mail mentions it. */
  readonly resolution: { readonly decidedOn: LocalDate; readonly caseNumber: string } | null;
  /** FIRST; CORRECTED after an earlier document was sent back; SENT_TWICE when the same one goes out again. */
  readonly occasion: 'FIRST' | 'CORRECTED' | 'SENT_TWICE';
}

interface Wordings {
  readonly subject: (municipality: string) => string;
  readonly opening: Readonly<Record<ReturnFacts['occasion'], (municipality: string) => readonly string[]>>;
  readonly resolution: (day: string, caseNumber: string) => readonly string[];
  readonly closing: readonly string[];
}

const wordings: Readonly<Record<WrittenLanguage, Wordings>> = {
  nb: {
    subject: (municipality) => `Signert intensjonserklæring – ${municipality}`,
    opening: {
      FIRST: (municipality) => [
        `Vedlagt følger signert intensjonserklæring fra ${municipality}.`,
        `${municipality} oversender med dette signert erklæring om Akson.`,
        `Her er erklæringen fra ${municipality}, utfylt og underskrevet.`,
        `Ordføreren har signert, og erklæringen fra ${municipality} ligger ved.`,
      ],
      CORRECTED: () => [
        'Vi viser til svaret fra dere og sender erklæringen på nytt. Nå skal den være i orden.',
        'Takk for tilbakemeldingen. Det ble feil hos oss sist; riktig dokument ligger ved.',
        'Beklager rotet. Her kommer erklæringen slik den skulle ha vært.',
      ],
      SENT_TWICE: () => [
        'Vi er usikre på om forrige e-post kom fram, og sender erklæringen en gang til.',
        'For sikkerhets skyld sender vi den signerte erklæringen på nytt.',
      ],
    },
    resolution: (day, caseNumber) => [
      `Kommunestyret gjorde vedtak ${day}, sak ${caseNumber}.`,
      `Saken ble behandlet i kommunestyret ${day} (${caseNumber}).`,
    ],
    closing: [
      'Gi oss beskjed hvis noe mangler.',
      'Vi ber om en bekreftelse på at dokumentet er mottatt.',
      'Ta kontakt hvis dere trenger mer fra oss.',
    ],
  },
  nn: {
    subject: (municipality) => `Signert intensjonserklæring – ${municipality}`,
    opening: {
      FIRST: (municipality) => [
        `Vedlagt ligg signert intensjonserklæring frå ${municipality}.`,
        `${municipality} sender med dette signert erklæring om Akson.`,
        `Her er erklæringa frå ${municipality}, utfylt og underskriven.`,
        `Ordføraren har signert, og erklæringa frå ${municipality} ligg ved.`,
      ],
      CORRECTED: () => [
        'Vi viser til svaret frå dykk og sender erklæringa på nytt. No skal ho vere i orden.',
        'Takk for tilbakemeldinga. Det vart feil hos oss sist; rett dokument ligg ved.',
        'Orsak rotet. Her kjem erklæringa slik ho skulle ha vore.',
      ],
      SENT_TWICE: () => [
        'Vi er usikre på om den førre e-posten kom fram, og sender erklæringa ein gong til.',
        'For å vere på den sikre sida sender vi den signerte erklæringa på nytt.',
      ],
    },
    resolution: (day, caseNumber) => [
      `Kommunestyret gjorde vedtak ${day}, sak ${caseNumber}.`,
      `Saka var oppe i kommunestyret ${day} (${caseNumber}).`,
    ],
    closing: [
      'Gi oss beskjed om noko manglar.',
      'Vi ber om ei stadfesting på at dokumentet er motteke.',
      'Ta kontakt om de treng meir frå oss.',
    ],
  },
};

export function returnWords({ language, random, writer }: MailFrame, facts: ReturnFacts): MailWords {
  const words = wordings[language];
  const { resolution } = facts;
  return {
    subject: random.chance(0.25) ? words.subject(writer.municipality) : null,
    paragraphs: [
      random.pick(words.opening[facts.occasion](writer.municipality)),
      ...(resolution === null
        ? []
        : [random.pick(words.resolution(formatDate(resolution.decidedOn), resolution.caseNumber))]),
      ...(random.chance(0.6) ? [random.pick(words.closing)] : []),
    ],
  };
}
