import { facts, link, paragraph, table } from './letter-blocks.js';
import { frameLetter, type LetterBasis, type LetterText } from './letter-frame.js';
import { formatDay, formatInstant, formatNumber, formatWeekday } from './norwegian-format.js';

/** What an operator should know before telephoning a municipality that has not answered. */
export const UNANSWERED_NOTES = [
  'ASKED_FOR_MORE_TIME',
  'RETURN_REJECTED',
  'RESOLUTION_ADOPTED',
  'RESOLUTION_DECLINED',
  'RESOLUTION_POSTPONED',
  'MAIL_BOUNCED',
] as const;
export type UnansweredNote = (typeof UNANSWERED_NOTES)[number];

export interface MunicipalitiesCount {
  readonly municipalities: number;
  readonly population: number;
}

export interface UnansweredMunicipality {
  readonly municipalityName: string;
  readonly municipalityNumber: string;
  readonly reference: string;
  readonly population: number;
  readonly notes: readonly UnansweredNote[];
}

/** Written in bokmål whatever the basis says: the operators' working language. */
export interface OperatorsDigestLetterData extends Omit<LetterBasis, 'language'> {
  readonly deadlineOn: string;
  /** When it was counted, ISO 8601 with offset. */
  readonly countedAt: string;
  /** All who have this deadline. */
  readonly base: MunicipalitiesCount;
  readonly unanswered: readonly UnansweredMunicipality[];
  readonly consoleUrl: string;
}

const noteTexts: Record<UnansweredNote, string> = {
  ASKED_FOR_MORE_TIME: 'har bedt om mer tid',
  RETURN_REJECTED: 'har sendt et svar som ikke kunne godkjennes',
  RESOLUTION_ADOPTED: 'har vedtatt å slutte seg til',
  RESOLUTION_DECLINED: 'har vedtatt å ikke slutte seg til',
  RESOLUTION_POSTPONED: 'har utsatt saken',
  MAIL_BOUNCED: 'e-posten kom ikke fram',
};

/** 24 hours before a deadline: who has not answered. */
export function operatorsDigestLetter(data: OperatorsDigestLetterData): LetterText {
  const population = data.unanswered.reduce((sum, municipality) => sum + municipality.population, 0);
  const silent = describeMunicipalities(data.unanswered.length);
  return frameLetter(
    { ...data, language: 'nb' },
    {
      subject: `${silent} har ikke svart, frist ${formatDay(data.deadlineOn)}: ${data.campaignTitle}`,
      greeting: 'Til saksbehandlerne',
      blocks: [
        paragraph(`Fristen går ut ${formatWeekday(data.deadlineOn, 'nb')}.`),
        facts([
          ['Har ikke svart', describeCount({ municipalities: data.unanswered.length, population })],
          ['Alle med denne fristen', describeCount(data.base)],
          ['Telt', formatInstant(data.countedAt)],
        ]),
        ...(data.unanswered.length === 0
          ? [paragraph('Alle med denne fristen har svart.')]
          : [
              table(
                'Kommuner som ikke har svart',
                ['Kommune', 'Nummer', 'Innbyggere', 'Referanse', 'Merknad'],
                data.unanswered.map((municipality) => [
                  municipality.municipalityName,
                  municipality.municipalityNumber,
                  formatNumber(municipality.population),
                  municipality.reference,
                  municipality.notes.map((note) => noteTexts[note]).join('; ') || '–',
                ]),
              ),
            ]),
        link('Saksbehandling', data.consoleUrl),
      ],
    },
  );
}

function describeCount({ municipalities, population }: MunicipalitiesCount): string {
  return `${describeMunicipalities(municipalities)}, ${formatNumber(population)} innbyggere`;
}

function describeMunicipalities(count: number): string {
  return count === 1 ? 'én kommune' : `${formatNumber(count)} kommuner`;
}
