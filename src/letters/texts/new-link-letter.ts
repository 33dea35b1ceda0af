import type { WrittenLanguage } from '../../campaigns/index.js';
import { paragraph } from './letter-blocks.js';
import { frameCaseLetter, type CaseLetterBasis, type LetterContent, type LetterText } from './letter-frame.js';

export interface NewLinkLetterData extends CaseLetterBasis {
  /** When the links before it end, and what they have opened. */
  readonly endsOthers: 'AT_ONCE' | 'WHEN_OPENED';
}

const OTHERS: Readonly<Record<WrittenLanguage, Readonly<Record<NewLinkLetterData['endsOthers'], string>>>> = {
  nb: {
    AT_ONCE: 'Lenkene i tidligere brev virker ikke lenger, og det de har åpnet, er lukket.',
    WHEN_OPENED:
      'Lenkene i tidligere brev virker til dere åpner denne. Da slutter de å virke, og det de har åpnet, lukkes.',
  },
  nn: {
    AT_ONCE: 'Lenkjene i tidlegare brev verkar ikkje lenger, og det dei har opna, er lukka.',
    WHEN_OPENED:
      'Lenkjene i tidlegare brev verkar til de opnar denne. Då sluttar dei å verke, og det dei har opna, blir lukka.',
  },
};

const texts: Record<WrittenLanguage, (data: NewLinkLetterData) => LetterContent> = {
  nb: (data) => ({
    subject: `Ny lenke til kommunens side: ${data.campaignTitle}`,
    greeting: `Til ${data.municipalityName}`,
    blocks: [
      paragraph(`Her er en ny lenke til kommunens side. ${OTHERS.nb[data.endsOthers]}`),
      paragraph(
        'Har dere ikke bedt om en ny lenke, trenger dere ikke gjøre noe: den er sendt bare hit. Lenken er personlig for kommunen: ikke del den.',
      ),
    ],
  }),
  nn: (data) => ({
    subject: `Ny lenkje til sida til kommunen: ${data.campaignTitle}`,
    greeting: `Til ${data.municipalityName}`,
    blocks: [
      paragraph(`Her er ei ny lenkje til sida til kommunen. ${OTHERS.nn[data.endsOthers]}`),
      paragraph(
        'Har de ikkje bede om ei ny lenkje, treng de ikkje gjere noko: ho er send berre hit. Lenkja er personleg for kommunen: ikkje del ho.',
      ),
    ],
  }),
};

/** Brings a link that works, in place of those before it; the link itself stands in the frame. */
export function newLinkLetter(data: NewLinkLetterData): LetterText {
  return frameCaseLetter(data, texts[data.language](data));
}
