import type { FaultWords } from './fault-words.js';

/** The formats of texts by the names that zod gives them in its messages; the same in both forms where `nn` is absent. */
const FORMATS: Readonly<Record<string, { readonly nb: string; readonly nn?: string }>> = {
  'email address': { nb: 'en e-postadresse', nn: 'ei e-postadresse' },
  URL: { nb: 'en URL', nn: 'ein URL' },
  emoji: { nb: 'en emoji', nn: 'ein emoji' },
  'ISO datetime': {
    nb: 'et tidspunkt som 2020-07-01T12:00:00Z (ISO 8601)',
    nn: 'eit tidspunkt som 2020-07-01T12:00:00Z (ISO 8601)',
  },
  'ISO date': { nb: 'en dag som 2020-07-01 (ISO 8601)', nn: 'ein dag som 2020-07-01 (ISO 8601)' },
  'ISO time': { nb: 'et klokkeslett som 12:00:00 (ISO 8601)', nn: 'eit klokkeslett som 12:00:00 (ISO 8601)' },
  'ISO duration': { nb: 'en varighet som P1D (ISO 8601)', nn: 'ei lengd som P1D (ISO 8601)' },
  'IPv4 address': { nb: 'en IPv4-adresse', nn: 'ei IPv4-adresse' },
  'IPv6 address': { nb: 'en IPv6-adresse', nn: 'ei IPv6-adresse' },
  'MAC address': { nb: 'en MAC-adresse', nn: 'ei MAC-adresse' },
  'IPv4 range': { nb: 'et område av IPv4-adresser', nn: 'eit område av IPv4-adresser' },
  'IPv6 range': { nb: 'et område av IPv6-adresser', nn: 'eit område av IPv6-adresser' },
  'base64-encoded string': { nb: 'base64' },
  'base64url-encoded string': { nb: 'base64url' },
  'JSON string': { nb: 'JSON' },
  'E.164 number': { nb: 'et telefonnummer (E.164)', nn: 'eit telefonnummer (E.164)' },
  'currency code': { nb: 'en valutakode', nn: 'ein valutakode' },
  'credit card number': { nb: 'et kortnummer', nn: 'eit kortnummer' },
  lowercase: { nb: 'bare små bokstaver', nn: 'berre små bokstavar' },
  uppercase: { nb: 'bare store bokstaver', nn: 'berre store bokstavar' },
};

/** Faults of a text's form. */
export const FORMAT_FAULT_WORDS: readonly FaultWords[] = [
  { en: /^Invalid string: must start with ([^]+)$/, nb: 'må begynne med $1', nn: 'må byrje med $1' },
  { en: /^Invalid string: must end with ([^]+)$/, nb: 'må slutte på $1', nn: 'må slutte på $1' },
  { en: /^Invalid string: must include ([^]+)$/, nb: 'må inneholde $1', nn: 'må innehalde $1' },
  {
    en: /^Invalid string: must match pattern ([^]+)$/,
    nb: 'må passe til mønsteret $1',
    nn: 'må passe til mønsteret $1',
  },
  ...Object.entries(FORMATS).map(([format, { nb, nn = nb }]) => ({
    en: `Invalid ${format}`,
    nb: `er ikke ${nb}`,
    nn: `er ikkje ${nn}`,
  })),
  // Those that are called the same in every language: UUID, GUID, nanoid, cuid2, ULID, XID, KSUID, IBAN, JWT.
  {
    en: /^Invalid (UUID(?:v[46])?|GUID|nanoid|cuid2?|ULID|XID|KSUID|IBAN|JWT)$/,
    nb: 'er ikke en $1',
    nn: 'er ikkje ein $1',
  },
];
