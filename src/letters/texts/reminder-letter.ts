import type { WrittenLanguage } from '../../campaigns/index.js';
import { heading, paragraph } from './letter-blocks.js';
import { frameCaseLetter, type CaseLetterBasis, type LetterContent, type LetterText } from './letter-frame.js';
import { formatDay, formatWeekday, spellNumber } from './norwegian-format.js';

/** Why the signed form is still missing, as far as it is known. */
export const MISSING_REASONS = ['NOTHING_RECEIVED', 'RETURN_REJECTED', 'RESOLUTION_ADOPTED'] as const;
export type MissingReason = (typeof MISSING_REASONS)[number];

export interface ReminderLetterData extends CaseLetterBasis {
  /** Whole days from the day it is sent to the deadline's day; 0 on the last day. */
  readonly daysLeft: number;
  readonly missing: MissingReason;
}

const missingTexts: Record<WrittenLanguage, Record<MissingReason, (municipality: string) => string>> = {
  nb: {
    NOTHING_RECEIVED: (municipality) => `Vi har ikke mottatt en signert erklæring fra ${municipality}.`,
    RETURN_REJECTED: (municipality) =>
      `Vi har mottatt et svar fra ${municipality}, men det kunne ikke godkjennes. Brevet vi sendte da, sier hva som må rettes. Den signerte erklæringen mangler derfor fortsatt.`,
    RESOLUTION_ADOPTED: (municipality) =>
      `Vi har notert at ${municipality} har vedtatt å slutte seg til erklæringen. Det signerte skjemaet mangler fortsatt.`,
  },
  nn: {
    NOTHING_RECEIVED: (municipality) => `Vi har ikkje fått ei signert erklæring frå ${municipality}.`,
    RETURN_REJECTED: (municipality) =>
      `Vi har fått eit svar frå ${municipality}, men det kunne ikkje godkjennast. Brevet vi sende då, seier kva som må rettast. Den signerte erklæringa manglar difor framleis.`,
    RESOLUTION_ADOPTED: (municipality) =>
      `Vi har notert at ${municipality} har vedteke å slutte seg til erklæringa. Det signerte skjemaet manglar framleis.`,
  },
};

const countdowns: Record<WrittenLanguage, (data: ReminderLetterData) => { subject: string; opening: string }> = {
  nb: ({ campaignTitle, deadlineOn, daysLeft }) => {
    const deadline = formatWeekday(deadlineOn, 'nb');
    if (daysLeft <= 0) {
      return {
        subject: `Siste dag i dag: ${campaignTitle}`,
        opening: `I dag, ${deadline}, er siste dag for å sende inn erklæringen. Fristen går ut når dagen er slutt.`,
      };
    }
    return daysLeft === 1
      ? {
          subject: `Frist i morgen: ${campaignTitle}`,
          opening: `Fristen for å sende inn erklæringen er i morgen, ${deadline}.`,
        }
      : {
          subject: `Påminnelse: ${campaignTitle}, frist ${formatDay(deadlineOn)}`,
          opening: `Fristen for å sende inn erklæringen er ${deadline}, om ${spellNumber(daysLeft, 'nb')} dager.`,
        };
  },
  nn: ({ campaignTitle, deadlineOn, daysLeft }) => {
    const deadline = formatWeekday(deadlineOn, 'nn');
    if (daysLeft <= 0) {
      return {
        subject: `Siste dag i dag: ${campaignTitle}`,
        opening: `I dag, ${deadline}, er siste dag for å sende inn erklæringa. Fristen går ut når dagen er slutt.`,
      };
    }
    return daysLeft === 1
      ? {
          subject: `Frist i morgon: ${campaignTitle}`,
          opening: `Fristen for å sende inn erklæringa er i morgon, ${deadline}.`,
        }
      : {
          subject: `Påminning: ${campaignTitle}, frist ${formatDay(deadlineOn)}`,
          opening: `Fristen for å sende inn erklæringa er ${deadline}, om ${spellNumber(daysLeft, 'nn')} dagar.`,
        };
  },
};

const texts: Record<WrittenLanguage, (data: ReminderLetterData) => LetterContent> = {
  nb: (data) => {
    const { subject, opening } = countdowns.nb(data);
    return {
      subject,
      greeting: `Til ${data.municipalityName}`,
      blocks: [
        paragraph(`${opening} ${missingTexts.nb[data.missing](data.municipalityName)}`),
        paragraph('Har dere nettopp sendt erklæringen, kan dere se bort fra denne påminnelsen.'),
        heading('Slik svarer kommunen'),
        paragraph(
          'Signer skjemaet digitalt i PDF-filen, eller skriv det ut, signer for hånd og skann alle sidene. Send det som svar på denne e-posten, eller last det opp på kommunens side. Skjemaet kan også hentes der.',
        ),
        heading('Trenger dere mer tid?'),
        paragraph(
          'Svar på denne e-posten før fristen, og skriv hvilken dag dere trenger og hvorfor. Fristen gjelder til departementet har svart.',
        ),
        heading('Etter fristen'),
        paragraph(
          'Et svar som kommer etter fristen, blir tatt vare på og registrert som for sent, og departementet avgjør om det kan regnes med. Ønsker ikke kommunen å signere nå, er vi takknemlige for et kort svar om det.',
        ),
      ],
    };
  },
  nn: (data) => {
    const { subject, opening } = countdowns.nn(data);
    return {
      subject,
      greeting: `Til ${data.municipalityName}`,
      blocks: [
        paragraph(`${opening} ${missingTexts.nn[data.missing](data.municipalityName)}`),
        paragraph('Har de nettopp sendt erklæringa, kan de sjå bort frå denne påminninga.'),
        heading('Slik svarar kommunen'),
        paragraph(
          'Signer skjemaet digitalt i PDF-fila, eller skriv det ut, signer for hand og skann alle sidene. Send det som svar på denne e-posten, eller last det opp på sida til kommunen. Skjemaet kan òg hentast der.',
        ),
        heading('Treng de meir tid?'),
        paragraph(
          'Svar på denne e-posten før fristen, og skriv kva dag de treng og kvifor. Fristen gjeld til departementet har svart.',
        ),
        heading('Etter fristen'),
        paragraph(
          'Eit svar som kjem etter fristen, blir teke vare på og registrert som for seint, og departementet avgjer om det kan reknast med. Ønskjer ikkje kommunen å signere no, er vi takksame for eit kort svar om det.',
        ),
      ],
    };
  },
};

/** One slot of the reminder plan. */
export function reminderLetter(data: ReminderLetterData): LetterText {
  return frameCaseLetter(data, texts[data.language](data));
}
