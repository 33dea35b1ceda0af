import type { SignatureReport } from '../report.js';
import type { SignerValidation } from './trust-process.js';

export type LevelFacts = {
  /** A sound signature of the PAdES kind. */
  readonly cades: boolean;
  readonly validation: SignerValidation | null;
  readonly stamps: readonly {
    readonly kind: 'content' | 'signature' | 'document';
    readonly trusted: boolean;
    readonly validation: SignerValidation | null;
  }[];
  /** A trusted document or signature time-stamp proves that this data (by SHA-256) existed. */
  readonly isProven: (thing: string) => boolean;
};

/**
 * The PAdES level that was verified, not the one the file's form suggests (EN 319 142-1, 6.1): B-T by a trusted time, B-LT
 * by revocation data in the file for every certificate that needs it, B-LTA by a document time-stamp over that data.
 */
export function padesLevel({ cades, validation, stamps, isProven }: LevelFacts): SignatureReport['level'] {
  if (!cades) return null;
  const times = stamps.filter(({ kind, trusted }) => trusted && kind !== 'content');
  if (times.length === 0) return 'B-B';
  const inside = times.filter(({ kind }) => kind === 'signature').map((stamp) => stamp.validation);
  const kept = [validation, ...inside].flatMap((item) => dataInFile(item));
  if (kept.some((data) => data.length === 0)) return 'B-T';
  const archived = times.some(({ kind }) => kind === 'document') && kept.every((data) => data.some(isProven));
  return archived ? 'B-LTA' : 'B-LT';
}

/** The data in the file on each certificate of a chain that needs some. */
function dataInFile(validation: SignerValidation | null): (readonly string[])[] {
  if (!validation?.line) return [[]];
  return validation.revocations.filter(({ exempt }) => !exempt).map(({ inFile }) => inFile);
}
