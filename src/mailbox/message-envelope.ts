import { addressParser } from 'postal-mime';
import { headerOf } from '../platform/mail/index.js';
import type { EnvelopeHeaders } from './envelope.policy.js';

/** What the headers say of the envelope, for sources that only have the message itself. */
export function envelopeHeaders(raw: Buffer): EnvelopeHeaders {
  const addresses = (name: string): string[] =>
    addressParser(headerOf(raw, name) ?? '', { flatten: true })
      .map(({ address }) => (address ?? '').toLowerCase())
      .filter((address) => /^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]{1,255}$/u.test(address));
  return {
    returnPath: headerOf(raw, 'return-path'),
    from: ['from', 'sender'].flatMap(addresses),
    recipients: ['delivered-to', 'x-original-to', 'to', 'cc'].flatMap(addresses),
  };
}
