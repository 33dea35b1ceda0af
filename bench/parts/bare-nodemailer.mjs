import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';

/** Sends by nodemailer's ordinary interface, which composes each message from its parts. */
export class BareNodemailer {
  #transport;

  constructor({ host, port }, maxConnections) {
    this.#transport = createTransport({
      host,
      port,
      secure: false,
      ignoreTLS: true,
      pool: true,
      maxConnections,
      maxMessages: Infinity,
    });
  }

  /** All at once; the pool keeps as many connections busy as it has. */
  async send(mails) {
    await Promise.all(mails.map((mail) => this.#transport.sendMail(mail)));
  }

  close() {
    this.#transport.close();
  }
}

/** The parts of a message that was sent, as nodemailer takes them: the same texts, headers and attachments. */
export async function asMail({ envelope_from: envelopeFrom, recipient, raw }) {
  const message = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' });
  const header = (name) => message.headers.find(({ key }) => key === name)?.value;
  return {
    envelope: { from: envelopeFrom, to: [recipient] },
    from: message.from,
    to: message.to,
    replyTo: message.replyTo,
    subject: message.subject,
    date: new Date(message.date),
    headers: {
      'Auto-Submitted': header('auto-submitted'),
      'X-Auto-Response-Suppress': header('x-auto-response-suppress'),
      'Content-Language': header('content-language'),
    },
    text: message.text,
    html: message.html,
    attachments: message.attachments.map(({ filename, mimeType, content }) => ({
      filename,
      contentType: mimeType,
      content: Buffer.from(content),
    })),
  };
}
