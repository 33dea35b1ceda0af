import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { startRelay, type TestRelay } from '../../../test/support/relay.js';
import { SimulatedClock } from '../clock/index.js';
import { MailDeferred, type OutgoingMail } from './mail-transport.js';
import { openMailTransport, type OutgoingMode } from './open-mail-transport.js';

const clock = new SimulatedClock(new Date('2020-04-24T07:00:00Z'));
const to = (recipient: string): OutgoingMail => ({
  envelopeFrom: 'akson@ministry.example',
  recipient,
  raw: Buffer.from('Subject: x\r\n\r\nbody\r\n'),
});

let sink: TestRelay;
let real: TestRelay;
beforeEach(async () => {
  [sink, real] = await Promise.all([startRelay(), startRelay()]);
});
afterEach(async () => {
  await Promise.all([sink.close(), real.close()]);
});

const live = (allow: readonly string[] | null, host = '127.0.0.1'): OutgoingMode => ({
  mode: 'live',
  allow,
  relay: {
    mode: 'live',
    host,
    port: real.port,
    tls: host === '127.0.0.1' ? 'none' : 'starttls',
    authorities: null,
    connections: 1,
    login: null,
    dkim: null,
  },
});

it('in live mode sends to the mail server', async () => {
  const transport = openMailTransport(live(null), sink, clock);
  expect(await transport.send(to('post@kommune.example'))).toMatchObject({ heldBack: false });
  await transport.close();
  expect([real.taken.length, sink.taken.length]).toEqual([1, 0]);
});

it('in live mode with an allow-list captures what is for others, and says so', async () => {
  const transport = openMailTransport(live(['@pilot.example']), sink, clock);
  expect(await transport.send(to('post@pilot.example'))).toMatchObject({ heldBack: false });
  expect(await transport.send(to('post@kommune.example'))).toMatchObject({ heldBack: true });
  await transport.close();
  expect(real.taken.map(({ recipient }) => recipient)).toEqual(['post@pilot.example']);
  expect(sink.taken.map(({ recipient }) => recipient)).toEqual(['post@kommune.example']);
});

it.each([{ mode: 'capture' }, { mode: 'Live' }, { mode: 'test' }, {}])(
  'in the mode %j sends to the sink alone, whatever relay is named',
  async (mode) => {
    const outgoing = { ...live(null, 'mail.invalid'), ...mode, ...('mode' in mode ? {} : { mode: undefined }) };
    const transport = openMailTransport(outgoing as unknown as OutgoingMode, sink, clock);
    const peers: string[] = [];
    const remember = (message: unknown): void => {
      const { socket } = message as { socket: import('node:net').Socket };
      socket.once('connect', () => peers.push(socket.remoteAddress ?? ''));
      socket.once('lookup', (_error, address: string, _family, host: string) => peers.push(`${host} ${address}`));
    };
    subscribe('net.client.socket', remember);
    try {
      await transport.send(to('post@kommune.example'));
    } finally {
      unsubscribe('net.client.socket', remember);
      await transport.close();
    }
    expect(peers).toEqual(['127.0.0.1']);
    expect([real.taken.length, sink.taken.length]).toEqual([0, 1]);
  },
);

it('in live mode puts the letter off when the server is not there, and never captures it instead', async () => {
  await real.close();
  const transport = openMailTransport(live(null), sink, clock);
  await expect(transport.send(to('post@kommune.example'))).rejects.toThrow(MailDeferred);
  await transport.close();
  expect(sink.taken).toEqual([]);
  real = await startRelay();
});

it('does not take a sink outside loopback', () => {
  expect(() => openMailTransport({ mode: 'capture' }, { host: '192.0.2.1', port: 25 }, clock)).toThrow(
    /MAIL_MODE=live/,
  );
});
