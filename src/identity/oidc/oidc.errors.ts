import { ServiceError, type ErrorCategory } from '../../platform/errors/index.js';

export type OidcCode =
  | 'OIDC_UNAVAILABLE'
  | 'OIDC_REFUSED'
  | 'OIDC_EXPIRED'
  | 'OIDC_ROLE_UNKNOWN'
  | 'OIDC_EMAIL_MISSING'
  | 'OIDC_EMAIL_TAKEN'
  | 'PERSON_DISABLED';

const WORDS: Readonly<Record<OidcCode, readonly [ErrorCategory, string]>> = {
  OIDC_UNAVAILABLE: ['unavailable', "The organisation's log-in does not answer. Try again shortly."],
  OIDC_REFUSED: [
    'unauthenticated',
    'The log-in was not accepted, or its answer did not fit what was asked. Begin again.',
  ],
  OIDC_EXPIRED: ['unauthenticated', 'The log-in took too long, or its answer has been used. Begin again.'],
  OIDC_ROLE_UNKNOWN: [
    'forbidden',
    'The roles claim gives no role in this service: see OIDC_ROLES_CLAIM and OIDC_ROLES.',
  ],
  OIDC_EMAIL_MISSING: ['forbidden', 'The provider said no e-mail address: see OIDC_SCOPE.'],
  OIDC_EMAIL_TAKEN: ['conflict', 'Another person has this e-mail address, and the provider does not vouch for it.'],
  PERSON_DISABLED: ['forbidden', 'This person is closed in this service.'],
};

export function oidcFailed(code: OidcCode, cause?: unknown): ServiceError<OidcCode> {
  const [category, message] = WORDS[code];
  return new ServiceError(code, message, { category, cause, level: code === 'OIDC_UNAVAILABLE' ? 'warn' : 'info' });
}
