import type { DeclarationReturnState, ResolutionOutcome } from '../declarations/index.js';
import type { LetterKind } from '../letters/index.js';
import type { ReturnedDocumentState } from '../returns/index.js';
import type { UploadFault } from '../platform/http/index.js';
import { type Concern, CONCERN_WORDS } from '../mailbox/index.js';

export interface PortalTexts {
  readonly openHeading: string;
  readonly openExplanation: string;
  readonly openButton: string;
  readonly asked: (campaign: string) => string;
  readonly deadline: string;
  readonly extended: string;
  readonly status: string;
  readonly reference: string;
  readonly close: string;
  readonly withdrawn: string;
  readonly states: Readonly<Record<DeclarationReturnState, string>>;
  readonly form: { readonly heading: string; readonly explanation: string; readonly button: string };
  readonly handIn: {
    readonly heading: string;
    readonly explanation: (mostMegabytes: number) => string;
    readonly label: string;
    readonly drop: string;
    readonly chosen: string;
    readonly button: string;
    readonly byMail: (address: string) => string;
  };
  readonly faults: Readonly<Record<UploadFault, (mostMegabytes: number) => string>>;
  readonly returns: {
    readonly heading: string;
    readonly none: string;
    readonly file: string;
    readonly arrived: string;
    readonly result: string;
    readonly late: string;
    readonly states: Readonly<Record<ReturnedDocumentState, string>>;
    readonly again: string;
  };
  readonly answer: { readonly heading: string };
  readonly resolution: {
    readonly heading: string;
    readonly explanation: string;
    readonly known: (outcome: string, day: string) => string;
    readonly outcome: string;
    readonly outcomes: Readonly<Record<ResolutionOutcome, string>>;
    readonly decidedOn: string;
    readonly caseNumber: string;
    readonly button: string;
    readonly saved: string;
    readonly faults: {
      readonly outcome: string;
      readonly decidedOn: string;
      readonly future: string;
      readonly caseNumber: string;
    };
  };
  readonly write: {
    readonly heading: string;
    readonly explanation: string;
    readonly concern: string;
    readonly concerns: Readonly<Record<Concern, string>>;
    readonly text: string;
    readonly button: string;
    readonly sent: string;
    readonly faults: { readonly concern: string; readonly text: string; readonly tooLong: string };
  };
  readonly letters: {
    readonly kinds: Readonly<Partial<Record<LetterKind, string>>>;
    readonly other: string;
    readonly receipt: string;
  };
  readonly errors: string;
}

/** The page's words in both language forms; a missing one does not compile. */
export const portalTexts: Readonly<Record<'nb' | 'nn', PortalTexts>> = {
  nb: {
    openHeading: 'Kommunens side',
    openExplanation: 'Trykk på knappen for å åpne saken. Lenken er personlig for kommunen: ikke del den.',
    openButton: 'Åpne saken',
    asked: (campaign) => `Kommunen er invitert til å signere: ${campaign}.`,
    deadline: 'Frist',
    extended: 'utsatt',
    status: 'Status',
    reference: 'Referanse',
    close: 'Lukk siden',
    withdrawn: 'Saken er trukket tilbake. Dere trenger ikke gjøre noe mer.',
    states: {
      NONE: 'Vi har ikke mottatt noe ennå',
      RECEIVED: 'Mottatt, blir kontrollert',
      NEEDS_REVIEW: 'Mottatt, en saksbehandler ser på det',
      ACCEPTED: 'Signert erklæring er godkjent',
      REJECTED: 'Svaret kunne ikke godkjennes; se hvorfor under',
    },
    form: {
      heading: 'Skjemaet',
      explanation:
        'Last ned skjemaet og signer det digitalt. Det kan også skrives ut og signeres for hånd; skann da alle sidene.',
      button: 'Last ned skjemaet (PDF)',
    },
    handIn: {
      heading: 'Lever det signerte skjemaet',
      explanation: (mostMegabytes) =>
        `PDF, eller bilde av de signerte sidene. Inntil 10 filer, hver på inntil ${mostMegabytes} MB. Vi kontrollerer filene med en gang.`,
      label: 'Filer',
      drop: 'Dere kan også dra filene hit og slippe dem.',
      chosen: 'Dette er valgt',
      button: 'Lever',
      byMail: (address) => `Dere kan også sende det på e-post til ${address}.`,
    },
    faults: {
      NO_FILE: () => 'Velg minst én fil.',
      TOO_LARGE: (mostMegabytes) =>
        `En fil er større enn ${mostMegabytes} MB, eller filene er for store til sammen. Lever færre eller mindre filer om gangen.`,
      TOO_MANY: () => 'Lever inntil 10 filer om gangen.',
      UNREADABLE: () => 'Filene kom ikke hele frem. Prøv på nytt.',
    },
    returns: {
      heading: 'Det vi har mottatt',
      none: 'Ingenting ennå.',
      file: 'Fil',
      arrived: 'Mottatt',
      result: 'Resultat',
      late: 'etter fristen',
      states: {
        RECEIVED: 'Blir kontrollert. Last siden på nytt om litt.',
        NEEDS_REVIEW: 'En saksbehandler ser på det.',
        ACCEPTED: 'Godkjent.',
        REJECTED: 'Kan ikke godkjennes.',
        SUPERSEDED: 'Et annet svar gjelder.',
      },
      again: 'Last siden på nytt',
    },
    answer: { heading: 'Svaret vårt' },
    resolution: {
      heading: 'Vedtaket i kommunen',
      explanation: 'Har kommunestyret behandlet saken? Si fra her, også før det signerte skjemaet er klart.',
      known: (outcome, day) => `Registrert: ${outcome}, ${day}.`,
      outcome: 'Hva ble vedtatt?',
      outcomes: { ADOPTED: 'Slutte seg til', DECLINED: 'Ikke slutte seg til', POSTPONED: 'Utsette saken' },
      decidedOn: 'Møtedato',
      caseNumber: 'Saksnummer (kan stå tomt)',
      button: 'Registrer vedtaket',
      saved: 'Vedtaket er registrert.',
      faults: {
        outcome: 'Velg hva som ble vedtatt.',
        decidedOn: 'Skriv datoen for møtet.',
        future: 'Møtet kan ikke ligge frem i tid.',
        caseNumber: 'Saksnummeret kan ha inntil 50 tegn.',
      },
    },
    write: {
      heading: 'Skriv til departementet',
      explanation: 'Dere får svar på e-post, og svaret står her.',
      concern: 'Hva gjelder det?',
      concerns: CONCERN_WORDS.nb,
      text: 'Melding. Skriv begrunnelsen hvis dere ber om utsatt frist.',
      button: 'Send',
      sent: 'Vi har fått meldingen.',
      faults: {
        concern: 'Velg hva meldingen gjelder.',
        text: 'Skriv meldingen.',
        tooLong: 'Meldingen kan ha inntil 4000 tegn.',
      },
    },
    letters: {
      kinds: {
        INVITATION: 'Invitasjon',
        REMINDER: 'Påminnelse',
        EXTENSION_NOTICE: 'Ny frist',
        EXTENSION_UNDONE: 'Opprinnelig frist gjelder igjen',
        RECEIPT: 'Kvittering',
        REJECTION: 'Kunne ikke godkjennes',
        DECISION: 'Avgjørelse',
        QUESTION_RECEIVED: 'Spørsmål mottatt',
        ANSWER: 'Svar på spørsmål',
        WITHDRAWAL: 'Saken er trukket tilbake',
        NEW_LINK: 'Ny lenke',
      },
      other: 'Brev',
      receipt: 'Last ned kvitteringen (PDF)',
    },
    errors: 'Dette må rettes',
  },
  nn: {
    openHeading: 'Sida til kommunen',
    openExplanation: 'Trykk på knappen for å opne saka. Lenkja er personleg for kommunen: ikkje del ho.',
    openButton: 'Opne saka',
    asked: (campaign) => `Kommunen er invitert til å signere: ${campaign}.`,
    deadline: 'Frist',
    extended: 'utsett',
    status: 'Status',
    reference: 'Referanse',
    close: 'Lukk sida',
    withdrawn: 'Saka er trekt tilbake. De treng ikkje gjere noko meir.',
    states: {
      NONE: 'Vi har ikkje fått noko enno',
      RECEIVED: 'Motteke, blir kontrollert',
      NEEDS_REVIEW: 'Motteke, ein saksbehandlar ser på det',
      ACCEPTED: 'Signert erklæring er godkjend',
      REJECTED: 'Svaret kunne ikkje godkjennast; sjå kvifor under',
    },
    form: {
      heading: 'Skjemaet',
      explanation:
        'Last ned skjemaet og signer det digitalt. Det kan òg skrivast ut og signerast for hand; skann då alle sidene.',
      button: 'Last ned skjemaet (PDF)',
    },
    handIn: {
      heading: 'Lever det signerte skjemaet',
      explanation: (mostMegabytes) =>
        `PDF, eller bilete av dei signerte sidene. Inntil 10 filer, kvar på inntil ${mostMegabytes} MB. Vi kontrollerer filene med ein gong.`,
      label: 'Filer',
      drop: 'De kan òg dra filene hit og sleppe dei.',
      chosen: 'Dette er valt',
      button: 'Lever',
      byMail: (address) => `De kan òg sende det på e-post til ${address}.`,
    },
    faults: {
      NO_FILE: () => 'Vel minst éi fil.',
      TOO_LARGE: (mostMegabytes) =>
        `Ei fil er større enn ${mostMegabytes} MB, eller filene er for store til saman. Lever færre eller mindre filer om gongen.`,
      TOO_MANY: () => 'Lever inntil 10 filer om gongen.',
      UNREADABLE: () => 'Filene kom ikkje heile fram. Prøv på nytt.',
    },
    returns: {
      heading: 'Det vi har motteke',
      none: 'Ingenting enno.',
      file: 'Fil',
      arrived: 'Motteke',
      result: 'Resultat',
      late: 'etter fristen',
      states: {
        RECEIVED: 'Blir kontrollert. Last sida på nytt om litt.',
        NEEDS_REVIEW: 'Ein saksbehandlar ser på det.',
        ACCEPTED: 'Godkjend.',
        REJECTED: 'Kan ikkje godkjennast.',
        SUPERSEDED: 'Eit anna svar gjeld.',
      },
      again: 'Last sida på nytt',
    },
    answer: { heading: 'Svaret vårt' },
    resolution: {
      heading: 'Vedtaket i kommunen',
      explanation: 'Har kommunestyret behandla saka? Sei frå her, òg før det signerte skjemaet er klart.',
      known: (outcome, day) => `Registrert: ${outcome}, ${day}.`,
      outcome: 'Kva vart vedteke?',
      outcomes: { ADOPTED: 'Slutte seg til', DECLINED: 'Ikkje slutte seg til', POSTPONED: 'Utsetje saka' },
      decidedOn: 'Møtedato',
      caseNumber: 'Saksnummer (kan stå tomt)',
      button: 'Registrer vedtaket',
      saved: 'Vedtaket er registrert.',
      faults: {
        outcome: 'Vel kva som vart vedteke.',
        decidedOn: 'Skriv datoen for møtet.',
        future: 'Møtet kan ikkje liggje fram i tid.',
        caseNumber: 'Saksnummeret kan ha inntil 50 teikn.',
      },
    },
    write: {
      heading: 'Skriv til departementet',
      explanation: 'De får svar på e-post, og svaret står her.',
      concern: 'Kva gjeld det?',
      concerns: CONCERN_WORDS.nn,
      text: 'Melding. Skriv grunngivinga om de ber om utsett frist.',
      button: 'Send',
      sent: 'Vi har fått meldinga.',
      faults: {
        concern: 'Vel kva meldinga gjeld.',
        text: 'Skriv meldinga.',
        tooLong: 'Meldinga kan ha inntil 4000 teikn.',
      },
    },
    letters: {
      kinds: {
        INVITATION: 'Invitasjon',
        REMINDER: 'Påminning',
        EXTENSION_NOTICE: 'Ny frist',
        EXTENSION_UNDONE: 'Opphavleg frist gjeld igjen',
        RECEIPT: 'Kvittering',
        REJECTION: 'Kunne ikkje godkjennast',
        DECISION: 'Avgjerd',
        QUESTION_RECEIVED: 'Spørsmål motteke',
        ANSWER: 'Svar på spørsmål',
        WITHDRAWAL: 'Saka er trekt tilbake',
        NEW_LINK: 'Ny lenkje',
      },
      other: 'Brev',
      receipt: 'Last ned kvitteringa (PDF)',
    },
    errors: 'Dette må rettast',
  },
};
