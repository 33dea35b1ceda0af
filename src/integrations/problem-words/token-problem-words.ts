import type { ProblemWords } from './problem-words.js';

/** Of tokens of Maskinporten that are not taken: which rule they break. */
export const TOKEN_PROBLEM_WORDS = {
  MASKINPORTEN_NOT_CONFIGURED: {
    title: {
      nb: 'Maskinporten er ikke slått på',
      nn: 'Maskinporten er ikkje slått på',
      en: 'Maskinporten is not configured',
    },
  },
  MASKINPORTEN_TOKEN_MALFORMED: {
    title: { nb: 'Tokenet kan ikke leses', nn: 'Tokenet kan ikkje lesast', en: 'The token cannot be read' },
  },
  MASKINPORTEN_ALGORITHM: {
    title: { nb: 'Tokenet har feil algoritme', nn: 'Tokenet har feil algoritme', en: 'Another algorithm' },
  },
  MASKINPORTEN_KEY_UNKNOWN: {
    title: { nb: 'Tokenets nøkkel er ukjent', nn: 'Nøkkelen til tokenet er ukjend', en: 'Unknown key' },
  },
  MASKINPORTEN_SIGNATURE: {
    title: {
      nb: 'Tokenets signatur stemmer ikke',
      nn: 'Signaturen til tokenet stemmer ikkje',
      en: 'The signature does not fit',
    },
  },
  MASKINPORTEN_EXPIRED: {
    title: { nb: 'Tokenet er utløpt', nn: 'Tokenet har gått ut', en: 'The token has expired' },
    detail: { nb: 'Hent et nytt token.', nn: 'Hent eit nytt token.' },
  },
  MASKINPORTEN_NOT_YET_VALID: {
    title: { nb: 'Tokenet gjelder ikke ennå', nn: 'Tokenet gjeld ikkje enno', en: 'Not valid yet' },
  },
  MASKINPORTEN_ISSUER: {
    title: { nb: 'Tokenet er fra en annen utsteder', nn: 'Tokenet er frå ein annan utferdar', en: 'Another issuer' },
  },
  MASKINPORTEN_AUDIENCE: {
    title: { nb: 'Tokenet er til en annen mottaker', nn: 'Tokenet er til ein annan mottakar', en: 'Another audience' },
  },
  MASKINPORTEN_CONSUMER: {
    title: {
      nb: 'Tokenet nevner ingen organisasjon',
      nn: 'Tokenet nemner ingen organisasjon',
      en: 'No organisation is named',
    },
  },
} as const satisfies Record<string, ProblemWords>;
