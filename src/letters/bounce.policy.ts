/** What a bounce says: for good, given up for now, or still being tried. */
export type BounceKind = 'HARD' | 'SOFT' | 'DELAYED';

/** A mail server gives up for now after days of trying: so many times it is asked again, and then a person is. */
export const MOST_SOFT_BOUNCES = 3;

const HOUR_MS = 3_600_000;
/** A mailbox that is full, or a server that is down, is seldom mended sooner. */
const WAIT_HOURS: readonly number[] = [4, 24];

export type AfterBounce =
  | { readonly state: 'BOUNCED_HARD' }
  | { readonly state: 'BOUNCED_SOFT'; readonly softBounces: number }
  | { readonly state: 'PLANNED'; readonly softBounces: number; readonly dueAt: Date }
  | { readonly state: 'SENT' };

/** What becomes of a letter that has bounced; `softBounces` counts those before. */
export function afterBounce(kind: BounceKind, softBounces: number, now: Date): AfterBounce {
  if (kind === 'HARD') return { state: 'BOUNCED_HARD' };
  if (kind === 'DELAYED') return { state: 'SENT' };
  const count = softBounces + 1;
  const hours = WAIT_HOURS[softBounces];
  if (count >= MOST_SOFT_BOUNCES || hours === undefined) return { state: 'BOUNCED_SOFT', softBounces: count };
  return { state: 'PLANNED', softBounces: count, dueAt: new Date(now.getTime() + hours * HOUR_MS) };
}
