import { createHash } from 'node:crypto';

/** Namespace of all ids made here: a fixed random UUID. */
const NAMESPACE = Buffer.from('7f6c2d0e5b1a4f3c9d8e6a7b8c9d0e1f', 'hex');

/**
 * A UUID that is a function of what the row stands for (RFC 9562, 5.5: version 5). The same campaign, declaration,
 * kind and slot always give the same id, so a second row for the same thing hits the primary key.
 */
export function nameUuid(...parts: readonly (string | number)[]): string {
  const digest = createHash('sha1').update(NAMESPACE).update(parts.join('\u001f')).digest().subarray(0, 16);
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
