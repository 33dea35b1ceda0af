import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { certify, extension, type TestCertificate } from './build-certificate.js';
import { der } from './build-cms.js';

/** What a relay took. */
export interface RelayedMail {
  readonly envelopeFrom: string;
  readonly recipient: string;
  /** As they stood behind the addresses: RET, ENVID, NOTIFY, ORCPT. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly raw: Buffer;
  readonly encrypted: boolean;
  readonly user: string | null;
}

export interface TestRelay {
  readonly host: string;
  readonly port: number;
  readonly taken: RelayedMail[];
  /** Breaks every connection. */
  hangUp(): void;
  close(): Promise<void>;
}

/** Answers with an error of that code at that point of the conversation. */
export function answering(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/** A mail server on loopback that takes what it is sent, as a ministry's relay does. */
export async function startRelay(options: SMTPServerOptions & { readonly hideDSN?: boolean } = {}): Promise<TestRelay> {
  const taken: RelayedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 200,
    hideDSN: false,
    onData: (stream, session, done) => {
      // Before it is answered: then the session begins anew.
      const about = relayed(session);
      stream.once('end', () => done());
      void collect(stream).then((raw) => taken.push({ ...about, raw }));
    },
    ...options,
  });
  // A client that hangs up is no trouble of ours.
  server.on('error', () => undefined);
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: '127.0.0.1',
    port: (server.server.address() as AddressInfo).port,
    taken,
    hangUp: () => {
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export async function collect(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function relayed(session: SMTPServerSession): Omit<RelayedMail, 'raw'> {
  const { mailFrom, rcptTo } = session.envelope;
  const recipient = rcptTo[0];
  return {
    envelopeFrom: mailFrom === false ? '' : mailFrom.address,
    recipient: recipient?.address ?? '',
    parameters: { ...(mailFrom === false ? {} : mailFrom.args), ...recipient?.args },
    encrypted: session.secure,
    user: session.user ?? null,
  };
}

export interface ServerIdentity {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
  /** PEM of the authority that certified it. */
  readonly authority: string;
}

/** A certificate for `localhost` and 127.0.0.1, by an authority that nobody knows. */
export function serverIdentity(): ServerIdentity {
  const authority = certify({ commonName: 'Testinstans', authority: true });
  const names = der(0x30, der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])));
  const server = certify({ commonName: 'localhost', issuer: authority, extensions: [extension('2.5.29.17', names)] });
  return {
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: pem(server),
    authority: pem(authority),
  };
}

function pem({ certificate }: TestCertificate): string {
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate)
    .toString('base64')
    .replaceAll(/(.{64})(?=.)/g, '$1\n')}\n-----END CERTIFICATE-----\n`;
}

export interface TokenEndpoint {
  readonly url: string;
  /** The forms that it was sent. */
  readonly asked: URLSearchParams[];
  close(): Promise<void>;
}

/** An OAuth 2.0 token endpoint on loopback; `answer` gives status and body for the nth question, from 0. */
export async function startTokenEndpoint(
  answer: (question: number) => { readonly status: number; readonly body: string },
): Promise<TokenEndpoint> {
  const asked: URLSearchParams[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push(new URLSearchParams(Buffer.concat(chunks).toString()));
      const { status, body } = answer(asked.length - 1);
      response.writeHead(status, { 'content-type': 'application/json', location: 'http://127.0.0.1:1/' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    asked,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
