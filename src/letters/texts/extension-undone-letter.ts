import type { WrittenLanguage } from '../../campaigns/index.js';
import { facts, paragraph } from './letter-blocks.js';
import { frameCaseLetter, type CaseLetterBasis, type LetterContent, type LetterText } from './letter-frame.js';
import { formatDay, formatWeekday } from './norwegian-format.js';

/** `deadlineOn` of the basis is the deadline that is in force again. */
export interface ExtensionUndoneLetterData extends CaseLetterBasis {
  readonly withdrawnDeadlineOn: string;
  /** What the operator wrote to the municipality; null: nothing. */
  readonly reason: string | null;
}

const texts: Record<WrittenLanguage, (data: ExtensionUndoneLetterData) => LetterContent> = {
  nb: (data) => ({
    subject: `Fristen er igjen ${formatDay(data.deadlineOn)}: ${data.campaignTitle}`,
    greeting: `Til ${data.municipalityName}`,
    blocks: [
      paragraph('Vi har tidligere skrevet at kommunen hadde fått utsatt frist. Utsettelsen er trukket tilbake.'),
      facts([
        ['Frist', `${formatWeekday(data.deadlineOn, 'nb')}, ut dagen`],
        ['Gjelder ikke lenger', formatDay(data.withdrawnDeadlineOn)],
        ...(data.reason === null ? [] : [['Begrunnelse', data.reason] as const]),
      ]),
      paragraph(
        'Skjemaet er det samme. Kalenderfilen som ligger ved, retter datoen i kalenderen. Svar på denne e-posten hvis dette skaper vansker for kommunen.',
      ),
    ],
  }),
  nn: (data) => ({
    subject: `Fristen er igjen ${formatDay(data.deadlineOn)}: ${data.campaignTitle}`,
    greeting: `Til ${data.municipalityName}`,
    blocks: [
      paragraph('Vi har tidlegare skrive at kommunen hadde fått utsett frist. Utsetjinga er trekt tilbake.'),
      facts([
        ['Frist', `${formatWeekday(data.deadlineOn, 'nn')}, ut dagen`],
        ['Gjeld ikkje lenger', formatDay(data.withdrawnDeadlineOn)],
        ...(data.reason === null ? [] : [['Grunngiving', data.reason] as const]),
      ]),
      paragraph(
        'Skjemaet er det same. Kalenderfila som ligg ved, rettar datoen i kalenderen. Svar på denne e-posten dersom dette skaper vanskar for kommunen.',
      ),
    ],
  }),
};

/** Tells the municipality that an extension has been undone. */
export function extensionUndoneLetter(data: ExtensionUndoneLetterData): LetterText {
  return frameCaseLetter(data, texts[data.language](data));
}
