import { createHash } from 'node:crypto';

/** Bytes in a session's cookie. */
export const SESSION_BYTES = 32;

/** SECOND_FACTOR: the password was right, the code is awaited. ENROLMENT: codes have to be set up first. */
export type SessionStage = 'SECOND_FACTOR' | 'ENROLMENT' | 'FULL';
export type SignInMethod = 'PASSWORD' | 'OIDC';

export interface SessionLimits {
  /** A session that nobody used for so long has ended. */
  readonly idleMs: number;
  /** However much it is used, it ends so long after the log-in. */
  readonly absoluteMs: number;
}

/** How long somebody may take over the steps of logging in. */
export const UNFINISHED_MS = 15 * 60_000;

/** How exact `lastSeenAt` is. */
const SEEN_INTERVAL_MS = 60_000;

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** SHA-256 (hex); no slow hash, because 32 random bytes cannot be guessed. Undefined for what is no token. */
export function hashSessionToken(token: string): string | undefined {
  return TOKEN.test(token) ? createHash('sha256').update(token).digest('hex') : undefined;
}

/** The instant at which the session ends if nobody uses it any more: that very instant is outside. */
export function sessionEndsAt(
  session: { readonly stage: SessionStage; readonly createdAt: Date; readonly lastSeenAt: Date },
  limits: SessionLimits,
): Date {
  const absoluteMs = session.stage === 'FULL' ? limits.absoluteMs : UNFINISHED_MS;
  return new Date(Math.min(session.createdAt.getTime() + absoluteMs, session.lastSeenAt.getTime() + limits.idleMs));
}

/** Whether this use is to be written down, or the last one written is recent enough. */
export function isSightingDue(lastSeenAt: Date, now: Date): boolean {
  return now.getTime() - lastSeenAt.getTime() >= SEEN_INTERVAL_MS;
}
