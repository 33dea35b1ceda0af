import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { MailDeferred, MailRefused } from './mail-transport.js';
import { SmtpMailTransport } from './smtp-mail-transport.js';

const raw = Buffer.from('Subject: x\r\n\r\nbody\r\n');

function answering(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/** A server that answers at one point of the conversation with an error. */
async function withServer(
  at: 'CONN' | 'MAIL' | 'RCPT' | 'DATA',
  error: Error,
  use: (transport: SmtpMailTransport) => Promise<void>,
): Promise<void> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 200,
    onConnect: (_session, callback) => callback(at === 'CONN' ? error : null),
    onMailFrom: (_address, _session, callback) => callback(at === 'MAIL' ? error : null),
    onRcptTo: (_address, _session, callback) => callback(at === 'RCPT' ? error : null),
    onData: (stream, _session, callback) => {
      stream.resume();
      stream.on('end', () => callback(at === 'DATA' ? error : null));
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const transport = new SmtpMailTransport({ host: '127.0.0.1', port: (server.server.address() as AddressInfo).port });
  try {
    await use(transport);
  } finally {
    await transport.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

const send = (transport: SmtpMailTransport): Promise<unknown> =>
  transport.send({ envelopeFrom: 'a@x.example', recipient: 'b@x.example', raw });

describe('mail over SMTP', () => {
  it.each([
    ['mail.example', 25],
    ['192.0.2.1', 25],
    ['10.0.0.1', 2525],
    ['0.0.0.0', 2525],
    ['127.0.0.1.mail.example', 25],
    ['localhost.mail.example', 25],
    ['', 25],
  ])('refuses the server %s, as it is not on loopback', (host, port) => {
    expect(() => new SmtpMailTransport({ host, port })).toThrow(/only go to the built-in sink on loopback/);
  });

  it.each<['MAIL' | 'RCPT' | 'DATA', number, string]>([
    ['MAIL', 550, '5.7.1 not you'],
    ['RCPT', 550, '5.1.1 no such mailbox'],
    ['DATA', 554, '5.6.0 not like this'],
  ])('is refused for good by a 5xx to %s, with the server’s words', async (at, code, words) => {
    await withServer(at, answering(code, words), async (transport) => {
      const sent = send(transport);
      await expect(sent).rejects.toThrow(MailRefused);
      await expect(sent).rejects.toThrow(`${code} ${words}`);
    });
  });

  it.each<['MAIL' | 'RCPT' | 'DATA', number, string]>([
    ['MAIL', 451, '4.3.0 later'],
    ['RCPT', 450, '4.2.1 greylisted'],
    ['DATA', 452, '4.3.1 full'],
  ])('is put off by a 4xx to %s', async (at, code, words) => {
    await withServer(at, answering(code, words), async (transport) => {
      const sent = send(transport);
      await expect(sent).rejects.toThrow(MailDeferred);
      await expect(sent).rejects.toThrow(`${code} ${words}`);
    });
  });

  it('is put off when the server does not let us in at all: that says nothing about the letter', async () => {
    await withServer('CONN', answering(554, 'go away'), async (transport) => {
      await expect(send(transport)).rejects.toThrow(MailDeferred);
    });
  });

  it('is put off when nobody listens', async () => {
    const transport = new SmtpMailTransport({ host: '127.0.0.1', port: 1 });
    await expect(send(transport)).rejects.toThrow(MailDeferred);
    await transport.close();
  });
});
