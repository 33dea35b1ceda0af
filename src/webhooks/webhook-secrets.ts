import { createHash, createHmac } from 'node:crypto';

/** For how long after a rotation the secret before it signs too. */
export const OVERLAP_MS = 24 * 60 * 60 * 1000;

/**
 * The secrets that sign: made from the service's key, the endpoint and a version, so that they lie nowhere. Who has the
 * database alone has none of them; who changes the service's key changes all of them.
 */
export class WebhookSecrets {
  readonly #key: Buffer;

  constructor(secretKey: string) {
    this.#key = createHash('sha256').update(`webhook-secrets\0${secretKey}`).digest();
  }

  /** 32 bytes. */
  of(endpointId: string, version: number): Buffer {
    return createHmac('sha256', this.#key).update(`webhook\0${endpointId}\0${version}`).digest();
  }

  /** Those that sign at `now`, the newest first. */
  signing(endpoint: SecretVersions, now: Date): Buffer[] {
    const secrets = [this.of(endpoint.id, endpoint.secretVersion)];
    if (endpoint.previousSecretUntil !== null && endpoint.previousSecretUntil > now) {
      secrets.push(this.of(endpoint.id, endpoint.secretVersion - 1));
    }
    return secrets;
  }
}

export interface SecretVersions {
  readonly id: string;
  readonly secretVersion: number;
  readonly previousSecretUntil: Date | null;
}
