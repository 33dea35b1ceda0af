import { ServiceError } from '../errors/index.js';

export type MailServersErrorCode = 'MAIL_SERVERS_UNAVAILABLE' | 'MAIL_SERVER_START_FAILED';

/** Postfix or Dovecot is not there, or would not start. */
export class MailServersError extends ServiceError<MailServersErrorCode> {
  constructor(code: MailServersErrorCode, message: string) {
    super(code, message, { category: 'unavailable', level: 'error' });
    this.name = 'MailServersError';
  }
}
