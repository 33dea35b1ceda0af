import type { WrittenLanguage } from '../../campaigns/index.js';
import { heading, list, paragraph } from './letter-blocks.js';
import { frameLetter, type LetterBasis, type LetterContent, type LetterText } from './letter-frame.js';
import { formatNumber, formatWeekday } from './norwegian-format.js';

export interface CopyLetterData extends LetterBasis {
  /** "KS", "Orkland kommune". */
  readonly recipientName: string;
  readonly recipientKind: 'organisation' | 'municipality';
  readonly signatory: string;
  /** The invitation's own words, in the letter's language. */
  readonly invitation: { readonly subject: string; readonly paragraphs: readonly string[] };
  readonly municipalitiesInvited: number;
  /** YYYY-MM-DD: the invited municipalities' deadline. */
  readonly deadlineOn: string;
  readonly enclosureFileNames: readonly string[];
}

const nothingToDo: Record<WrittenLanguage, Record<CopyLetterData['recipientKind'], string>> = {
  nb: {
    organisation: 'Dette er en kopi. Dere skal ikke signere noe og trenger ikke svare.',
    municipality:
      'Dette er en kopi. Kommunen er ikke blant dem som inviteres til å signere, og dere trenger ikke svare.',
  },
  nn: {
    organisation: 'Dette er ein kopi. De skal ikkje signere noko og treng ikkje svare.',
    municipality:
      'Dette er ein kopi. Kommunen er ikkje mellom dei som blir inviterte til å signere, og de treng ikkje svare.',
  },
};

const texts: Record<WrittenLanguage, (data: CopyLetterData) => LetterContent> = {
  nb: (data) => ({
    subject: `Kopi til orientering: ${data.invitation.subject}`,
    greeting: `Til ${data.recipientName}`,
    signatory: data.signatory,
    blocks: [
      paragraph(
        `${data.senderName} har sendt brevet under til ${formatNumber(data.municipalitiesInvited)} kommuner. Fristen for å svare er ${formatWeekday(data.deadlineOn, 'nb')}. ${nothingToDo.nb[data.recipientKind]}`,
      ),
      heading('Brevet til kommunene'),
      ...data.invitation.paragraphs.map(paragraph),
      ...(data.enclosureFileNames.length === 0 ? [] : [heading('Vedlegg'), list(data.enclosureFileNames)]),
    ],
  }),
  nn: (data) => ({
    subject: `Kopi til orientering: ${data.invitation.subject}`,
    greeting: `Til ${data.recipientName}`,
    signatory: data.signatory,
    blocks: [
      paragraph(
        `${data.senderName} har sendt brevet under til ${formatNumber(data.municipalitiesInvited)} kommunar. Fristen for å svare er ${formatWeekday(data.deadlineOn, 'nn')}. ${nothingToDo.nn[data.recipientKind]}`,
      ),
      heading('Brevet til kommunane'),
      ...data.invitation.paragraphs.map(paragraph),
      ...(data.enclosureFileNames.length === 0 ? [] : [heading('Vedlegg'), list(data.enclosureFileNames)]),
    ],
  }),
};

/** The invitation for information only: KS, the health regions, the municipalities that are not invited. */
export function copyLetter(data: CopyLetterData): LetterText {
  return frameLetter(data, texts[data.language](data));
}
