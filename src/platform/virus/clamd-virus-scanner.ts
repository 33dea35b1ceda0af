import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { VirusScanner, VirusScannerDown, type VirusVerdict } from './virus-scanner.js';

const CHUNK_BYTES = 64 * 1024;
const MOST_ANSWER_CHARACTERS = 1000;
const DEFAULT_PORT = 3310;
const DEFAULT_TIMEOUT_MS = 60_000;

/** Asks clamd, which has the signatures (clamd(8), INSTREAM). `url`: `tcp://host:port` or `unix:///path`. */
export class ClamdVirusScanner extends VirusScanner {
  readonly #where: NetConnectOpts;

  constructor(
    private readonly url: string,
    /** For one file, from the connection to the answer. */
    private readonly timeoutMs: number = DEFAULT_TIMEOUT_MS,
  ) {
    super();
    const { protocol, hostname, port, pathname } = new URL(url);
    this.#where =
      protocol === 'unix:'
        ? { path: decodeURIComponent(pathname) }
        : { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || DEFAULT_PORT) };
  }

  async scan(bytes: Uint8Array): Promise<VirusVerdict> {
    const answer = await this.#ask(bytes);
    if (answer === 'stream: OK') return { clean: true };
    const found = /^stream: (.+) FOUND$/.exec(answer)?.[1];
    if (found !== undefined) return { clean: false, words: `it holds ${found}` };
    // «INSTREAM size limit exceeded. ERROR» and whatever else it may say: nobody has looked into the file.
    if (answer.endsWith('ERROR')) return { clean: false, words: `it was not looked into (${answer})` };
    throw new VirusScannerDown(`The virus scanner at ${this.url} gave no answer that is understood: ${answer}`);
  }

  async #ask(bytes: Uint8Array): Promise<string> {
    const socket = connect(this.#where);
    try {
      return await new Promise((resolve, reject) => {
        let answer = '';
        const down = (words: string): void =>
          reject(new VirusScannerDown(`The virus scanner at ${this.url} ${words}. Is clamd running?`));
        const timer = setTimeout(() => down(`did not answer within ${this.timeoutMs / 1000} seconds`), this.timeoutMs);
        socket.setEncoding('utf8');
        socket.on('data', (text: string) => {
          answer = (answer + text).slice(0, MOST_ANSWER_CHARACTERS);
        });
        // It answers and closes at once when the limit is passed, while we are still writing: the answer counts.
        socket.on('error', (error) => (answer === '' ? down(`cannot be reached (${error.message})`) : undefined));
        socket.on('close', () => {
          clearTimeout(timer);
          if (answer === '') down('closed the connection without an answer');
          else resolve(answer.replaceAll('\0', '').trim());
        });
        socket.on('connect', () => void send(socket, bytes));
      });
    } finally {
      socket.destroy();
    }
  }
}

/** `zINSTREAM`, then chunks, each after its length in network order, and an empty one at the end. */
async function send(socket: Socket, bytes: Uint8Array): Promise<void> {
  socket.write('zINSTREAM\0');
  for (let at = 0; at < bytes.length && socket.writable; at += CHUNK_BYTES) {
    const chunk = bytes.subarray(at, at + CHUNK_BYTES);
    socket.write(lengthOf(chunk.length));
    if (!socket.write(chunk)) await drained(socket);
  }
  if (socket.writable) socket.write(lengthOf(0));
}

async function drained(socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    const go = (): void => {
      socket.off('drain', go).off('close', go);
      resolve();
    };
    socket.on('drain', go).on('close', go);
  });
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}
