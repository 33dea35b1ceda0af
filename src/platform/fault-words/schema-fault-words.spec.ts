import { z } from 'zod';
import { faultIn } from './fault-words.js';
import { SCHEMA_FAULT_WORDS } from './schema-fault-words.js';

type Sample = readonly [schema: z.ZodType, input: unknown, nb: string, nn: string];

const kinds = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('A') }),
  z.object({ kind: z.literal('B'), text: z.string() }),
]);

/** Each code of zod's issues, made by a schema that finds it: a code that zod adds has to be added here. */
const SAMPLES: Readonly<Record<z.core.$ZodIssue['code'], readonly Sample[]>> = {
  invalid_type: [
    [z.string(), undefined, 'mangler', 'manglar'],
    [z.string(), 1, 'må være en tekst', 'må vere ein tekst'],
    [z.coerce.number(), 'x', 'må være et tall', 'må vere eit tal'],
    [z.number(), Infinity, 'må være et tall', 'må vere eit tal'],
    [z.int(), 1.5, 'må være et helt tall', 'må vere eit heilt tal'],
    [z.bigint(), 1, 'må være et helt tall', 'må vere eit heilt tal'],
    [z.boolean(), 'ja', 'må være true eller false', 'må vere true eller false'],
    [z.null(), 1, 'må være null', 'må vere null'],
    [z.never(), 1, 'kan ikke være med', 'kan ikkje vere med'],
    [z.undefined(), null, 'kan ikke være med', 'kan ikkje vere med'],
    [z.date(), '2020', 'må være et tidspunkt', 'må vere eit tidspunkt'],
    [z.array(z.string()), {}, 'må være en liste', 'må vere ei liste'],
    [z.tuple([z.string()]), 1, 'må være en liste', 'må vere ei liste'],
    [z.object({}), [], 'må være et objekt', 'må vere eit objekt'],
    [z.record(z.string(), z.string()), 1, 'må være et objekt', 'må vere eit objekt'],
    [z.file(), 1, 'må være en fil', 'må vere ei fil'],
    [z.string().optional().nonoptional(), undefined, 'mangler', 'manglar'],
    [z.nan(), 1, 'må være av typen NaN', 'må vere av typen NaN'],
    [z.instanceof(Uint8Array), 'x', 'må være av typen Uint8Array', 'må vere av typen Uint8Array'],
  ],
  invalid_value: [
    [z.literal('A'), 'B', 'må være "A"', 'må vere "A"'],
    [z.enum(['A', 'B']), 'C', 'må være en av "A"|"B"', 'må vere ein av "A"|"B"'],
    [
      z.stringbool(),
      'ja',
      expect.stringMatching(/^må være en av "true"/),
      expect.stringMatching(/^må vere ein av "true"/),
    ],
  ],
  too_small: [
    [z.string().min(1), '', 'må ha minst 1 tegn', 'må ha minst 1 teikn'],
    [z.string().length(4), 'x', 'må ha nøyaktig 4 tegn', 'må ha nøyaktig 4 teikn'],
    [z.array(z.int()).min(1), [], 'må ha minst 1 element', 'må ha minst 1 element'],
    [z.array(z.int()).min(2), [], 'må ha minst 2 elementer', 'må ha minst 2 element'],
    [z.set(z.int()).min(2), new Set(), 'må ha minst 2 elementer', 'må ha minst 2 element'],
    [z.map(z.int(), z.int()).min(2), new Map(), 'må ha minst 2 oppføringer', 'må ha minst 2 oppføringar'],
    [z.int().min(1), 0, 'må være minst 1', 'må vere minst 1'],
    [z.number().positive(), 0, 'må være større enn 0', 'må vere større enn 0'],
  ],
  too_big: [
    [z.string().max(3), 'xxxx', 'kan ha høyst 3 tegn', 'kan ha høgst 3 teikn'],
    [z.array(z.int()).max(1), [1, 2], 'kan ha høyst 1 element', 'kan ha høgst 1 element'],
    [z.int().max(200), 201, 'kan ikke være større enn 200', 'kan ikkje vere større enn 200'],
    [z.number().lt(1), 1, 'må være mindre enn 1', 'må vere mindre enn 1'],
    [z.int(), 1e20, 'kan ikke være større enn 9007199254740991', 'kan ikkje vere større enn 9007199254740991'],
  ],
  invalid_format: [
    [z.email(), 'x', 'er ikke en e-postadresse', 'er ikkje ei e-postadresse'],
    [z.uuid(), 'x', 'er ikke en UUID', 'er ikkje ein UUID'],
    [
      z.iso.date(),
      '2020-02-31',
      'er ikke en dag som 2020-07-01 (ISO 8601)',
      'er ikkje ein dag som 2020-07-01 (ISO 8601)',
    ],
    [
      z.string().regex(/^\d$/),
      'x',
      String.raw`må passe til mønsteret /^\d$/`,
      String.raw`må passe til mønsteret /^\d$/`,
    ],
    [z.string().startsWith('A'), 'x', 'må begynne med "A"', 'må byrje med "A"'],
    [z.string().endsWith('A'), 'x', 'må slutte på "A"', 'må slutte på "A"'],
    [z.string().includes('A'), 'x', 'må inneholde "A"', 'må innehalde "A"'],
    [z.templateLiteral(['A', z.int()]), 'x', 'er ikke gyldig', 'er ikkje gyldig'],
  ],
  not_multiple_of: [[z.number().multipleOf(5), 3, 'må være delelig med 5', 'må vere deleleg med 5']],
  unrecognized_keys: [
    [z.strictObject({}), { a: 1 }, 'har et ukjent felt: "a"', 'har eit ukjent felt: "a"'],
    [z.strictObject({}), { 'a\nb': 1, c: 1 }, 'har ukjente felt: "a\nb", "c"', 'har ukjende felt: "a\nb", "c"'],
  ],
  invalid_union: [
    [z.union([z.string(), z.int()]), true, 'er ikke gyldig', 'er ikkje gyldig'],
    [
      kinds,
      { kind: 'C' },
      expect.stringMatching(/^(må være en av|er ikke gyldig)/),
      expect.stringMatching(/^(må vere|er ikkje)/),
    ],
    [z.xor([z.string(), z.string()]), 'x', 'passer med mer enn ett av valgene', 'passar med meir enn eitt av vala'],
  ],
  invalid_key: [[z.record(z.string().max(1), z.int()), { abc: 1 }, 'har en ugyldig nøkkel', 'har ein ugyldig nøkkel']],
  invalid_element: [
    [z.map(z.object({}), z.int()), new Map([[{}, 'x']]), 'har en ugyldig verdi', 'har ein ugyldig verdi'],
  ],
  custom: [[z.string().refine(() => false), 'x', 'er ikke gyldig', 'er ikkje gyldig']],
};

const cases = Object.entries(SAMPLES).flatMap(([code, samples]) => samples.map((sample) => [code, ...sample] as const));

/** Formats that zod names, beside those that have a sentence of their own. */
const FORMATS: Readonly<
  Record<Exclude<z.core.$ZodStringFormats, 'regex' | 'starts_with' | 'ends_with' | 'includes'>, true>
> = {
  email: true,
  url: true,
  emoji: true,
  uuid: true,
  guid: true,
  nanoid: true,
  cuid: true,
  cuid2: true,
  ulid: true,
  xid: true,
  ksuid: true,
  datetime: true,
  date: true,
  time: true,
  duration: true,
  ipv4: true,
  ipv6: true,
  cidrv4: true,
  cidrv6: true,
  base64: true,
  base64url: true,
  json_string: true,
  e164: true,
  credit_card: true,
  iban: true,
  lowercase: true,
  uppercase: true,
  jwt: true,
};

describe('what zod says by itself', () => {
  it.each(cases)('%s: %# is told in both forms of Norwegian', (code, schema, input, nb, nn) => {
    const issue = schema.safeParse(input).error?.issues[0];
    expect(issue?.code).toBe(code);
    const told = (language: 'nb' | 'nn') => faultIn(SCHEMA_FAULT_WORDS, language, issue?.message ?? '');
    expect([issue?.message, told('nb'), told('nn')]).toEqual([issue?.message, nb, nn]);
  });

  it.each(Object.keys(FORMATS))('is told of a text that is no %s', (format) => {
    const { localeError } = z.locales.en();
    const said = localeError({ code: 'invalid_format', format, input: 'x', path: [] });
    const message = typeof said === 'string' ? said : said?.message;
    expect(message).toMatch(/^Invalid /);
    expect([message, faultIn(SCHEMA_FAULT_WORDS, 'nn', message ?? '')]).toEqual([
      message,
      expect.stringMatching(/^er ikkje (?!gyldig)/),
    ]);
  });

  it('is not made of what somebody else says', () => {
    expect(faultIn(SCHEMA_FAULT_WORDS, 'nb', 'has been changed since it was read')).toBeUndefined();
  });
});
