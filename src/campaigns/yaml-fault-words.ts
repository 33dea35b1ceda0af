import type { ErrorCode } from 'yaml';
import type { FaultWords } from '../platform/fault-words/index.js';

/** What may be wrong with YAML itself, by the code of the library that reads it. */
const BY_CODE: Readonly<Record<ErrorCode, { readonly nb: string; readonly nn: string }>> = {
  ALIAS_PROPS: { nb: 'et alias kan ikke ha egenskaper', nn: 'eit alias kan ikkje ha eigenskapar' },
  BAD_ALIAS: { nb: 'aliaset kan ikke leses', nn: 'aliaset kan ikkje lesast' },
  BAD_COLLECTION_TYPE: { nb: 'en liste eller gruppe av feil slag', nn: 'ei liste eller gruppe av feil slag' },
  BAD_DIRECTIVE: { nb: 'direktivet (%) er ukjent', nn: 'direktivet (%) er ukjent' },
  BAD_DQ_ESCAPE: {
    nb: 'en omvendt skråstrek i teksten i anførselstegn betyr ingenting',
    nn: 'ein omvend skråstrek i teksten i hermeteikn betyr ingenting',
  },
  BAD_INDENT: { nb: 'innrykket stemmer ikke', nn: 'innrykket stemmer ikkje' },
  BAD_PROP_ORDER: { nb: 'ankere og merker står i feil rekkefølge', nn: 'anker og merke står i feil rekkjefølgje' },
  BAD_SCALAR_START: {
    nb: 'teksten begynner med et tegn som må stå i anførselstegn',
    nn: 'teksten byrjar med eit teikn som må stå i hermeteikn',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    nb: 'en gruppe av felt står der et felt skulle stå, kanskje på feil linje',
    nn: 'ei gruppe av felt står der eit felt skulle stå, kanskje på feil linje',
  },
  BLOCK_IN_FLOW: {
    nb: 'mellom klammer kan det ikke stå lister eller grupper med innrykk',
    nn: 'mellom klammer kan det ikkje stå lister eller grupper med innrykk',
  },
  DUPLICATE_KEY: { nb: 'feltet står to ganger', nn: 'feltet står to gonger' },
  IMPOSSIBLE: { nb: 'kan ikke leses', nn: 'kan ikkje lesast' },
  KEY_OVER_1024_CHARS: {
    nb: 'navnet på feltet er lengre enn 1024 tegn',
    nn: 'namnet på feltet er lengre enn 1024 teikn',
  },
  MISSING_CHAR: {
    nb: 'et tegn mangler, som et kolon, et anførselstegn eller en klamme',
    nn: 'eit teikn manglar, som eit kolon, eit hermeteikn eller ein klamme',
  },
  MULTILINE_IMPLICIT_KEY: {
    nb: 'navnet på et felt går over flere linjer: kanskje mangler et kolon',
    nn: 'namnet på eit felt går over fleire linjer: kanskje manglar eit kolon',
  },
  MULTIPLE_ANCHORS: { nb: 'det står flere ankere (&) her', nn: 'det står fleire anker (&) her' },
  MULTIPLE_DOCS: { nb: 'fila har mer enn ett dokument (---)', nn: 'fila har meir enn eitt dokument (---)' },
  MULTIPLE_TAGS: { nb: 'det står flere merker (!) her', nn: 'det står fleire merke (!) her' },
  NON_STRING_KEY: { nb: 'navnet på et felt må være en tekst', nn: 'namnet på eit felt må vere ein tekst' },
  RESOURCE_EXHAUSTION: { nb: 'fila er for sammensatt', nn: 'fila er for samansett' },
  TAB_AS_INDENT: {
    nb: 'innrykk må være mellomrom, ikke tabulatorer',
    nn: 'innrykk må vere mellomrom, ikkje tabulatorar',
  },
  TAG_RESOLVE_FAILED: { nb: 'merket (!) er ukjent', nn: 'merket (!) er ukjent' },
  UNEXPECTED_TOKEN: { nb: 'et tegn står der det ikke kan stå', nn: 'eit teikn står der det ikkje kan stå' },
};

/** Faults of YAML's syntax, which end in the library's code for them. */
export const YAML_FAULT_WORDS: readonly FaultWords[] = Object.entries(BY_CODE).map(([code, { nb, nn }]) => ({
  en: new RegExp(String.raw`^[^]* \(${code}\)$`),
  nb: `${nb} (${code})`,
  nn: `${nn} (${code})`,
}));
