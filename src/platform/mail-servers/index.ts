export type { MailServerProcess } from './mail-server-process.js';
export {
  MAIL_HOST_NAME,
  MAIL_PASSWORD,
  type MailServerPorts,
  type MailServersOptions,
} from './mail-servers-options.js';
export { MailServers } from './mail-servers.js';
export { MailServersError, type MailServersErrorCode } from './mail-servers-error.js';
export type { Maildir } from './maildir.js';
export { whyNoMailServers } from './why-no-mail-servers.js';
