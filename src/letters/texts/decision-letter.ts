import type { WrittenLanguage } from '../../campaigns/index.js';
import { paragraph, paragraphsOf } from './letter-blocks.js';
import { frameCaseLetter, type CaseLetterBasis, type LetterContent, type LetterText } from './letter-frame.js';
import { formatInstant } from './norwegian-format.js';
import { arrivalFacts, type Arrival } from './received-files.js';

/** How the return was accepted: a digital signature, a scan, or something else that a person has judged. */
export type AcceptanceMethod = 'PADES' | 'REVIEWED_SCAN' | 'REVIEWED';

export interface DecisionLetterData extends CaseLetterBasis, Arrival {
  readonly method: AcceptanceMethod;
  /** ISO 8601 with offset. */
  readonly decidedAt: string;
  /** What the operator wrote to the municipality; null: nothing. */
  readonly note: string | null;
}

const methodTexts: Record<WrittenLanguage, Record<AcceptanceMethod, string>> = {
  nb: {
    PADES: 'Saksbehandleren har kontrollert den digitale signaturen.',
    REVIEWED_SCAN: 'Saksbehandleren har sammenlignet det skannede skjemaet med det vi sendte, og sett på signaturen.',
    REVIEWED: 'Saksbehandleren har gått gjennom dokumentet.',
  },
  nn: {
    PADES: 'Saksbehandlaren har kontrollert den digitale signaturen.',
    REVIEWED_SCAN: 'Saksbehandlaren har samanlikna det skanna skjemaet med det vi sende, og sett på signaturen.',
    REVIEWED: 'Saksbehandlaren har gått gjennom dokumentet.',
  },
};

const texts: Record<WrittenLanguage, (data: DecisionLetterData) => LetterContent> = {
  nb: (data) => ({
    subject: `Erklæringen er godkjent: ${data.campaignTitle}`,
    greeting: `Til ${data.municipalityName}`,
    blocks: [
      paragraph(
        `Erklæringen fra ${data.municipalityName} ble godkjent ${formatInstant(data.decidedAt)}. ${methodTexts.nb[data.method]}`,
      ),
      arrivalFacts('nb', data, data.deadlineOn),
      ...paragraphsOf(data.note ?? ''),
      paragraph('Kommunen regnes nå blant dem som har signert. Dere trenger ikke gjøre noe mer.'),
    ],
  }),
  nn: (data) => ({
    subject: `Erklæringa er godkjend: ${data.campaignTitle}`,
    greeting: `Til ${data.municipalityName}`,
    blocks: [
      paragraph(
        `Erklæringa frå ${data.municipalityName} vart godkjend ${formatInstant(data.decidedAt)}. ${methodTexts.nn[data.method]}`,
      ),
      arrivalFacts('nn', data, data.deadlineOn),
      ...paragraphsOf(data.note ?? ''),
      paragraph('Kommunen blir no rekna blant dei som har signert. De treng ikkje gjere noko meir.'),
    ],
  }),
};

const enclosed: Record<WrittenLanguage, string> = {
  nb: 'Godkjenningen ligger ved som PDF med seglet vårt. Ta vare på den.',
  nn: 'Godkjenninga ligg ved som PDF med seglet vårt. Ta vare på henne.',
};

/** What a decision says, in the letter and in the sealed document that goes with it. */
export function decisionContent(data: DecisionLetterData): LetterContent {
  return texts[data.language](data);
}

/** An operator has accepted a return that waited for a person. */
export function decisionLetter(data: DecisionLetterData): LetterText {
  const content = decisionContent(data);
  return frameCaseLetter(data, { ...content, blocks: [...content.blocks, paragraph(enclosed[data.language])] });
}
