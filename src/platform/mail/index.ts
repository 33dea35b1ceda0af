export { ClientCredentials, TokenNotGranted } from './client-credentials.js';
export { headerOf, headersOf } from './header-of.js';
export type { LiveRelay } from './live-mail-transport.js';
export { MailDeferred, MailRefused, MailTransport, type Accepted, type OutgoingMail } from './mail-transport.js';
export { openMailTransport, type OutgoingMode } from './open-mail-transport.js';
export { SmtpMailTransport, type SmtpServerAddress } from './smtp-mail-transport.js';
export { SmtpSink, type SinkDelivery, type SmtpSinkOptions } from './smtp-sink.js';
