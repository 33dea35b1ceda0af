import { type Accepted, MailTransport, type OutgoingMail } from './mail-transport.js';
import { mayReceive } from './may-receive.policy.js';

/** Lets mail out to those alone that may get it, and captures the rest. */
export class NarrowedMailTransport extends MailTransport {
  constructor(
    private readonly live: MailTransport,
    private readonly sink: MailTransport,
    private readonly allow: readonly string[] | null,
  ) {
    super();
  }

  async send(mail: OutgoingMail): Promise<Accepted> {
    if (mayReceive(mail.recipient, this.allow)) return await this.live.send(mail);
    const { response } = await this.sink.send(mail);
    return { response, heldBack: true };
  }

  async close(): Promise<void> {
    await Promise.all([this.live.close(), this.sink.close()]);
  }
}
