import type { ReadMessage } from '../../mime/index.js';
import type { SenderChecks } from './sender-checks.js';

/** What is known of how a message came, for checks of its sender. */
export interface MessageEnvelope {
  /** Address in MAIL FROM; empty for bounces. */
  readonly envelopeFrom: string;
  /** Address of the server that handed it to the ministry's; null when nobody who is trusted says. */
  readonly clientAddress: string | null;
  /** What that server called itself. */
  readonly clientName: string | null;
}

/** Reads messages that may be hostile. */
export abstract class MessageReader {
  /**
   * Throws MessageUnreadable when the message is none or went past a limit, which its words name; ReaderClosed when the
   * service is shutting down.
   */
  abstract read(raw: Buffer): Promise<ReadMessage>;
  /** Null when the sender is not to be checked, or could not be within the limits. Throws ReaderClosed. */
  abstract checkSender(raw: Buffer, envelope: MessageEnvelope): Promise<SenderChecks | null>;
  abstract close(): Promise<void>;
}

/** The message is not at fault: it is read after the next start. */
export class ReaderClosed extends Error {
  readonly code = 'READER_CLOSED';

  constructor() {
    super('The service is shutting down; the message is read after the next start.');
  }
}
