import { once } from 'node:events';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** One message as it came in by SMTP. */
export interface SinkDelivery {
  /** Empty for bounces (RFC 5321, 4.5.5). */
  readonly envelopeFrom: string;
  readonly recipients: readonly string[];
  readonly raw: Buffer;
}

export interface SmtpSinkOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly maxMessageBytes: number;
  readonly maxConnections?: number;
  /** Answers the SMTP client: resolved means stored for good (250), rejected means try again later (451). */
  readonly deliver: (delivery: SinkDelivery) => Promise<void>;
  readonly onTrouble: (error: unknown) => void;
}

const LOOPBACK = '127.0.0.1';

/**
 * The service's own SMTP server. It listens on loopback only, takes mail for every address and hands it to the
 * service, so that nothing that is sent can leave the machine. 250 is said after the message is stored.
 */
export class SmtpSink {
  readonly #server: SMTPServer;
  #port: number;

  constructor(private readonly options: SmtpSinkOptions) {
    this.#port = options.port;
    this.#server = new SMTPServer({
      name: 'tilslutning.localhost',
      banner: 'captures all mail',
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      size: options.maxMessageBytes,
      maxClients: options.maxConnections ?? 50,
      socketTimeout: 60_000,
      onData: (stream, session, answer) => void this.#answer(stream, session, answer),
    });
    this.#server.on('error', options.onTrouble);
  }

  get host(): string {
    return LOOPBACK;
  }

  get port(): number {
    return this.#port;
  }

  async start(): Promise<void> {
    const listening = this.#server.listen(this.options.port, LOOPBACK);
    if (!listening.listening) await once(listening, 'listening');
    const address = listening.address();
    if (address !== null && typeof address === 'object') this.#port = address.port;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    answer: (error: Error | null, message?: string) => void,
  ): Promise<void> {
    try {
      await this.#take(stream, session);
    } catch (error) {
      answer(asSmtpError(error, this.options.onTrouble));
      return;
    }
    answer(null, 'stored');
  }

  async #take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of stream) {
      const part = chunk as Buffer;
      length += part.length;
      // Past the limit the rest is read and thrown away, because SMTP has no way to stop a sender in mid-message.
      if (length <= this.options.maxMessageBytes) chunks.push(part);
    }
    if (length > this.options.maxMessageBytes) throw new MessageTooLarge(this.options.maxMessageBytes);
    const from = session.envelope.mailFrom;
    await this.options.deliver({
      envelopeFrom: from === false ? '' : from.address,
      recipients: session.envelope.rcptTo.map((recipient) => recipient.address),
      raw: Buffer.concat(chunks),
    });
  }
}

class MessageTooLarge extends Error {
  constructor(readonly limit: number) {
    super(`The message is larger than ${limit} bytes.`);
  }
}

function asSmtpError(error: unknown, onTrouble: (error: unknown) => void): Error {
  if (error instanceof MessageTooLarge) {
    return Object.assign(new Error(`5.3.4 ${error.message} Send a smaller file.`), { responseCode: 552 });
  }
  onTrouble(error);
  return Object.assign(new Error('4.3.0 The message could not be stored just now. Try again later.'), {
    responseCode: 451,
  });
}
