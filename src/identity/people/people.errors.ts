import { ServiceError } from '../../platform/errors/index.js';
import type { PasswordFault } from './password.policy.js';

/** One answer for an unknown address, a wrong password, and a person who may not come in: the log says which. */
export function signInRefused(): ServiceError<'SIGN_IN_REFUSED'> {
  return new ServiceError('SIGN_IN_REFUSED', 'E-mail address or password is not right.', {
    category: 'unauthenticated',
  });
}

/** `until` is when the next attempt is looked at. */
export class SignInPaused extends ServiceError<'SIGN_IN_PAUSED'> {
  readonly until: Date;

  constructor(until: Date) {
    super('SIGN_IN_PAUSED', `Too many attempts have failed. Try again after ${until.toISOString()}.`, {
      category: 'too-many',
      facts: { until: until.toISOString() },
    });
    this.until = until;
  }
}

export function codeRefused(): ServiceError<'CODE_REFUSED'> {
  return new ServiceError('CODE_REFUSED', 'The code is not right, or has been used. Wait for the next one.', {
    category: 'unauthenticated',
  });
}

const PASSWORD_WORDS: Readonly<Record<PasswordFault, string>> = {
  TOO_SHORT: 'is too short: take at least 12 characters',
  TOO_LONG: 'is too long: take at most 200 characters',
  COMMON: 'is one of those that are tried first: take a few words that do not belong together',
  OWN_NAME: 'is made of your own name or address: take other words',
};

export type PasswordCode = `PASSWORD_${PasswordFault}`;

export function passwordUnfit(fault: PasswordFault): ServiceError<PasswordCode> {
  return new ServiceError(`PASSWORD_${fault}`, `The password ${PASSWORD_WORDS[fault]}.`, {
    category: 'invalid',
    faults: [{ where: 'password', message: PASSWORD_WORDS[fault] }],
  });
}

export function passwordWrong(): ServiceError<'PASSWORD_WRONG'> {
  return new ServiceError('PASSWORD_WRONG', 'The present password is not right.', {
    category: 'invalid',
    faults: [{ where: 'current', message: 'is not right' }],
  });
}

export function emailTaken(): ServiceError<'EMAIL_TAKEN'> {
  return new ServiceError('EMAIL_TAKEN', 'There is a person with this e-mail address already.', {
    category: 'conflict',
    faults: [{ where: 'email', message: 'is taken' }],
  });
}

export function linkEnded(): ServiceError<'ONE_TIME_LINK_ENDED'> {
  return new ServiceError(
    'ONE_TIME_LINK_ENDED',
    'This link has been used, replaced or has expired. Ask an administrator for a new one.',
    { category: 'not-found' },
  );
}

export function personUnknown(): ServiceError<'PERSON_UNKNOWN'> {
  return new ServiceError('PERSON_UNKNOWN', 'There is no such person.', { category: 'not-found' });
}

export function lastAdministrator(): ServiceError<'LAST_ADMINISTRATOR'> {
  return new ServiceError(
    'LAST_ADMINISTRATOR',
    'This is the last administrator who can log in. Make somebody else an administrator first.',
    { category: 'conflict' },
  );
}

export function rolesFromProvider(): ServiceError<'ROLES_FROM_PROVIDER'> {
  return new ServiceError(
    'ROLES_FROM_PROVIDER',
    "This person logs in by the organisation's log-in, which says the roles. Change them there.",
    { category: 'conflict' },
  );
}
