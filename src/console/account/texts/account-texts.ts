import type { PersonState, Role } from '../../../identity/index.js';

/** The literal codes of errors that stand beside a field or above a form. */
export type FormFault =
  | 'SIGN_IN_REFUSED'
  | 'CODE_REFUSED'
  | 'PASSWORD_TOO_SHORT'
  | 'PASSWORD_TOO_LONG'
  | 'PASSWORD_COMMON'
  | 'PASSWORD_OWN_NAME'
  | 'PASSWORD_WRONG'
  | 'PASSWORDS_DIFFER'
  | 'NAME_MISSING'
  | 'EMAIL_INVALID'
  | 'EMAIL_TAKEN'
  | 'ROLES_MISSING'
  | 'LAST_ADMINISTRATOR'
  | 'KEY_NAME_INVALID'
  | 'API_KEY_NAME_TAKEN'
  | 'EXPIRY_INVALID'
  | 'FORM_REFUSED'
  | 'OIDC_UNAVAILABLE'
  | 'OIDC_REFUSED'
  | 'OIDC_EXPIRED'
  | 'OIDC_ROLE_UNKNOWN'
  | 'OIDC_EMAIL_MISSING'
  | 'OIDC_EMAIL_TAKEN'
  | 'PERSON_DISABLED';

/** What is said once after something was done. */
export type Done =
  | 'LOGGED_OUT'
  | 'PASSWORD_CHANGED'
  | 'SESSION_ENDED'
  | 'SESSIONS_ENDED'
  | 'PERSON_CHANGED'
  | 'KEY_REVOKED'
  | 'LANGUAGE_CHANGED';

/** The words of the pages about log-in, people and keys; a missing one does not compile. */
export interface AccountTexts {
  readonly faults: Readonly<Record<FormFault, string>>;
  readonly faultHeading: string;
  readonly paused: (until: string) => string;
  readonly done: Readonly<Record<Done, string>>;
  readonly roles: Readonly<Record<Role, string>>;
  readonly states: Readonly<Record<PersonState, string>>;
  readonly fields: {
    readonly email: string;
    readonly password: string;
    readonly newPassword: string;
    readonly newPasswordAgain: string;
    readonly presentPassword: string;
    readonly passwordRules: string;
    readonly name: string;
    readonly language: string;
    readonly roles: string;
    readonly code: string;
  };
  readonly save: string;
  readonly logIn: {
    readonly title: string;
    readonly button: string;
    readonly oidc: string;
    readonly or: string;
    readonly forgotten: string;
    readonly insecure: string;
  };
  readonly code: {
    readonly title: string;
    readonly explanation: string;
    readonly lost: string;
    readonly button: string;
  };
  readonly enrol: {
    readonly title: string;
    readonly required: string;
    readonly scan: string;
    readonly qr: string;
    readonly byHand: string;
    readonly type: string;
    readonly button: string;
  };
  readonly recovery: {
    readonly title: string;
    readonly explanation: string;
    readonly onward: string;
    readonly renew: string;
    readonly renewExplanation: string;
  };
  readonly invitation: {
    readonly titles: {
      readonly FIRST_ADMINISTRATOR: string;
      readonly INVITATION: string;
      readonly NEW_PASSWORD: string;
    };
    readonly firstExplanation: string;
    readonly explanation: (name: string, email: string) => string;
    readonly button: string;
    readonly endedTitle: string;
    readonly ended: string;
  };
  readonly account: {
    readonly title: string;
    readonly loggedInAs: string;
    readonly changePassword: string;
    readonly othersEnd: string;
    readonly secondFactor: string;
    readonly secondFactorOn: string;
    readonly secondFactorOff: string;
    readonly setUp: string;
    readonly setUpAnew: string;
    readonly byOrganisation: string;
    readonly sessions: string;
    readonly browser: string;
    readonly since: string;
    readonly lastSeen: string;
    readonly endsAt: string;
    readonly thisOne: string;
    readonly end: string;
    readonly endOthers: string;
  };
  readonly users: {
    readonly title: string;
    readonly count: (people: number) => string;
    readonly state: string;
    readonly signedIn: string;
    readonly never: string;
    readonly invite: string;
    readonly inviteButton: string;
    readonly link: string;
    readonly linkExplanation: (name: string, until: string) => string;
    readonly created: string;
    readonly changeRoles: string;
    readonly rolesFromOrganisation: string;
    readonly sessionsEnd: string;
    readonly newLink: string;
    readonly newLinkExplanation: string;
    readonly takeAway: string;
    readonly takeAwayExplanation: string;
    readonly endSessions: string;
    readonly disable: string;
    readonly disableExplanation: string;
    readonly enable: string;
    readonly back: string;
  };
  readonly keys: {
    readonly title: string;
    readonly explanation: string;
    readonly count: (keys: number) => string;
    readonly name: string;
    readonly nameRules: string;
    readonly beginsWith: string;
    readonly owner: string;
    /** Of a key that the command line made: it has no owner. */
    readonly commandLine: string;
    readonly state: string;
    readonly states: { readonly ACTIVE: string; readonly EXPIRED: string; readonly REVOKED: string };
    readonly expires: string;
    readonly expiresExplanation: string;
    readonly lastUsed: string;
    readonly never: string;
    readonly make: string;
    readonly makeButton: string;
    readonly made: (name: string) => string;
    readonly revoke: string;
  };
  readonly loggedOut: { readonly title: string; readonly explanation: string; readonly organisation: string };
}
