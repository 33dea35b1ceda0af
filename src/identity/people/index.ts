export { ChangeOwnAccount } from './change-own-account.js';
export { EnrolSecondFactor, type Enrolled, type SecondFactorOffer } from './enrol-second-factor.js';
export { ManagePeople, type NewPerson } from './manage-people.js';
export { codeAt } from './one-time-codes.js';
export { OneTimeLink } from './one-time-link.entity.js';
export { LINK_HOURS, type MadeLink, OneTimeLinks } from './one-time-links.js';
export { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from './password.policy.js';
export { type PasswordCode, SignInPaused } from './people.errors.js';
export { Person } from './person.entity.js';
export {
  PERSON_LANGUAGES,
  PERSON_ROLES,
  type PersonLanguage,
  type PersonRole,
  type PersonState,
  personRolesIn,
  personState,
} from './person.policy.js';
export { RecoveryCode } from './recovery-code.entity.js';
export { type LinkView, RedeemLink } from './redeem-link.js';
export { PassSecondFactor } from './second-factor.js';
export { SignInFailures } from './sign-in-failures.entity.js';
export { type BrowserFacts, type SignedInBrowser, SignInWithPassword } from './sign-in-with-password.js';
