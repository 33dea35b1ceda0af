import { createHmac } from 'node:crypto';

/** How a secret is written down: `whsec_` and its bytes in base64 (Standard Webhooks 1.0, «Signature scheme»). */
export function formatSecret(secret: Buffer): string {
  return `whsec_${secret.toString('base64')}`;
}

export interface SignedMessage {
  /** The same in every attempt and replay: by it a receiver knows what it has seen. */
  readonly id: string;
  /** Of this attempt. */
  readonly at: Date;
  readonly body: string;
}

/**
 * The headers of one attempt (Standard Webhooks 1.0): `v1,` and the base64 of HMAC-SHA-256 over id, seconds and body,
 * parted by full stops; one for each secret that counts, the newest first, parted by spaces.
 */
export function signatureHeaders(message: SignedMessage, secrets: readonly Buffer[]): Record<string, string> {
  const seconds = String(Math.floor(message.at.getTime() / 1000));
  const signed = `${message.id}.${seconds}.${message.body}`;
  return {
    'webhook-id': message.id,
    'webhook-timestamp': seconds,
    'webhook-signature': secrets
      .map((secret) => `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`)
      .join(' '),
  };
}
