import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the sender's time may be from ours, in seconds (Standard Webhooks 1.0, «Verifying webhook authenticity»). */
export const TOLERANCE_SECONDS = 5 * 60;

const DELIVERY_ID = /^[\x21-\x7e]{1,200}$/;
const SECONDS = /^\d{1,12}$/;
const SIGNATURE = /^v1,([A-Za-z0-9+/]{43}=)$/;
/** More would only be there to make us compare. */
const MOST_SIGNATURES = 8;

export interface ClaimedSignature {
  readonly deliveryId: string;
  readonly seconds: number;
  /** HMAC-SHA-256; several while a gateway changes its secret. */
  readonly signatures: readonly Buffer[];
}

/** What the three headers claim; null when one is missing or is not of its form. Unknown kinds of signature are left out. */
export function claimedSignature(header: (name: string) => string | undefined): ClaimedSignature | null {
  const deliveryId = header('webhook-id') ?? '';
  const seconds = header('webhook-timestamp') ?? '';
  const words = (header('webhook-signature') ?? '').split(' ').slice(0, MOST_SIGNATURES);
  const signatures = words.flatMap((word) => {
    const text = SIGNATURE.exec(word)?.[1];
    return text === undefined ? [] : [Buffer.from(text, 'base64')];
  });
  if (!DELIVERY_ID.test(deliveryId) || !SECONDS.test(seconds) || signatures.length === 0) return null;
  return { deliveryId, seconds: Number(seconds), signatures };
}

/** Whether the sender's time is within the tolerance of ours, before or after. */
export function isFresh(seconds: number, now: Date): boolean {
  return Math.abs(now.getTime() - seconds * 1000) <= TOLERANCE_SECONDS * 1000;
}

/**
 * What is signed behind id and time: the message as it is, or, where the address has a query, `?`, the query as it was
 * sent, a line feed, and the message. No message begins with a question mark, so neither passes for the other.
 */
export function signedPayload(query: string, message: Buffer): readonly Buffer[] {
  return query === '' ? [message] : [Buffer.from(`?${query}\n`), message];
}

/** Whether one of the signatures is that of id, time and payload by this secret. Compares in constant time. */
export function isSignedBy(claimed: ClaimedSignature, payload: readonly Buffer[], secret: Buffer): boolean {
  const hmac = createHmac('sha256', secret).update(`${claimed.deliveryId}.${claimed.seconds}.`);
  for (const part of payload) hmac.update(part);
  const expected = hmac.digest();
  // All are compared, so that the time does not say which one was right.
  return (
    claimed.signatures.filter((one) => one.length === expected.length && timingSafeEqual(one, expected)).length > 0
  );
}
