import type { ProblemWords } from './problem-words.js';

/** Of tokens of Maskinporten that are not taken: which rule they break. */
export const TOKEN_PROBLEM_WORDS = {
  MASKINPORTEN_NOT_CONFIGURED: {
    title: {
      nb: 'Maskinporten er ikke slått på',
      nn: 'Maskinporten er ikkje slått på',
      en: 'Maskinporten is not configured',
    },
    detail: {
      nb: 'Tokener fra Maskinporten tas ikke imot her: tjenesten nevner ikke utstederen deres.',
      nn: 'Token frå Maskinporten blir ikkje tekne imot her: tenesta nemner ikkje utferdaren deira.',
    },
  },
  MASKINPORTEN_TOKEN_MALFORMED: {
    title: { nb: 'Tokenet kan ikke leses', nn: 'Tokenet kan ikkje lesast', en: 'The token cannot be read' },
    detail: {
      nb: 'Tokenet er ikke en signert JWT slik Maskinporten utsteder dem.',
      nn: 'Tokenet er ikkje ein signert JWT slik Maskinporten ferdar dei ut.',
    },
  },
  MASKINPORTEN_ALGORITHM: {
    title: { nb: 'Tokenet har feil algoritme', nn: 'Tokenet har feil algoritme', en: 'Another algorithm' },
    detail: {
      nb: 'Tokenet er ikke signert med RS256, den eneste algoritmen til Maskinporten.',
      nn: 'Tokenet er ikkje signert med RS256, den einaste algoritmen til Maskinporten.',
    },
  },
  MASKINPORTEN_KEY_UNKNOWN: {
    title: { nb: 'Tokenets nøkkel er ukjent', nn: 'Nøkkelen til tokenet er ukjend', en: 'Unknown key' },
    detail: {
      nb: 'Tokenet er signert med en nøkkel som ikke er blant dem utstederen viser fram.',
      nn: 'Tokenet er signert med ein nøkkel som ikkje er blant dei utferdaren viser fram.',
    },
  },
  MASKINPORTEN_SIGNATURE: {
    title: {
      nb: 'Tokenets signatur stemmer ikke',
      nn: 'Signaturen til tokenet stemmer ikkje',
      en: 'The signature does not fit',
    },
    detail: { nb: 'Signaturen på tokenet er ikke utstederens.', nn: 'Signaturen på tokenet er ikkje frå utferdaren.' },
  },
  MASKINPORTEN_EXPIRED: {
    title: { nb: 'Tokenet er utløpt', nn: 'Tokenet har gått ut', en: 'The token has expired' },
    detail: { nb: 'Hent et nytt token.', nn: 'Hent eit nytt token.' },
  },
  MASKINPORTEN_NOT_YET_VALID: {
    title: { nb: 'Tokenet gjelder ikke ennå', nn: 'Tokenet gjeld ikkje enno', en: 'Not valid yet' },
    detail: { nb: 'Sammenlign klokkene.', nn: 'Samanlikn klokkene.' },
  },
  MASKINPORTEN_ISSUER: {
    title: { nb: 'Tokenet er fra en annen utsteder', nn: 'Tokenet er frå ein annan utferdar', en: 'Another issuer' },
    detail: {
      nb: 'Tokenet kommer fra en annen utsteder, eller et annet miljø av Maskinporten.',
      nn: 'Tokenet kjem frå ein annan utferdar, eller eit anna miljø av Maskinporten.',
    },
  },
  MASKINPORTEN_AUDIENCE: {
    title: { nb: 'Tokenet er til en annen mottaker', nn: 'Tokenet er til ein annan mottakar', en: 'Another audience' },
    detail: {
      nb: 'Tokenet er laget for en annen tjeneste: be om det med denne tjenesten som resource.',
      nn: 'Tokenet er laga for ei anna teneste: be om det med denne tenesta som resource.',
    },
  },
  MASKINPORTEN_CONSUMER: {
    title: {
      nb: 'Tokenet nevner ingen organisasjon',
      nn: 'Tokenet nemner ingen organisasjon',
      en: 'No organisation is named',
    },
    detail: {
      nb: 'Tokenet nevner ingen consumer med et norsk organisasjonsnummer (0192:NNNNNNNNN).',
      nn: 'Tokenet nemner ingen consumer med eit norsk organisasjonsnummer (0192:NNNNNNNNN).',
    },
  },
} as const satisfies Record<string, ProblemWords>;
