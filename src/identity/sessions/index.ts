export { actorOfPerson, type SignedIn } from './authenticate-session.js';
export { SignInCookies } from './cookies.js';
export { EndSessions, type OpenSessionView } from './end-sessions.js';
export { FORM_TOKEN_FIELD, FORM_TOKEN_HEADER, FormGuard } from './form-guard.js';
export { KnownBrowsers } from './known-browsers.js';
export { LOG_IN_PAGES, pathWithin, RecogniseSession } from './recognise-session.js';
export { CurrentSession, sessionOf } from './request-session.js';
export { Session } from './session.entity.js';
export type { SessionLimits, SessionStage, SignInMethod } from './session.policy.js';
