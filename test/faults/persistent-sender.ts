import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';

/** One thing that a municipality sends, with the same bytes at every attempt. */
export type Delivery =
  | { readonly way: 'SMTP' | 'REST_MESSAGE'; readonly raw: Buffer; readonly from: string; readonly to: string }
  | { readonly way: 'REST_RETURN'; readonly reference: string; readonly pdf: Buffer };

/** A delivery and the answer that ended it: the service has said that it holds it. */
export interface Acknowledged {
  readonly delivery: Delivery;
  /** Of the message or of the document. */
  readonly sha256: string;
  readonly attempts: number;
}

export interface Doors {
  readonly url: string;
  readonly smtpPort: number;
  readonly apiKey: string;
}

const PAUSE_MS = 100;

/**
 * Sends as a mail server or a case system does: until the service has said 250, 202 or 201. A document handed in
 * directly is looked for before it is handed in again, because the first attempt may have been kept.
 */
export class PersistentSender {
  readonly acknowledged: Acknowledged[] = [];
  /** Deliveries that were attempted at least once. */
  begun = 0;
  #stopped = false;

  constructor(private readonly doors: Doors) {}

  /** Sends all of them, some side by side, whatever becomes of the service meanwhile. */
  async send(deliveries: readonly Delivery[], sideBySide: number): Promise<void> {
    const waiting = [...deliveries];
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined && !this.#stopped; next = waiting.shift()) {
        this.begun += 1;
        await this.#untilAcknowledged(next);
      }
    };
    await Promise.all(Array.from({ length: sideBySide }, lane));
  }

  stop(): void {
    this.#stopped = true;
  }

  async #untilAcknowledged(delivery: Delivery): Promise<void> {
    for (let attempts = 1; !this.#stopped; attempts++) {
      if (await this.#attempt(delivery, attempts > 1)) {
        const bytes = delivery.way === 'REST_RETURN' ? delivery.pdf : delivery.raw;
        this.acknowledged.push({ delivery, sha256: createHash('sha256').update(bytes).digest('hex'), attempts });
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  /** False: no answer, so try again. Throws when the service answers that it does not want it. */
  async #attempt(delivery: Delivery, isRepeat: boolean): Promise<boolean> {
    switch (delivery.way) {
      case 'SMTP':
        return await this.#bySmtp(delivery.raw, delivery.from, delivery.to);
      case 'REST_MESSAGE': {
        const query = new URLSearchParams({ deliveredTo: delivery.to, envelopeFrom: delivery.from });
        return await this.#post(`/api/v1/mailbox/messages?${query.toString()}`, 'message/rfc822', delivery.raw, 202);
      }
      case 'REST_RETURN': {
        if (isRepeat) {
          const kept = await this.#isKept(delivery.reference, delivery.pdf);
          if (kept !== false) return kept === true;
        }
        const path = `/api/v1/declarations/${delivery.reference}/returns`;
        return await this.#post(path, 'application/pdf', delivery.pdf, 201);
      }
    }
  }

  async #bySmtp(raw: Buffer, from: string, to: string): Promise<boolean> {
    const transport = createTransport({
      host: '127.0.0.1',
      port: this.doors.smtpPort,
      secure: false,
      ignoreTLS: true,
      connectionTimeout: 5000,
      greetingTimeout: 5000,
      socketTimeout: 15_000,
    });
    try {
      await transport.sendMail({ envelope: { from, to: [to] }, raw });
      return true;
    } catch (error) {
      if (((error as { responseCode?: number }).responseCode ?? 0) >= 500) throw error;
      return false;
    } finally {
      transport.close();
    }
  }

  async #post(path: string, mediaType: string, body: Buffer, expected: number): Promise<boolean> {
    let response: Response;
    try {
      response = await fetch(`${this.doors.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.doors.apiKey}`, 'content-type': mediaType, connection: 'close' },
        body: new Uint8Array(body),
        signal: AbortSignal.timeout(15_000),
      });
    } catch {
      return false;
    }
    if (response.status === expected) return true;
    if (response.status === 429 || response.status >= 500) return false;
    throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`);
  }

  /** Null: nobody answers. */
  async #isKept(reference: string, pdf: Buffer): Promise<boolean | null> {
    try {
      const response = await fetch(`${this.doors.url}/api/v1/declarations/${reference}`, {
        headers: { authorization: `Bearer ${this.doors.apiKey}`, connection: 'close' },
        signal: AbortSignal.timeout(15_000),
      });
      if (!response.ok) return null;
      const { returns } = (await response.json()) as { returns: { sha256: string }[] };
      return returns.some(({ sha256 }) => sha256 === createHash('sha256').update(pdf).digest('hex'));
    } catch {
      return null;
    }
  }
}

export interface Mail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly pdf?: { readonly fileName: string; readonly bytes: Buffer };
}

/** A whole message (RFC 5322). */
export async function writeMail(mail: Mail): Promise<Buffer> {
  return await new MailComposer({
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    messageId: mail.messageId,
    headers: { ...mail.headers },
    attachments:
      mail.pdf === undefined
        ? []
        : [{ filename: mail.pdf.fileName, content: mail.pdf.bytes, contentType: 'application/pdf' }],
  })
    .compile()
    .build();
}
