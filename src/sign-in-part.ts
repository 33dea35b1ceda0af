import { readFile } from 'node:fs/promises';
import { createPrivateKey } from 'node:crypto';
import type { AppParts } from './app.module.js';
import { type OidcOptions, PERSON_ROLES, personRolesIn } from './identity/index.js';
import type { Config } from './platform/config/index.js';
import { ServiceError } from './platform/errors/index.js';

type OidcConfig = NonNullable<Config['signIn']['oidc']>;

/** How people log in, as configured. Throws ServiceError OIDC_KEY_UNREADABLE or OIDC_ROLES_UNKNOWN. */
export async function signInPart({ signIn }: Config): Promise<NonNullable<AppParts['signIn']>> {
  return {
    secondFactor: signIn.secondFactor,
    session: { idleMs: signIn.idleMinutes * 60_000, absoluteMs: signIn.sessionHours * 60 * 60_000 },
    localAccounts: signIn.localAccounts,
    oidc: signIn.oidc === null ? null : await oidcPart(signIn.oidc),
  };
}

async function oidcPart(oidc: OidcConfig): Promise<OidcOptions> {
  const unknown = Object.values(oidc.roles).filter((role) => personRolesIn([role]).length === 0);
  if (unknown.length > 0) {
    throw new ServiceError(
      'OIDC_ROLES_UNKNOWN',
      `OIDC_ROLES gives ${unknown.join(', ')}; people can be ${PERSON_ROLES.join(', ')}.`,
      { category: 'invalid', level: 'error' },
    );
  }
  const { issuer, clientId, scope, rolesClaim, roles } = oidc;
  const authentication: OidcOptions['authentication'] =
    oidc.keyFile === null
      ? { kind: 'SECRET', secret: oidc.clientSecret ?? '' }
      : { kind: 'KEY', pem: await readKey(oidc.keyFile), keyId: oidc.keyId };
  return { issuer, clientId, scope, rolesClaim, roles, authentication };
}

async function readKey(file: string): Promise<string> {
  try {
    const pem = await readFile(file, 'utf8');
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    const isUsable =
      asymmetricKeyType === 'rsa' || (asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1');
    if (!isUsable) throw new TypeError('It is neither RSA nor P-256.');
    return pem;
  } catch (cause) {
    throw new ServiceError(
      'OIDC_KEY_UNREADABLE',
      `OIDC_KEY_FILE ${file} is no private key that can be used: give an RSA or P-256 key as PEM, without a password.`,
      { category: 'invalid', level: 'error', cause },
    );
  }
}
