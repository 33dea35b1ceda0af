export { readConfig, type Config } from './config.js';
export { PACKAGE_ROOT, packageFile } from './package-root.js';
export { isLoopbackHost } from './loopback-host.js';
export type { OAuthClientConfig, OutgoingMailConfig, RelayConfig, RelayLogin } from './outgoing-mail.js';
export type { ImapLocation, ImapProtection } from './imap-url.js';
export type { ImapConfig, IncomingMailConfig } from './incoming-mail.js';
