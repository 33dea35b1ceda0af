import type { Certificate } from '../certificates/certificate.js';
import { padesLevel } from './pades-level.js';
import type { LevelFacts } from './pades-level.js';
import type { SignerValidation } from './trust-process.js';

type Stamp = LevelFacts['stamps'][number];

/** The data in the file on each certificate of a chain; null: it needs none. */
const chain = (...data: (readonly string[] | null)[]): SignerValidation =>
  ({
    line: {},
    revocations: data.map((inFile) => ({ exempt: inFile === null, inFile: inFile ?? [] })),
  }) as unknown as SignerValidation;
const noChain = { line: null, revocations: [] } as unknown as SignerValidation & { certificate?: Certificate };

const stamp = (kind: Stamp['kind'], validation: SignerValidation | null = chain(['stamp']), trusted = true): Stamp => ({
  kind,
  trusted,
  validation,
});

const level = (
  validation: SignerValidation | null,
  stamps: readonly Stamp[],
  proven: readonly string[] = [],
  cades = true,
) => padesLevel({ cades, validation, stamps, isProven: (thing) => proven.includes(thing) });

const signature = stamp('signature');
const document = stamp('document', chain(['document']));
const all = ['signer', 'issuer', 'stamp'];
const full = chain(['signer'], ['issuer']);

test.each<[string, () => ReturnType<typeof level>, ReturnType<typeof level>]>([
  ['of another kind', () => level(full, [signature, document], all, false), null],
  ['without a time-stamp', () => level(full, []), 'B-B'],
  ['with a time-stamp over its content only', () => level(full, [stamp('content')]), 'B-B'],
  ['with a time-stamp that is not trusted', () => level(full, [stamp('signature', chain(['stamp']), false)]), 'B-B'],
  ['without a chain', () => level(noChain, [signature]), 'B-T'],
  ['that was not judged', () => level(null, [signature]), 'B-T'],
  ['without data on its signer', () => level(chain([], ['issuer']), [signature]), 'B-T'],
  ['without data on its issuer', () => level(chain(['signer'], []), [signature]), 'B-T'],
  ['without data on its time-stamp’s authority', () => level(full, [stamp('signature', chain([]))]), 'B-T'],
  ['whose time-stamp has no chain', () => level(full, [stamp('signature', noChain)]), 'B-T'],
  ['with all its data', () => level(full, [signature]), 'B-LT'],
  ['with a document time-stamp over nothing of its data', () => level(full, [signature, document]), 'B-LT'],
  ['with a document time-stamp over some of it', () => level(full, [signature, document], ['signer', 'stamp']), 'B-LT'],
  ['with data that is proven by a signature time-stamp alone', () => level(full, [signature], all), 'B-LT'],
  ['with a document time-stamp over all of it', () => level(full, [signature, document], all), 'B-LTA'],
  [
    'with a document time-stamp that is not trusted',
    () => level(full, [signature, stamp('document', full, false)], all),
    'B-LT',
  ],
  // What comes last is proven by whoever comes after it.
  [
    'whose document time-stamp brings no data',
    () => level(full, [signature, stamp('document', chain([]))], all),
    'B-LTA',
  ],
  [
    'one of two statements on a certificate is proven',
    () => level(chain(['signer', 'new']), [signature, document], all),
    'B-LTA',
  ],
  ['whose signer needs no data', () => level(chain(null, ['issuer']), [signature, document], all), 'B-LTA'],
  ['without a signature time-stamp', () => level(full, [document], all), 'B-LTA'],
])('a signature %s', (_, actual, expected) => {
  expect(actual()).toBe(expected);
});
