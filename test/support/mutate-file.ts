import type { SeededRandom } from '../../src/replay/seeded-random.js';

/** A changed copy of a file, and the stretch [from, to) of the original's bytes that the change replaced. */
export interface Mutant {
  readonly kind: MutationKind;
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
}

export const MUTATION_KINDS = [
  'flip a bit',
  'set a byte',
  'take bytes out',
  'double bytes',
  'put bytes in',
  'cut the end off',
  'change a number',
  'change a name',
  'swap two objects',
  'point a cross-reference elsewhere',
  'change the signature’s CMS',
] as const;
export type MutationKind = (typeof MUTATION_KINDS)[number];

const NAMES = [
  '/Sig',
  '/Type',
  '/Fields',
  '/Kids',
  '/V',
  '/Root',
  '/Prev',
  '/ByteRange',
  '/AP',
  '/DSS',
  '/P',
  '/Encrypt',
];
const MOST_CANDIDATES = 4000;

/** One random change of a kind; null when the file has nothing of that kind to change. */
export function mutate(original: Buffer, kind: MutationKind, random: SeededRandom): Mutant | null {
  const below = (count: number) => random.integer(0, count - 1);
  const at = below(original.length);
  const replace = (from: number, to: number, by: Uint8Array | string): Mutant => ({
    kind,
    from,
    to,
    bytes: Buffer.concat([original.subarray(0, from), Buffer.from(by), original.subarray(to)]),
  });
  const someOf = (pattern: RegExp): { from: number; text: string } | null => {
    const found = [...original.toString('latin1').matchAll(pattern)].slice(0, MOST_CANDIDATES);
    const match = found[found.length === 0 ? 0 : below(found.length)];
    return match === undefined ? null : { from: match.index, text: match[0] };
  };
  switch (kind) {
    case 'flip a bit':
      return replace(at, at + 1, Buffer.of(original[at]! ^ (1 << below(8))));
    case 'set a byte':
      return replace(at, at + 1, Buffer.of(below(256)));
    case 'take bytes out':
      return replace(at, Math.min(original.length, at + 1 + below(200)), '');
    case 'double bytes': {
      const end = Math.min(original.length, at + 1 + below(200));
      return replace(end, end, original.subarray(at, end));
    }
    case 'put bytes in':
      return replace(at, at, Buffer.from(Array.from({ length: 1 + below(40) }, () => below(256))));
    case 'cut the end off':
      return replace(at, original.length, '');
    case 'change a number': {
      const number = someOf(/\b\d{1,10}\b/g);
      if (number === null) return null;
      const other = [0, -1, 1, Number(number.text) + 1, 2 ** 31, below(100_000)][below(6)]!;
      return replace(number.from, number.from + number.text.length, String(other));
    }
    case 'change a name': {
      const name = someOf(/\/[A-Za-z]{1,20}/g);
      if (name === null) return null;
      return replace(name.from, name.from + name.text.length, NAMES[below(NAMES.length)]!);
    }
    case 'swap two objects': {
      const [one, other] = [someOf(/\b\d{1,7} 0 obj/g), someOf(/\b\d{1,7} 0 obj/g)];
      if (one === null || other === null || one.from === other.from) return null;
      const [first, second] = one.from < other.from ? [one, other] : [other, one];
      const between = original.subarray(first.from + first.text.length, second.from);
      return replace(
        first.from,
        second.from + second.text.length,
        Buffer.concat([Buffer.from(second.text), between, Buffer.from(first.text)]),
      );
    }
    case 'point a cross-reference elsewhere': {
      const entry = someOf(/\d{10} \d{5} [nf]|startxref\s+\d+/g);
      if (entry === null) return null;
      const digits = /\d+/.exec(entry.text)!;
      const value = String(below(original.length)).padStart(digits[0].length, '0');
      const from = entry.from + digits.index;
      return replace(from, from + digits[0].length, value);
    }
    case 'change the signature’s CMS': {
      const contents = someOf(/\/Contents\s{0,8}<[0-9A-Fa-f]{200,}/g);
      if (contents === null) return null;
      const start = contents.text.indexOf('<') + 1;
      const used = contents.text.slice(start).replace(/0+$/, '').length;
      const from = contents.from + start + below(Math.max(1, used));
      return replace(from, from + 1, below(16).toString(16));
    }
  }
}
