import { createGuardrails, generateSync, generateURI, verifySync } from 'otplib';

/** Bytes of a new secret: RFC 4226 (4, R6) recommends 160 bits. */
export const TOTP_SECRET_BYTES = 20;

/** RFC 6238 (5.2) recommends one step for delay; one more for clocks that run ahead. */
const TOLERANCE_SECONDS = 30;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 (6), without padding; the number of bytes is a multiple of five. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join('');
}

/**
 * The number of the 30-second step whose code this is (RFC 6238: SHA-1, six digits), looking one step back and ahead of
 * `now`; undefined for a wrong one, and for one of `lastStep` or before: those are used up.
 */
export function stepOfCode(secret: string, code: string, now: Date, lastStep: number | null): number | undefined {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const verified = verifySync({
    strategy: 'totp',
    secret,
    token,
    epoch: Math.floor(now.getTime() / 1000),
    epochTolerance: TOLERANCE_SECONDS,
    guardrails: createGuardrails(),
    ...(lastStep === null ? {} : { afterTimeStep: lastStep }),
  });
  return verified.valid && 'timeStep' in verified ? verified.timeStep : undefined;
}

/** The code that an authenticator shows at `now`. */
export function codeAt(secret: string, now: Date): string {
  return generateSync({ strategy: 'totp', secret, epoch: Math.floor(now.getTime() / 1000) });
}

/** What the QR code holds: the Key URI Format of authenticators. */
export function enrolmentUri(secret: string, email: string): string {
  return generateURI({ issuer: 'Tilslutning', label: email, secret });
}
