import { createTransport, type Transporter } from 'nodemailer';
import type { Options } from 'nodemailer/lib/smtp-pool';
import { asMailError } from './mail-error.js';
import type { Accepted, OutgoingMail } from './mail-transport.js';

/** What is asked of the server beside taking the message (RFC 3461). */
type Notices = { readonly asksForNotices: boolean };

/** Connections to one mail server that are kept. Knows no rule of where mail may go: its owner has to hold to those. */
export class SmtpPool {
  readonly #transporter: Transporter;
  readonly #asksForNotices: boolean;

  constructor({ asksForNotices, ...options }: Notices & Options) {
    this.#asksForNotices = asksForNotices;
    this.#transporter = createTransport({ ...options, pool: true, disableFileAccess: true, disableUrlAccess: true });
  }

  /** Resolves when the server has taken the message; throws MailRefused or MailDeferred otherwise. */
  async send(mail: OutgoingMail): Promise<Accepted> {
    try {
      const info = await this.#transporter.sendMail({
        envelope: { from: mail.envelopeFrom, to: [mail.recipient] },
        raw: mail.raw,
        ...(this.#asksForNotices ? { dsn: noticesOf(mail) } : {}),
      });
      return { response: String(info.response), heldBack: false };
    } catch (error) {
      throw asMailError(error);
    }
  }

  close(): void {
    this.#transporter.close();
  }
}

/** Left out by nodemailer where the server does not know it. */
function noticesOf({ envelopeId, recipient }: OutgoingMail): object {
  return {
    ...(envelopeId === undefined ? {} : { id: envelopeId }),
    return: 'headers',
    notify: ['failure', 'delay'],
    recipient,
  };
}
