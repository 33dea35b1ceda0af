import type { SeededMoments } from './seeded-moments.js';

/** Servers that are stopped and started again. */
const SERVERS = ['POSTFIX', 'DOVECOT', 'POSTGRES'] as const;
export type ServerName = (typeof SERVERS)[number];

/** Where a connection is cut: in a message body of a FETCH, or in DATA before or after the final dot. */
const CUTS = ['FETCH', 'BEFORE_DOT', 'AFTER_DOT'] as const;
export type CutPlace = (typeof CUTS)[number];

export const FAULT_KINDS = [...SERVERS, ...CUTS];
export type FaultKind = ServerName | CutPlace;

export function isCut(kind: FaultKind): kind is CutPlace {
  return CUTS.some((place) => place === kind);
}

export interface PlannedFault {
  readonly kind: FaultKind;
  /** From the work's beginning to the stop of a server. */
  readonly delayMs: number;
  /** How long a server is away. */
  readonly downMs: number;
  /** How much of a message body passes before the cut. */
  readonly percent: number;
  /** How much of a message's data passes before the cut. */
  readonly bytes: number;
}

/** So many faults, of each kind so many and the rest drawn among them, in an order that is drawn. */
export function drawFaults(
  moments: SeededMoments,
  counts: Partial<Readonly<Record<FaultKind, number>>>,
  together: number,
): PlannedFault[] {
  const kinds = FAULT_KINDS.filter((kind) => counts[kind] !== undefined);
  const drawn = kinds.flatMap((kind) => Array.from({ length: counts[kind] ?? 0 }, () => kind));
  while (drawn.length < together) drawn.push(kinds[moments.between(0, kinds.length - 1)]!);
  const faults: PlannedFault[] = [];
  while (drawn.length > 0) {
    const [kind] = drawn.splice(moments.between(0, drawn.length - 1), 1);
    faults.push({
      kind: kind!,
      delayMs: moments.between(0, 200),
      downMs: moments.between(200, 1500),
      percent: moments.between(2, 98),
      bytes: moments.between(0, 100_000),
    });
  }
  return faults;
}
