import { z } from 'zod';
import type { Clock } from '../clock/index.js';
import type { OAuthClientConfig } from '../config/index.js';

const grantSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive().optional() });
const refusalSchema = z.object({ error: z.string(), error_description: z.string().optional() });

/** A token is asked for anew so long before it ends: what is begun with it has to end with it. */
const SPARE_MS = 60_000;
/** RFC 6749, 5.1 only recommends `expires_in`. */
const UNSAID_LIFETIME_SECONDS = 300;
const PATIENCE_MS = 15_000;

/** The token endpoint gave no token. Its words are in the message, the client secret is not. */
export class TokenNotGranted extends Error {
  readonly code = 'TOKEN_NOT_GRANTED';
}

/** Access tokens for a mail server by OAuth 2.0 client credentials (RFC 6749, 4.4), kept until shortly before they end. */
export class ClientCredentials {
  #kept: { readonly token: string; readonly until: Date } | null = null;
  #asking: Promise<string> | null = null;

  constructor(
    private readonly client: OAuthClientConfig,
    private readonly clock: Clock,
  ) {}

  /** `renew`: the kept one was refused. Throws TokenNotGranted. */
  async token(renew = false): Promise<string> {
    if (!renew && this.#kept !== null && this.clock.now() < this.#kept.until) return this.#kept.token;
    // However many connections open at once, one asks.
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    return await this.#asking;
  }

  async #ask(): Promise<string> {
    const { tokenUrl, clientId, clientSecret, scope } = this.client;
    const askedAt = this.clock.now();
    const { status, text } = await this.#post({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      ...(scope === null ? {} : { scope }),
    });
    const grant = grantSchema.safeParse(status === 200 ? jsonOrNull(text) : null);
    if (!grant.success) throw this.#notGranted(`${tokenUrl} answered ${status}: ${wordsOf(text)}`);
    const seconds = grant.data.expires_in ?? UNSAID_LIFETIME_SECONDS;
    const until = new Date(askedAt.getTime() + seconds * 1000 - SPARE_MS);
    this.#kept = { token: grant.data.access_token, until };
    return grant.data.access_token;
  }

  async #post(form: Readonly<Record<string, string>>): Promise<{ status: number; text: string }> {
    try {
      const response = await fetch(this.client.tokenUrl, {
        method: 'POST',
        headers: { accept: 'application/json' },
        body: new URLSearchParams(form),
        // A redirect would take the secret elsewhere.
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      const { cause, message } = error as Error;
      throw this.#notGranted(
        `${this.client.tokenUrl} could not be asked: ${cause instanceof Error ? cause.message : message}`,
        error,
      );
    }
  }

  #notGranted(words: string, cause?: unknown): TokenNotGranted {
    return new TokenNotGranted(
      `No token for the mail server: ${words.replaceAll(this.client.clientSecret, '…')}`,
      cause === undefined ? undefined : { cause },
    );
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** RFC 6749, 5.2; else the beginning of what was answered. */
function wordsOf(text: string): string {
  const refusal = refusalSchema.safeParse(jsonOrNull(text));
  if (!refusal.success) return text.replaceAll(/\s+/g, ' ').slice(0, 200);
  const { error, error_description: description } = refusal.data;
  return (description === undefined ? error : `${error}: ${description}`).slice(0, 500);
}
