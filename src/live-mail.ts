import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { OutgoingMailConfig } from './platform/config/index.js';
import { ServiceError } from './platform/errors/index.js';
import type { LiveRelay, OutgoingMode } from './platform/mail/index.js';
import { readAuthorities } from './read-authorities.js';

/** RFC 8301, 3.2: verifiers ignore signatures of shorter keys. */
const SHORTEST_DKIM_KEY_BITS = 1024;

/**
 * Where letters go, with the files read that the configuration names. Throws ServiceError SMTP_CA_UNREADABLE or
 * DKIM_KEY_UNREADABLE.
 */
export async function outgoingMode(config: OutgoingMailConfig): Promise<OutgoingMode> {
  if (config.mode !== 'live' || config.relay === null) return { mode: 'capture' };
  const { caFile, ...relay } = config.relay;
  return {
    mode: 'live',
    allow: config.allow,
    relay: {
      ...relay,
      mode: 'live',
      authorities: caFile === null ? null : await readAuthorities(caFile, 'SMTP_CA_FILE'),
      dkim: config.dkim === null ? null : await readDkimKey(config.dkim),
    },
  };
}

async function readDkimKey(dkim: NonNullable<OutgoingMailConfig['dkim']>): Promise<NonNullable<LiveRelay['dkim']>> {
  const { domain, selector, keyFile } = dkim;
  try {
    const privateKey = await readFile(keyFile, 'utf8');
    const key = createPrivateKey(privateKey);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (key.asymmetricKeyType === 'rsa' && bits >= SHORTEST_DKIM_KEY_BITS) return { domain, selector, privateKey };
    throw new Error(`It holds a key of the type ${key.asymmetricKeyType}, ${bits} bits.`);
  } catch (cause) {
    throw new ServiceError(
      'DKIM_KEY_UNREADABLE',
      `${keyFile} in DKIM_KEY_FILE must hold an RSA private key in PEM without a password, of ${SHORTEST_DKIM_KEY_BITS} bits or more (2048 is usual).`,
      { category: 'invalid', level: 'error', cause },
    );
  }
}
