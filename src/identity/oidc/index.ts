export { OidcClient } from './oidc-client.js';
export { OIDC_WAIT_MS, SignInWithOidc } from './sign-in-with-oidc.js';
