import { mkdtempSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type ClamdBehaviour =
  /** Looks for the test virus, as clamd does. */
  | 'SOUND'
  /** Takes everything and never answers. */
  | 'SILENT'
  /** Closes the connection in the middle of the content. */
  | 'HANGS_UP'
  | 'SPEAKS_NONSENSE';

const COMMAND = 'zINSTREAM\0';
export const TEST_VIRUS = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';

/** A server that speaks clamd's INSTREAM (clamd(8)): enough to be scanned by, and to misbehave on purpose. */
export class FakeClamd {
  behaviour: ClamdBehaviour = 'SOUND';
  /** What it takes for a virus. */
  finds = TEST_VIRUS;
  /** As StreamMaxLength. */
  streamMaxLength = 100 * 1024 * 1024;
  readonly scanned: Buffer[] = [];
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;

  private constructor(readonly url: string) {}

  static async start(kind: 'tcp' | 'unix' = 'tcp', port = 0): Promise<FakeClamd> {
    const path = join(mkdtempSync(join(tmpdir(), 'tilslutning-clamd-')), 'clamd.ctl');
    const holder: { clamd?: FakeClamd } = {};
    const server = createServer((socket) => holder.clamd?.serve(socket));
    await new Promise<void>((resolve) =>
      kind === 'unix' ? server.listen(path, resolve) : server.listen(port, '127.0.0.1', resolve),
    );
    const address = server.address();
    const url = typeof address === 'object' ? `tcp://127.0.0.1:${address?.port ?? 0}` : `unix://${path}`;
    const clamd = new FakeClamd(url);
    clamd.#server = server;
    holder.clamd = clamd;
    return clamd;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let given = Buffer.alloc(0);
    socket.on('data', (bytes) => {
      given = Buffer.concat([given, bytes]);
      this.#answer(socket, given);
    });
  }

  #answer(socket: Socket, given: Buffer): void {
    if (given.length < COMMAND.length) return;
    if (given.toString('latin1', 0, COMMAND.length) !== COMMAND) return void socket.end('UNKNOWN COMMAND\0');
    const chunks: Buffer[] = [];
    let length = 0;
    for (let at = COMMAND.length; at + 4 <= given.length;) {
      const size = given.readUInt32BE(at);
      if (size === 0) return this.#judge(socket, Buffer.concat(chunks));
      if (at + 4 + size > given.length) return;
      chunks.push(given.subarray(at + 4, at + 4 + size));
      length += size;
      at += 4 + size;
      if (length > this.streamMaxLength) return void socket.end('INSTREAM size limit exceeded. ERROR\0');
      if (this.behaviour === 'HANGS_UP') return void socket.destroy();
    }
  }

  #judge(socket: Socket, content: Buffer): void {
    if (this.behaviour === 'SILENT') return;
    this.scanned.push(content);
    if (this.behaviour === 'SPEAKS_NONSENSE') return void socket.end('HTTP/1.1 400 Bad Request\r\n');
    socket.end(content.includes(this.finds) ? 'stream: Win.Test.EICAR_HDB-1 FOUND\0' : 'stream: OK\0');
  }
}
