import type { DigestName } from '../asn1/algorithm-identifier.js';
import type { Failure } from '../cms/verify-signed-data.js';
import type { Findings } from '../findings.js';
import { items } from '../pdf/form-fields.js';
import { PdfString, integerOf, nameOf, textOf } from '../pdf/pdf-object.js';
import type { PdfDictionary, PdfObject } from '../pdf/pdf-object.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';
import type { ContentsCheck } from './check-contents.js';
import { undecided } from './judgement.js';
import type { JudgementContext } from './judgement.js';
import type { Trust } from './judge-trust.js';
import { certificateConstraints } from './seed-certificate.js';
import type { SignatureDictionary } from './signature-dictionary.js';

/** Bits of /Ff (ISO 32000-2, table 237): the constraints that a signature must keep. */
const REQUIRED = {
  Filter: 1,
  SubFilter: 1 << 1,
  V: 1 << 2,
  Reasons: 1 << 3,
  LegalAttestation: 1 << 4,
  AddRevInfo: 1 << 5,
  DigestMethod: 1 << 6,
  LockDocument: 1 << 7,
  AppearanceFilter: 1 << 8,
} as const;

/** The newest set of seed values that is known here: PDF 2.0. */
const KNOWN_VERSION = 3;

/** Digests by their names in a PDF file. */
const digestNames: Readonly<Record<string, DigestName>> = {
  SHA1: 'sha1',
  SHA256: 'sha256',
  SHA384: 'sha384',
  SHA512: 'sha512',
  RIPEMD160: 'ripemd160',
};

type Seed = {
  readonly values: PdfDictionary;
  readonly revision: PdfRevision;
  readonly signature: SignatureDictionary;
  readonly contents: ContentsCheck;
};

/** One constraint: null when it is kept, else what it wants and what there is. Asked only where it is required. */
type Constraint = readonly [keyof typeof REQUIRED, (seed: Seed) => string | null];

const constraints: readonly Constraint[] = [
  ['Filter', (seed) => mustBeOneOf(name(seed, 'Filter'), entry(seed, 'Filter'))],
  ['SubFilter', (seed) => mustBeOneOf(names(seed, 'SubFilter'), seed.signature.subFilter)],
  // What a newer set may hold is not known here, so nobody can say that it was kept.
  ['V', keepsVersion],
  ['Reasons', keepsReasons],
  ['LegalAttestation', keepsAttestation],
  ['AddRevInfo', keepsRevocationData],
  ['DigestMethod', (seed) => mustBeOneOf(digests(seed), seed.contents.digest)],
  ['LockDocument', keepsLock],
  // The look is named in the signing program alone: nothing in the file says which one it took.
  ['AppearanceFilter', ({ values }) => (values.has('AppearanceFilter') ? 'the look cannot be told' : null)],
];

/**
 * What the maker of the form demands of whoever signs a field (ISO 32000-2, 12.7.5.5): the constraints that are marked as
 * required, and those on the certificate, the time-stamp and the kind of signature, which have marks of their own.
 */
export function checkSeedValues(
  signature: SignatureDictionary,
  contents: ContentsCheck,
  trust: Trust,
  context: JudgementContext,
  findings: Findings,
): Failure | null {
  const revision = context.final;
  const values = revision.dictionary(signature.field.dictionary.get('SV'));
  if (!values) return null;
  const flags = integerOf(revision.resolve(values.get('Ff'))) ?? 0;
  const seed = { values, revision, signature, contents };
  const broken = [
    ...constraints.flatMap(([key, check]) => (flags & REQUIRED[key] ? named(key, check(seed)) : [])),
    ...named('MDP', keepsKind(seed)),
    ...named('TimeStamp', keepsTimeStamp(seed, trust)),
    ...certificateConstraints(revision, values.get('Cert'), contents.certificate, trust.path, context.trust.links),
  ];
  for (const evidence of broken)
    findings.add(
      'SEED_VALUE',
      'INDETERMINATE',
      evidence,
      'The form demands something of this signature that it does not keep, or that cannot be told.',
    );
  if (broken.length > 0) return undecided('SIG_CONSTRAINTS_FAILURE');
  findings.add('SEED_VALUE', 'PASSED', `flags ${flags}`, 'The signature keeps what the form demands of it.');
  return null;
}

const named = (key: string, problem: string | null): string[] => (problem === null ? [] : [`${key}: ${problem}`]);

const entry = ({ revision, signature }: Seed, key: string): string | null => {
  const value = revision.resolve(signature.dictionary.get(key));
  return nameOf(value) ?? textOf(value);
};

const name = ({ revision, values }: Seed, key: string): string[] => {
  const text = nameOf(revision.resolve(values.get(key)));
  return text === null ? [] : [text];
};

const list = ({ revision, values }: Seed, key: string): PdfObject[] =>
  items(revision, values.get(key)).map((item) => revision.resolve(item));

const names = (seed: Seed, key: string): string[] => list(seed, key).flatMap((item) => nameOf(item) ?? []);
const texts = (seed: Seed, key: string): string[] => list(seed, key).flatMap((item) => textOf(item) ?? []);

const digests = (seed: Seed): string[] =>
  list(seed, 'DigestMethod').flatMap((item) => {
    const text = item instanceof PdfString ? Buffer.from(item.bytes).toString('latin1') : nameOf(item);
    return text === null ? [] : [digestNames[text] ?? text];
  });

function mustBeOneOf(allowed: readonly string[], actual: string | null): string | null {
  if (allowed.length === 0) return null;
  return actual !== null && allowed.includes(actual) ? null : `${actual ?? 'none'} is none of ${allowed.join(' ')}`;
}

/** A version that is no number is none that is known. */
function keepsVersion({ values, revision }: Seed): string | null {
  const version = revision.resolve(values.get('V')) ?? 1;
  return typeof version === 'number' && version <= KNOWN_VERSION ? null : `version ${JSON.stringify(version)}`;
}

/** No reason, or a single full stop, means that the signature gives none. */
function keepsReasons(seed: Seed): string | null {
  const reasons = texts(seed, 'Reasons');
  const given = entry(seed, 'Reason');
  if (reasons.length === 0 || (reasons.length === 1 && reasons[0] === '.'))
    return given === null ? null : 'a reason is given where none may be';
  return mustBeOneOf(reasons, given);
}

function keepsAttestation(seed: Seed): string | null {
  const { revision } = seed;
  const legal = revision.dictionary(revision.catalog().get('Legal'));
  return mustBeOneOf(texts(seed, 'LegalAttestation'), textOf(revision.resolve(legal?.get('Attestation') ?? null)));
}

/** In the signature, whatever the security store holds beside it. */
function keepsRevocationData({ values, contents }: Seed): string | null {
  const { signed } = contents.revocation;
  const there = signed.ocsps.length + signed.crls.length > 0;
  const wanted = values.get('AddRevInfo');
  return typeof wanted !== 'boolean' || wanted === there ? null : `revocation data ${there ? 'is' : 'is not'} inside`;
}

/** Table 235 and 237: to lock is to permit no change at all. */
function keepsLock(seed: Seed): string | null {
  const [wanted] = name(seed, 'LockDocument');
  const locks = seed.signature.docMdp === 1;
  if (wanted === 'true') return locks ? null : 'the document is not locked';
  return wanted === 'false' && locks ? 'the document is locked' : null;
}

/** /P 0: a signature that certifies nothing; else one that certifies at this very level. */
function keepsKind({ values, revision, signature }: Seed): string | null {
  const wanted = integerOf(revision.resolve(revision.dictionary(values.get('MDP'))?.get('P') ?? null));
  if (wanted === null) return null;
  const actual = signature.certifies ? signature.docMdp : 0;
  return actual === wanted ? null : `level ${wanted} is wanted, ${actual ?? 0} given`;
}

/** A time-stamp over the signature; whether it is trusted is judged with the others. */
function keepsTimeStamp({ values, revision }: Seed, trust: Trust): string | null {
  const wanted = revision.dictionary(values.get('TimeStamp'));
  const required = ((integerOf(revision.resolve(wanted?.get('Ff') ?? null)) ?? 0) & 1) === 1;
  return required && !trust.timestamps.some(({ kind, checked }) => kind === 'signature' && checked)
    ? 'the signature is not time-stamped'
    : null;
}
