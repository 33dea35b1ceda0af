/** A finished message and its envelope. */
export interface OutgoingMail {
  readonly envelopeFrom: string;
  readonly recipient: string;
  readonly raw: Buffer;
  /** Comes back in delivery status notifications (ENVID, RFC 3461, 4.4): printable ASCII, at most 100 characters. */
  readonly envelopeId?: string;
}

/** What became of a message that was taken. */
export interface Accepted {
  /** The mail server's words. */
  readonly response: string;
  /** Its recipient is not among those that may get letters: it was captured instead of sent. */
  readonly heldBack: boolean;
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
