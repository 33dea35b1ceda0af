import type { WrittenLanguage } from '../../campaigns/index.js';
import { facts, paragraph } from './letter-blocks.js';
import { frameCaseLetter, type CaseLetterBasis, type LetterContent, type LetterText } from './letter-frame.js';

export interface WithdrawalLetterData extends CaseLetterBasis {
  /** Who asked for it. */
  readonly by: 'municipality' | 'ministry';
  /** What the operator wrote to the municipality; null: nothing. */
  readonly reason: string | null;
}

const openings: Record<WrittenLanguage, Record<WithdrawalLetterData['by'], (municipality: string) => string>> = {
  nb: {
    municipality: (municipality) =>
      `${municipality} har meldt fra om at erklæringen trekkes. Departementet har registrert det.`,
    ministry: (municipality) => `Departementet har trukket tilbake invitasjonen til ${municipality}.`,
  },
  nn: {
    municipality: (municipality) =>
      `${municipality} har meldt frå om at erklæringa blir trekt. Departementet har registrert det.`,
    ministry: (municipality) => `Departementet har trekt tilbake invitasjonen til ${municipality}.`,
  },
};

const texts: Record<WrittenLanguage, (data: WithdrawalLetterData) => LetterContent> = {
  nb: (data) => ({
    subject: `Saken er avsluttet: ${data.campaignTitle}`,
    greeting: `Til ${data.municipalityName}`,
    blocks: [
      paragraph(openings.nb[data.by](data.municipalityName)),
      ...(data.reason === null ? [] : [facts([['Begrunnelse', data.reason]])]),
      paragraph(
        'Kommunen regnes ikke blant dem som har signert, og dere får ingen flere påminnelser. Mener dere at dette er feil, kan dere svare på denne e-posten.',
      ),
    ],
  }),
  nn: (data) => ({
    subject: `Saka er avslutta: ${data.campaignTitle}`,
    greeting: `Til ${data.municipalityName}`,
    blocks: [
      paragraph(openings.nn[data.by](data.municipalityName)),
      ...(data.reason === null ? [] : [facts([['Grunngiving', data.reason]])]),
      paragraph(
        'Kommunen blir ikkje rekna blant dei som har signert, og de får ingen fleire påminningar. Meiner de at dette er feil, kan de svare på denne e-posten.',
      ),
    ],
  }),
};

/** The case is closed without a declaration; reminders have stopped. */
export function withdrawalLetter(data: WithdrawalLetterData): LetterText {
  return frameCaseLetter(data, texts[data.language](data));
}
