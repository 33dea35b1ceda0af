/** A finished message and its envelope. */
export interface OutgoingMail {
  readonly envelopeFrom: string;
  readonly recipient: string;
  readonly raw: Buffer;
}

/** What the mail server said when it took the message. */
export interface Accepted {
  readonly response: string;
}

/** Hands a message to a mail server. */
export abstract class MailTransport {
  /** Resolves when the server has taken the message; throws MailRefused or MailDeferred otherwise. */
  abstract send(mail: OutgoingMail): Promise<Accepted>;
  abstract close(): Promise<void>;
}

/** The server refused for good (5xx): trying again is no use. */
export class MailRefused extends Error {
  readonly code = 'MAIL_REFUSED';
}

/** The server could not be reached or said «later» (4xx). */
export class MailDeferred extends Error {
  readonly code = 'MAIL_DEFERRED';
}
