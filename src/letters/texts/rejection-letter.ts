import type { WrittenLanguage } from '../../campaigns/index.js';
import { heading, list, paragraph } from './letter-blocks.js';
import { frameCaseLetter, type CaseLetterBasis, type LetterContent, type LetterText } from './letter-frame.js';
import { formatDay, formatWeekday } from './norwegian-format.js';
import { arrivalFacts, type Arrival } from './received-files.js';
import { rejectionTexts, type RejectionReason } from './rejection-reasons.js';

export interface RejectionLetterData extends CaseLetterBasis, Arrival {
  /** At least one. */
  readonly reasons: readonly RejectionReason[];
  /** Whether the deadline had passed when the letter was written. */
  readonly deadlinePassed: boolean;
}

const texts: Record<WrittenLanguage, (data: RejectionLetterData) => LetterContent> = {
  nb: (data) => {
    const reasons = data.reasons.map((reason) => rejectionTexts('nb', reason, data));
    return {
      subject: `Svaret kunne ikke godkjennes: ${data.campaignTitle}`,
      greeting: `Til ${data.municipalityName}`,
      blocks: [
        paragraph(
          `Vi har mottatt et svar fra ${data.municipalityName}, men det kan ikke godkjennes slik det er. Kommunen regnes derfor ikke som signert ennå.`,
        ),
        arrivalFacts('nb', data, data.deadlineOn),
        heading('Hvorfor'),
        list(reasons.map(({ why }) => why)),
        heading('Slik retter dere det'),
        list(reasons.map(({ mend }) => mend)),
        paragraph(
          data.deadlinePassed
            ? `Fristen gikk ut ${formatDay(data.deadlineOn)}. Send likevel et nytt svar så snart dere kan. Departementet avgjør om det kan regnes med.`
            : `Fristen er ${formatWeekday(data.deadlineOn, 'nb')}, ut dagen. Trenger dere mer tid eller hjelp, kan dere svare på denne e-posten.`,
        ),
      ],
    };
  },
  nn: (data) => {
    const reasons = data.reasons.map((reason) => rejectionTexts('nn', reason, data));
    return {
      subject: `Svaret kunne ikkje godkjennast: ${data.campaignTitle}`,
      greeting: `Til ${data.municipalityName}`,
      blocks: [
        paragraph(
          `Vi har fått eit svar frå ${data.municipalityName}, men det kan ikkje godkjennast slik det er. Kommunen blir difor ikkje rekna som signert enno.`,
        ),
        arrivalFacts('nn', data, data.deadlineOn),
        heading('Kvifor'),
        list(reasons.map(({ why }) => why)),
        heading('Slik rettar de det'),
        list(reasons.map(({ mend }) => mend)),
        paragraph(
          data.deadlinePassed
            ? `Fristen gjekk ut ${formatDay(data.deadlineOn)}. Send likevel eit nytt svar så snart de kan. Departementet avgjer om det kan reknast med.`
            : `Fristen er ${formatWeekday(data.deadlineOn, 'nn')}, ut dagen. Treng de meir tid eller hjelp, kan de svare på denne e-posten.`,
        ),
      ],
    };
  },
};

/** A return cannot be used: why, and how to mend it. A duplicate is never rejected; it gets a receipt. */
export function rejectionLetter(data: RejectionLetterData): LetterText {
  if (data.reasons.length === 0) {
    throw new RangeError('A rejection must say why: give at least one reason.');
  }
  return frameCaseLetter(data, texts[data.language](data));
}
