import { hash, verify } from '@node-rs/argon2';
import { normalisePassword } from './password.policy.js';

/** The library's number for it; its enum is of a kind that other compilers cannot read. */
const ARGON2ID = 2;

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`; what stands before the salt tells whether a hash is of today. */
const PRESENT = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`;

/** A hash like all others, of nothing: no password matches it. */
const NOBODYS = `${PRESENT}${Buffer.alloc(16, 1).toString('base64').replaceAll('=', '')}$${Buffer.alloc(32, 1).toString('base64').replaceAll('=', '')}`;

export async function hashPassword(password: string): Promise<string> {
  return await hash(normalisePassword(password), PARAMETERS);
}

/** With the same effort where there is no hash (null), so that the time taken does not tell who has an account. */
export async function isPasswordOf(passwordHash: string | null, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? NOBODYS, normalisePassword(password));
  return matches && passwordHash !== null;
}

/** Whether the hash was made with other parameters than today's: it is made anew at the next log-in. */
export function isOutdatedHash(passwordHash: string): boolean {
  return !passwordHash.startsWith(PRESENT);
}
