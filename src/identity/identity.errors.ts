import { ServiceError } from '../platform/errors/index.js';
import type { Role } from './role.policy.js';

export function credentialsMissing(): ServiceError<'CREDENTIALS_MISSING'> {
  return new ServiceError(
    'CREDENTIALS_MISSING',
    'Send an API key: Authorization: Bearer KEY, or X-API-Key: KEY (one of them).',
    { category: 'unauthenticated', level: 'debug' },
  );
}

/** One answer for unknown, wrong, expired and revoked keys: the reason is in the log alone. */
export function credentialsInvalid(): ServiceError<'CREDENTIALS_INVALID'> {
  return new ServiceError('CREDENTIALS_INVALID', 'This API key is not valid. Ask an administrator for a new one.', {
    category: 'unauthenticated',
  });
}

export function roleRequired(needed: readonly Role[]): ServiceError<'ROLE_REQUIRED'> {
  return new ServiceError('ROLE_REQUIRED', `This needs the role ${needed.join(' or ')}, which this API key lacks.`, {
    category: 'forbidden',
    facts: { roles: needed.join(', ') },
  });
}

export function sessionRequired(): ServiceError<'SESSION_REQUIRED'> {
  return new ServiceError(
    'SESSION_REQUIRED',
    'This page is for people who have logged in, not for keys: those open what is below /api/v1.',
    { category: 'forbidden' },
  );
}

export function keyNameTaken(name: string): ServiceError<'API_KEY_NAME_TAKEN'> {
  return new ServiceError(
    'API_KEY_NAME_TAKEN',
    `There is or was an API key named ${name}. Names are not used again, so that the audit log stays unambiguous.`,
    { category: 'conflict', faults: [{ where: 'body.name', message: 'is taken' }] },
  );
}

export function keyNotFound(id: string): ServiceError<'API_KEY_NOT_FOUND'> {
  return new ServiceError('API_KEY_NOT_FOUND', `There is no API key with the id ${id}.`, { category: 'not-found' });
}
