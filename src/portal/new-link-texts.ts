import type { Request } from 'express';
import { isPageLanguage, languageOf } from '../platform/pages/index.js';

export interface NewLinkTexts {
  readonly heading: string;
  readonly explanation: string;
  readonly label: string;
  readonly help: string;
  readonly button: string;
  readonly missing: string;
  readonly tooOften: string;
  readonly errors: string;
  readonly asked: { readonly heading: string; readonly sentences: readonly string[]; readonly again: string };
  readonly ended: {
    readonly heading: string;
    readonly expired: (day: string) => string;
    readonly replaced: string;
    readonly whatToDo: string;
    readonly button: string;
  };
}

/** The words of the pages about links that do not work; a missing one does not compile. */
export const newLinkTexts: Readonly<Record<'nb' | 'nn', NewLinkTexts>> = {
  nb: {
    heading: 'Be om en ny lenke',
    explanation:
      'Vi sender et brev med en ny lenke til den e-postadressen som kommunen er registrert med, og bare dit. Lenkene i tidligere brev virker til den nye blir åpnet.',
    label: 'Kommune, referanse eller registrert e-postadresse',
    help: 'For eksempel Voss, 4621 eller AKSON-2020-4621-Q7K2M. Referansen står i brevene og på skjemaet.',
    button: 'Send ny lenke',
    missing: 'Skriv hvilken kommune det gjelder.',
    tooOften: 'Det er bedt om mange lenker herfra. Vent ti minutter, og prøv igjen.',
    errors: 'Dette må rettes',
    asked: {
      heading: 'Takk',
      sentences: [
        'Kjenner vi kommunen, kommer brevet i løpet av noen minutter til den registrerte e-postadressen. Se også i postmottakets søppelpost.',
        'Av hensyn til sikkerheten sier vi ikke her om vi fant den. Til samme kommune går det ett slikt brev i døgnet.',
        'Kommer det ikke noe brev, kan dere svare på et tidligere brev fra departementet: det blir lest av mennesker.',
      ],
      again: 'Be om en lenke til',
    },
    ended: {
      heading: 'Lenken virker ikke lenger',
      expired: (day) => `Lenken gjaldt til og med ${day}.`,
      replaced:
        'Den er erstattet av en nyere, er trukket tilbake, eller er ikke skrevet helt av. Det siste brevet fra departementet har lenken som gjelder.',
      whatToDo: 'Dere kan få en ny lenke tilsendt.',
      button: 'Be om en ny lenke',
    },
  },
  nn: {
    heading: 'Be om ei ny lenkje',
    explanation:
      'Vi sender eit brev med ei ny lenkje til den e-postadressa som kommunen er registrert med, og berre dit. Lenkjene i tidlegare brev verkar til den nye blir opna.',
    label: 'Kommune, referanse eller registrert e-postadresse',
    help: 'Til dømes Voss, 4621 eller AKSON-2020-4621-Q7K2M. Referansen står i breva og på skjemaet.',
    button: 'Send ny lenkje',
    missing: 'Skriv kva for ein kommune det gjeld.',
    tooOften: 'Det er bede om mange lenkjer herifrå. Vent ti minutt, og prøv igjen.',
    errors: 'Dette må rettast',
    asked: {
      heading: 'Takk',
      sentences: [
        'Kjenner vi kommunen, kjem brevet i løpet av nokre minutt til den registrerte e-postadressa. Sjå òg i søppelposten til postmottaket.',
        'Av omsyn til tryggleiken seier vi ikkje her om vi fann han. Til same kommune går det eitt slikt brev i døgnet.',
        'Kjem det ikkje noko brev, kan de svare på eit tidlegare brev frå departementet: det blir lese av menneske.',
      ],
      again: 'Be om ei lenkje til',
    },
    ended: {
      heading: 'Lenkja verkar ikkje lenger',
      expired: (day) => `Lenkja galdt til og med ${day}.`,
      replaced:
        'Ho er erstatta av ei nyare, er trekt tilbake, eller er ikkje skriven heilt av. Det siste brevet frå departementet har lenkja som gjeld.',
      whatToDo: 'De kan få ei ny lenkje tilsend.',
      button: 'Be om ei ny lenkje',
    },
  },
};

/** Of the page for those whose link is not open; it does not know whose they are. */
export const CLOSED_TEXT = {
  heading: 'Siden er lukket / Sida er lukka',
  text: ['Åpne lenken i det siste brevet fra departementet.', 'Opne lenkja i det siste brevet frå departementet.'],
  newLink: { nb: 'Be om en ny lenke', nn: 'Be om ei ny lenkje' },
} as const;

/** Of a reader whom nothing is known of: what the address says, then the browser. Municipalities are written to in Norwegian. */
export function writtenLanguageOf(request: Request): 'nb' | 'nn' {
  const chosen = request.query['language'];
  const language = isPageLanguage(chosen) ? chosen : languageOf(request.get('accept-language'));
  return language === 'nn' ? 'nn' : 'nb';
}
