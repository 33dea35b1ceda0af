import type { FaultWords } from '../../platform/fault-words/index.js';

/** What may be wrong with the register's file: with a field, with a line, with its CSV. */
export const REGISTER_FAULT_WORDS: readonly FaultWords[] = [
  ofField('is not a municipality number of four digits', {
    nb: 'er ikke et kommunenummer på fire sifre',
    nn: 'er ikkje eit kommunenummer på fire siffer',
  }),
  ofField('is not a name \\(1 to 100 printable characters, no space at either end\\)', {
    nb: 'er ikke et navn (1 til 100 synlige tegn, ikke mellomrom først eller sist)',
    nn: 'er ikkje eit namn (1 til 100 synlege teikn, ikkje mellomrom først eller sist)',
  }),
  ofField('is neither a name nor empty', {
    nb: 'er verken et navn eller tomt',
    nn: 'er verken eit namn eller tomt',
  }),
  ofField('is not the two digits that the municipality number ("[^]*") begins with', {
    nb: 'er ikke de to sifrene som kommunenummeret $2 begynner med',
    nn: 'er ikkje dei to siffera som kommunenummeret $2 byrjar med',
  }),
  ofField('is not a whole number of inhabitants \\(digits only\\)', {
    nb: 'er ikke et helt tall på innbyggere (bare sifre)',
    nn: 'er ikkje eit heilt tal på innbyggjarar (berre siffer)',
  }),
  ofField('is not an organisation number: nine digits of which the last is the check digit', {
    nb: 'er ikke et organisasjonsnummer: ni sifre, det siste er kontrollsifferet',
    nn: 'er ikkje eit organisasjonsnummer: ni siffer, det siste er kontrollsifferet',
  }),
  ofField('is not an e-mail address such as (\\S+)', {
    nb: 'er ikke en e-postadresse som $2',
    nn: 'er ikkje ei e-postadresse som $2',
  }),
  ofField('is neither true nor false', {
    nb: 'er verken true eller false',
    nn: 'er verken true eller false',
  }),
  ofField('is not a host name such as (\\S+), without https://', {
    nb: 'er ikke et vertsnavn som $2, uten https://',
    nn: 'er ikkje eit vertsnamn som $2, utan https://',
  }),
  ofField('is not between (\\d+) and (\\d+) degrees east', {
    nb: 'er ikke mellom $2 og $3 grader øst',
    nn: 'er ikkje mellom $2 og $3 grader aust',
  }),
  ofField('is not between (\\d+) and (\\d+) degrees north', {
    nb: 'er ikke mellom $2 og $3 grader nord',
    nn: 'er ikkje mellom $2 og $3 grader nord',
  }),
  ofField('is already on line (\\d+)', { nb: 'står alt på linje $2', nn: 'står alt på linje $2' }),
  ofField('is none of (.+)', { nb: 'er ingen av $2', nn: 'er ingen av $2' }),
  {
    en: /^has more than (\d+) characters; split it or check what it is\.$/,
    nb: 'har mer enn $1 tegn: del den opp, eller se etter hva den er.',
    nn: 'har meir enn $1 teikn: del ho opp, eller sjå etter kva ho er.',
  },
  {
    en: 'holds no municipality, only the header.',
    nb: 'har ingen kommune, bare overskriftene.',
    nn: 'har ingen kommune, berre overskriftene.',
  },
  {
    en: /^has (\d+) fields, not (\d+); a comma inside a field needs quotes\.$/,
    nb: 'har $1 felt, ikke $2: et komma i et felt krever anførselstegn.',
    nn: 'har $1 felt, ikkje $2: eit komma i eit felt krev hermeteikn.',
  },
  {
    en: /^the header must be (\S+) \(missing: (.+); unknown: ([^]+)\)\.$/,
    nb: 'overskriftene må være $1 (mangler: $2; ukjent: $3).',
    nn: 'overskriftene må vere $1 (manglar: $2; ukjent: $3).',
  },
  {
    en: /^the header must be (\S+) \(missing: (.+)\)\.$/,
    nb: 'overskriftene må være $1 (mangler: $2).',
    nn: 'overskriftene må vere $1 (manglar: $2).',
  },
  {
    en: /^the header must be (\S+) \(unknown: ([^]+)\)\.$/,
    nb: 'overskriftene må være $1 (ukjent: $2).',
    nn: 'overskriftene må vere $1 (ukjent: $2).',
  },
  {
    en: /^the header must be (\S+) \(a column is repeated or out of order\)\.$/,
    nb: 'overskriftene må være $1 (en kolonne står to ganger eller på feil plass).',
    nn: 'overskriftene må vere $1 (ei kolonne står to gonger eller på feil plass).',
  },
  {
    en: /^A field has more than (\d+) characters\.$/,
    nb: 'Et felt har mer enn $1 tegn.',
    nn: 'Eit felt har meir enn $1 teikn.',
  },
  {
    en: 'After a closing quote only a comma or the end of the line may stand.',
    nb: 'Etter et avsluttende anførselstegn kan bare et komma eller slutten på linja stå.',
    nn: 'Etter eit avsluttande hermeteikn kan berre eit komma eller slutten på linja stå.',
  },
  {
    en: /^The file has more than (\d+) records\.$/,
    nb: 'Fila har mer enn $1 linjer.',
    nn: 'Fila har meir enn $1 linjer.',
  },
  {
    en: 'A quote stands inside a field that is not quoted.',
    nb: 'Et anførselstegn står inni et felt som ikke står i anførselstegn.',
    nn: 'Eit hermeteikn står inni eit felt som ikkje står i hermeteikn.',
  },
  {
    en: 'A carriage return stands alone; lines end with CRLF or LF.',
    nb: 'En vognretur står alene: linjer slutter med CRLF eller LF.',
    nn: 'Ein vognretur står åleine: linjer sluttar med CRLF eller LF.',
  },
  {
    en: 'A quoted field is never closed.',
    nb: 'Et felt i anførselstegn blir aldri avsluttet.',
    nn: 'Eit felt i hermeteikn blir aldri avslutta.',
  },
];

/** The value, in quotes, stands before what is wrong with it. */
function ofField(en: string, { nb, nn }: Readonly<Record<'nb' | 'nn', string>>): FaultWords {
  return { en: new RegExp(`^("[^]*") ${en}\\.$`), nb: `$1 ${nb}.`, nn: `$1 ${nn}.` };
}
