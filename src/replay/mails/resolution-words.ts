import { formatDate, type LocalDate, type WrittenLanguage } from '../../platform/calendar/index.js';
import type { MailFrame, MailWords } from './mail-frame.js';

export interface ResolutionFacts {
  readonly outcome: 'ADOPTED' | 'DECLINED' | 'POSTPONED';
  readonly decidedOn: LocalDate;
  /** As the council numbers its cases: `PS 45/20`. */
  readonly caseNumber: string;
}

interface Wordings {
  readonly decisions: (day: string, caseNumber: string) => readonly string[];
  readonly additions: readonly string[];
}

const subjects: Readonly<Record<WrittenLanguage, (municipality: string) => string>> = {
  nb: (municipality) => `Vedtak om Akson i ${municipality}`,
  nn: (municipality) => `Vedtak om Akson i ${municipality}`,
};

const wordings: Readonly<Record<ResolutionFacts['outcome'], Readonly<Record<WrittenLanguage, Wordings>>>> = {
  ADOPTED: {
    nb: {
      decisions: (day, caseNumber) => [
        `Kommunestyret vedtok ${day} at kommunen skal slutte seg til intensjonserklæringen (sak ${caseNumber}).`,
        `Vi melder at kommunestyret i sak ${caseNumber} den ${day} sa ja til å signere erklæringen.`,
      ],
      additions: [
        'Det signerte dokumentet kommer så snart ordføreren har skrevet under.',
        'Erklæringen sendes når protokollen er godkjent.',
      ],
    },
    nn: {
      decisions: (day, caseNumber) => [
        `Kommunestyret vedtok ${day} at kommunen skal slutte seg til intensjonserklæringa (sak ${caseNumber}).`,
        `Vi melder at kommunestyret i sak ${caseNumber} den ${day} sa ja til å signere erklæringa.`,
      ],
      additions: [
        'Det signerte dokumentet kjem så snart ordføraren har skrive under.',
        'Erklæringa blir send når protokollen er godkjend.',
      ],
    },
  },
  DECLINED: {
    nb: {
      decisions: (day, caseNumber) => [
        `Kommunestyret behandlet saken ${day} og vedtok at kommunen ikke signerer erklæringen (sak ${caseNumber}).`,
        `I sak ${caseNumber} den ${day} falt forslaget om å signere intensjonserklæringen.`,
      ],
      additions: [
        'Flertallet la vekt på at kostnadene for kommunen ikke er kjent.',
        'Vi følger gjerne med på arbeidet videre.',
      ],
    },
    nn: {
      decisions: (day, caseNumber) => [
        `Kommunestyret hadde saka oppe ${day} og vedtok at kommunen ikkje signerer erklæringa (sak ${caseNumber}).`,
        `I sak ${caseNumber} den ${day} fall framlegget om å signere intensjonserklæringa.`,
      ],
      additions: [
        'Fleirtalet la vekt på at kostnadene for kommunen ikkje er kjende.',
        'Vi følgjer gjerne med på arbeidet vidare.',
      ],
    },
  },
  POSTPONED: {
    nb: {
      decisions: (day, caseNumber) => [
        `Kommunestyret utsatte saken i møtet ${day} (sak ${caseNumber}).`,
        `Saken om Akson, ${caseNumber}, ble utsatt av kommunestyret ${day}.`,
      ],
      additions: [
        'Politikerne ønsker mer informasjon om økonomi og organisering før de tar stilling.',
        'Saken kommer opp igjen til høsten.',
      ],
    },
    nn: {
      decisions: (day, caseNumber) => [
        `Kommunestyret utsette saka i møtet ${day} (sak ${caseNumber}).`,
        `Saka om Akson, ${caseNumber}, vart utsett av kommunestyret ${day}.`,
      ],
      additions: [
        'Politikarane ønskjer meir informasjon om økonomi og organisering før dei tek stilling.',
        'Saka kjem opp att til hausten.',
      ],
    },
  },
};

export function resolutionWords({ language, random, writer }: MailFrame, facts: ResolutionFacts): MailWords {
  const { decisions, additions } = wordings[facts.outcome][language];
  return {
    subject: random.chance(0.5) ? subjects[language](writer.municipality) : null,
    paragraphs: [
      random.pick(decisions(formatDate(facts.decidedOn), facts.caseNumber)),
      ...(random.chance(0.7) ? [random.pick(additions)] : []),
    ],
  };
}
