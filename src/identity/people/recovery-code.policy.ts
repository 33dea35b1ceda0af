import { createHash } from 'node:crypto';
import { base32 } from './one-time-codes.js';

export const RECOVERY_CODES = 10;
/** 80 bits each: too many to guess, so a fast hash is enough. */
export const RECOVERY_CODE_BYTES = 10;

/** `ABCD-EFGH-IJKL-MNOP` from RECOVERY_CODE_BYTES random bytes. */
export function formatRecoveryCode(bytes: Uint8Array): string {
  return (base32(bytes).match(/.{4}/g) ?? []).join('-');
}

/** SHA-256 (hex) of the code however it is typed; undefined for what is no such code. */
export function hashRecoveryCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('0', 'O').replaceAll('1', 'I');
  return /^[A-Z2-7]{16}$/.test(code) ? createHash('sha256').update(code).digest('hex') : undefined;
}
