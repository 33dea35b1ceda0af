import type { DeclarationReturnState } from '../declarations/index.js';

interface PortalTexts {
  readonly openHeading: string;
  readonly openExplanation: string;
  readonly openButton: string;
  readonly asked: (campaign: string) => string;
  readonly deadline: string;
  readonly status: string;
  readonly reference: string;
  readonly how: (address: string) => string;
  readonly download: string;
  readonly states: Readonly<Record<DeclarationReturnState, string>>;
}

/** The page's words in both language forms; a missing one does not compile. */
export const portalTexts: Readonly<Record<'nb' | 'nn', PortalTexts>> = {
  nb: {
    openHeading: 'Kommunens side',
    openExplanation: 'Trykk på knappen for å åpne saken. Lenken er personlig for kommunen: ikke del den.',
    openButton: 'Åpne saken',
    asked: (campaign) => `Kommunen er invitert til å signere: ${campaign}.`,
    deadline: 'Frist',
    status: 'Status',
    reference: 'Referanse',
    how: (address) => `Fyll ut og signer skjemaet, og send det til ${address}.`,
    download: 'Last ned skjemaet',
    states: {
      NONE: 'Vi har ikke mottatt noe ennå',
      RECEIVED: 'Mottatt, blir kontrollert',
      NEEDS_REVIEW: 'Mottatt, en saksbehandler ser på det',
      ACCEPTED: 'Signert erklæring er godkjent',
      REJECTED: 'Svaret kunne ikke godkjennes; se brevet vi sendte',
    },
  },
  nn: {
    openHeading: 'Sida til kommunen',
    openExplanation: 'Trykk på knappen for å opne saka. Lenkja er personleg for kommunen: ikkje del ho.',
    openButton: 'Opne saka',
    asked: (campaign) => `Kommunen er invitert til å signere: ${campaign}.`,
    deadline: 'Frist',
    status: 'Status',
    reference: 'Referanse',
    how: (address) => `Fyll ut og signer skjemaet, og send det til ${address}.`,
    download: 'Last ned skjemaet',
    states: {
      NONE: 'Vi har ikkje fått noko enno',
      RECEIVED: 'Motteke, blir kontrollert',
      NEEDS_REVIEW: 'Motteke, ein saksbehandlar ser på det',
      ACCEPTED: 'Signert erklæring er godkjend',
      REJECTED: 'Svaret kunne ikkje godkjennast; sjå brevet vi sende',
    },
  },
};
