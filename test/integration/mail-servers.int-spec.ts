import { once } from 'node:events';
import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import { describeWithMailServers, type MailServers, startMailServers } from '../support/mail-servers.js';
import { eventually } from '../support/service-process.js';

describeWithMailServers('real mail servers', () => {
  let servers: MailServers;

  beforeAll(async () => {
    servers = await startMailServers({
      unknown: ['gone@storvik.example'],
      answers: { 'full@storvik.example': '452 4.2.2 Mailbox full' },
    });
  });

  afterAll(() => servers.remove());

  async function send(to: string, from = 'akson+b-k9mx3v7q2p@hod.dep.no'): Promise<string> {
    const transport = createTransport({ host: servers.host, port: servers.ports.smtp, ignoreTLS: true });
    const info = await transport.sendMail({ from, to, subject: `To ${to}`, text: 'Hei.' });
    transport.close();
    return String(info.response);
  }

  const arrived = (address: string, count: number): Promise<Buffer[]> =>
    eventually(`${count} messages to ${address}`, async () => {
      const messages = await servers.mailbox(address).messages();
      return messages.length >= count ? messages : null;
    });

  it('keep the plus part, and give every address of a whole domain a mailbox', async () => {
    await send('akson+k9mx3v7q2p@hod.dep.no', 'post@lillevik.example');
    await send('anybody@storvik.example');
    const [message] = await arrived('akson@hod.dep.no', 1);
    expect(message?.toString()).toMatch(/^Delivered-To: akson\+k9mx3v7q2p@hod\.dep\.no$/m);
    expect(message?.toString()).toMatch(/^Return-Path: <post@lillevik\.example>$/m);
    expect(await arrived('anybody@storvik.example', 1)).toHaveLength(1);
  });

  it.each(['nobody@lillevik.example', 'gone@storvik.example'])('bounce what is sent to %s', async (address) => {
    const before = await servers.mailbox('akson@hod.dep.no').count();
    await send(address);
    const messages = await arrived('akson@hod.dep.no', before + 1);
    expect(messages.some((one) => one.includes(`Final-Recipient: rfc822; ${address}`))).toBe(true);
  });

  it('answer a recipient as told, and take nothing for other machines', async () => {
    await expect(send('post@elsewhere.example')).rejects.toThrow('sends no mail to other machines');
    await expect(send('full@storvik.example')).rejects.toThrow('Mailbox full');
  });

  it('keep what waits for a mailbox server that is stopped, and refuse connections when stopped themselves', async () => {
    const connected = connect(servers.ports.imap, servers.host);
    await once(connected, 'data');
    const closed = once(connected, 'close');
    await servers.dovecot.stop();
    await closed;
    await send('post@lillevik.example');
    expect(await servers.mailbox('post@lillevik.example').count()).toBe(0);
    await servers.dovecot.start();
    expect(await arrived('post@lillevik.example', 1)).toHaveLength(1);

    await servers.postfix.stop();
    await expect(send('post@lillevik.example')).rejects.toThrow('ECONNREFUSED');
    await servers.postfix.start();
    await send('post@lillevik.example');
    // Stopped between the delivery and its note of it, a server delivers again: no mail system promises less or more.
    await eventually('two different messages', async () => {
      const messages = await servers.mailbox('post@lillevik.example').messages();
      return new Set(messages.map((one) => /^Message-ID: (.*)$/im.exec(one.toString())?.[1])).size === 2 ? true : null;
    });
  });
});
