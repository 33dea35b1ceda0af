import type { WrittenLanguage } from '../../campaigns/index.js';
import { facts, paragraph } from './letter-blocks.js';
import { frameCaseLetter, type CaseLetterBasis, type LetterContent, type LetterText } from './letter-frame.js';
import { formatInstant, formatWeekday } from './norwegian-format.js';

export interface QuestionReceivedLetterData extends CaseLetterBasis {
  /** ISO 8601 with offset. */
  readonly receivedAt: string;
  /** The subject of the message that was received. */
  readonly questionSubject: string;
}

const texts: Record<WrittenLanguage, (data: QuestionReceivedLetterData) => LetterContent> = {
  nb: (data) => ({
    subject: `Vi har mottatt henvendelsen: ${data.campaignTitle}`,
    greeting: `Til ${data.municipalityName}`,
    blocks: [
      paragraph('Vi har mottatt henvendelsen fra dere. En saksbehandler leser den og svarer på e-post.'),
      facts([
        ['Emne', data.questionSubject],
        ['Mottatt', formatInstant(data.receivedAt)],
      ]),
      paragraph(
        `Henvendelsen endrer ikke fristen, som er ${formatWeekday(data.deadlineOn, 'nb')}. Har dere bedt om utsatt frist, gjelder den nye først når departementet har svart.`,
      ),
    ],
  }),
  nn: (data) => ({
    subject: `Vi har fått førespurnaden: ${data.campaignTitle}`,
    greeting: `Til ${data.municipalityName}`,
    blocks: [
      paragraph('Vi har fått førespurnaden frå dykk. Ein saksbehandlar les han og svarar på e-post.'),
      facts([
        ['Emne', data.questionSubject],
        ['Motteke', formatInstant(data.receivedAt)],
      ]),
      paragraph(
        `Førespurnaden endrar ikkje fristen, som er ${formatWeekday(data.deadlineOn, 'nn')}. Har de bede om utsett frist, gjeld den nye først når departementet har svart.`,
      ),
    ],
  }),
};

/** Somebody has written to us, and a person will answer. */
export function questionReceivedLetter(data: QuestionReceivedLetterData): LetterText {
  return frameCaseLetter(data, texts[data.language](data));
}
