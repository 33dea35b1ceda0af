import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { MailDeferred, MailRefused } from './mail-transport.js';
import { SmtpMailTransport } from './smtp-mail-transport.js';
import { type SinkDelivery, SmtpSink } from './smtp-sink.js';

const delivered: SinkDelivery[] = [];
const troubles: unknown[] = [];
let fail: Error | null = null;

const sink = new SmtpSink({
  port: 0,
  maxMessageBytes: 4096,
  deliver: async (delivery) => {
    if (fail !== null) throw fail;
    delivered.push(delivery);
  },
  onTrouble: (error) => troubles.push(error),
});
let transport: SmtpMailTransport;

beforeAll(async () => {
  await sink.start();
  transport = new SmtpMailTransport({ host: sink.host, port: sink.port });
});
afterAll(async () => {
  await transport.close();
  await sink.stop();
});
beforeEach(() => {
  delivered.length = 0;
  troubles.length = 0;
  fail = null;
});

const raw = Buffer.from('Subject: x\r\n\r\n.one dot\r\n..two dots\r\nå\r\n');

/** Says lines to the sink, each after the answer to the one before, and returns the answers. */
async function converse(...lines: readonly string[]): Promise<{ socket: Socket; answers: string[] }> {
  const socket = connect(sink.port, sink.host);
  socket.setEncoding('utf8');
  const answers: string[] = [String((await once(socket, 'data'))[0]).trim()];
  for (const line of lines) {
    socket.write(`${line}\r\n`);
    answers.push(String((await once(socket, 'data'))[0]).trim());
  }
  return { socket, answers };
}

describe('the SMTP sink', () => {
  it('takes a message for any address, byte for byte', async () => {
    const mail = { envelopeFrom: 'akson+b-abc@ministry.example', recipient: 'post@kommune.example', raw };
    expect(await transport.send(mail)).toEqual({ response: expect.stringMatching(/^250 /), heldBack: false });
    expect(delivered).toEqual([{ envelopeFrom: mail.envelopeFrom, recipients: [mail.recipient], raw }]);
  });

  it('takes the empty sender of a bounce', async () => {
    await transport.send({ envelopeFrom: '', recipient: 'akson@ministry.example', raw });
    expect(delivered[0]?.envelopeFrom).toBe('');
  });

  it('says «later» when the message could not be stored, and tells why at home only', async () => {
    fail = new Error('secret: the disk is full');
    const sent = transport.send({ envelopeFrom: 'a@x.example', recipient: 'b@x.example', raw });
    await expect(sent).rejects.toThrow(MailDeferred);
    await expect(sent).rejects.toThrow(/^451 4\.3\.0 The message could not be stored/);
    expect(troubles).toEqual([fail]);
  });

  it('refuses for good what is too large, and keeps nothing of it', async () => {
    const large = Buffer.alloc(5000, 'x\r\n');
    const sent = transport.send({ envelopeFrom: 'a@x.example', recipient: 'b@x.example', raw: large });
    await expect(sent).rejects.toThrow(MailRefused);
    expect(delivered).toEqual([]);
    // The connection goes on.
    await transport.send({ envelopeFrom: 'a@x.example', recipient: 'b@x.example', raw });
    expect(delivered).toHaveLength(1);
  });

  it('says so too when the sender did not announce the size', async () => {
    const { socket, answers } = await converse(
      'EHLO client.example',
      'MAIL FROM:<a@x.example>',
      'RCPT TO:<b@x.example>',
      'DATA',
      `${'x'.repeat(70)}\r\n`.repeat(80) + '.',
    );
    socket.destroy();
    expect(answers.at(-1)).toMatch(/^552 5\.3\.4 .*larger than 4096 bytes/);
    expect(delivered).toEqual([]);
  });

  it('keeps nothing of a message that breaks off', async () => {
    const { socket } = await converse(
      'EHLO client.example',
      'MAIL FROM:<a@x.example>',
      'RCPT TO:<b@x.example>',
      'DATA',
    );
    socket.write('Subject: half a mess');
    await wait(50);
    socket.destroy();
    await wait(150);
    expect(delivered).toEqual([]);
    await transport.send({ envelopeFrom: 'a@x.example', recipient: 'b@x.example', raw });
    expect(delivered).toHaveLength(1);
  });

  it('offers neither log-in nor encryption', async () => {
    const { socket, answers } = await converse('EHLO client.example', 'AUTH PLAIN AGEAYg==', 'STARTTLS');
    socket.destroy();
    expect(answers[1]).not.toMatch(/AUTH|STARTTLS/);
    expect(answers.slice(2).every((answer) => answer.startsWith('5'))).toBe(true);
  });

  it('listens on loopback only', async () => {
    expect(sink.host).toBe('127.0.0.1');
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter((address) => !address.internal && address.family === 'IPv4');
    for (const { address } of others) {
      const socket = connect({ host: address, port: sink.port, timeout: 1000 });
      const [outcome] = await Promise.race([
        once(socket, 'connect').then(() => ['connected']),
        once(socket, 'timeout').then(() => ['silence']),
        new Promise<string[]>((resolve) => socket.once('error', () => resolve(['refused']))),
      ]);
      socket.destroy();
      expect(outcome).not.toBe('connected');
    }
  });
});
