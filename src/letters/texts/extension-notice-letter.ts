import type { WrittenLanguage } from '../../campaigns/index.js';
import { facts, paragraph } from './letter-blocks.js';
import { frameCaseLetter, type CaseLetterBasis, type LetterContent, type LetterText } from './letter-frame.js';
import { formatDay, formatWeekday } from './norwegian-format.js';

/** `deadlineOn` of the basis is the new deadline. */
export interface ExtensionNoticeLetterData extends CaseLetterBasis {
  readonly previousDeadlineOn: string;
  /** What the operator wrote to the municipality; null: nothing. */
  readonly reason: string | null;
}

const texts: Record<WrittenLanguage, (data: ExtensionNoticeLetterData) => LetterContent> = {
  nb: (data) => ({
    subject: `Utsatt frist til ${formatDay(data.deadlineOn)}: ${data.campaignTitle}`,
    greeting: `Til ${data.municipalityName}`,
    blocks: [
      paragraph(`${data.municipalityName} har fått utsatt frist for å sende inn den signerte erklæringen.`),
      facts([
        ['Ny frist', `${formatWeekday(data.deadlineOn, 'nb')}, ut dagen`],
        ['Tidligere frist', formatDay(data.previousDeadlineOn)],
        ...(data.reason === null ? [] : [['Begrunnelse', data.reason] as const]),
      ]),
      paragraph(
        'Skjemaet dere har fått, er det samme og kan fortsatt brukes. Påminnelsene er flyttet til den nye fristen. Kalenderfilen som ligger ved, retter datoen i kalenderen.',
      ),
    ],
  }),
  nn: (data) => ({
    subject: `Utsett frist til ${formatDay(data.deadlineOn)}: ${data.campaignTitle}`,
    greeting: `Til ${data.municipalityName}`,
    blocks: [
      paragraph(`${data.municipalityName} har fått utsett frist for å sende inn den signerte erklæringa.`),
      facts([
        ['Ny frist', `${formatWeekday(data.deadlineOn, 'nn')}, ut dagen`],
        ['Tidlegare frist', formatDay(data.previousDeadlineOn)],
        ...(data.reason === null ? [] : [['Grunngiving', data.reason] as const]),
      ]),
      paragraph(
        'Skjemaet de har fått, er det same og kan framleis brukast. Påminningane er flytte til den nye fristen. Kalenderfila som ligg ved, rettar datoen i kalenderen.',
      ),
    ],
  }),
};

/** Tells the municipality that it has got a later deadline. */
export function extensionNoticeLetter(data: ExtensionNoticeLetterData): LetterText {
  return frameCaseLetter(data, texts[data.language](data));
}
