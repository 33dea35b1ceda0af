import { notUtf8 } from './integrations.errors.js';

/** The text of a file in UTF-8, with or without a byte order mark. Throws NOT_UTF8: a guess would garble names. */
export function utf8Text(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notUtf8();
  }
}
