import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RandomSecretSource, SecretBox } from '../../platform/secrets/index.js';

const PURPOSE = 'known-browser';

/**
 * A browser in which somebody has logged in before bears a sealed cookie that says so. Failures there are counted
 * apart, so that a stranger who keeps guessing at an account makes only other strangers wait (OWASP's «device cookies»).
 * The cookie opens nothing by itself.
 */
@Injectable()
export class KnownBrowsers {
  constructor(
    private readonly box: SecretBox,
    private readonly secrets: RandomSecretSource,
  ) {}

  /** The cookie's value for a browser in which `email` has just logged in. */
  remember(email: string): string {
    const id = this.secrets.bytes('known-browser', 16).toString('hex');
    return this.box.seal(PURPOSE, id, accountId(email));
  }

  /** The browser's own id if `email` has logged in there before; undefined for any other cookie. */
  recognise(cookie: string | undefined, email: string): string | undefined {
    return cookie === undefined ? undefined : this.box.open(PURPOSE, cookie, accountId(email));
  }
}

/** An account as the counters know it: without the address itself. */
export function accountId(email: string): string {
  return createHash('sha256').update(email).digest('hex');
}
