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
const NOTHING = Buffer.alloc(0);

interface Order {
  commanded: boolean;
  readonly chunks: Buffer[];
  /** Bytes of the chunks. */
  length: number;
}

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
    // Each byte is looked at once, however the content is cut.
    let unread: Buffer = NOTHING;
    const order: Order = { commanded: false, chunks: [], length: 0 };
    socket.on('data', (bytes) => {
      unread = this.#read(socket, Buffer.concat([unread, bytes]), order);
    });
  }

  /** Answers what is left over. */
  #read(socket: Socket, given: Buffer, order: Order): Buffer {
    let at = 0;
    if (!order.commanded) {
      if (given.length < COMMAND.length) return given;
      order.commanded = true;
      at = COMMAND.length;
      if (given.toString('latin1', 0, at) !== COMMAND) socket.end('UNKNOWN COMMAND\0');
    }
    while (socket.writable && at + 4 <= given.length) {
      const size = given.readUInt32BE(at);
      if (size === 0) {
        this.#judge(socket, Buffer.concat(order.chunks));
        return NOTHING;
      }
      if (at + 4 + size > given.length) break;
      order.chunks.push(given.subarray(at + 4, at + 4 + size));
      order.length += size;
      at += 4 + size;
      if (order.length > this.streamMaxLength) socket.end('INSTREAM size limit exceeded. ERROR\0');
      if (this.behaviour === 'HANGS_UP') socket.destroy();
    }
    return socket.writable ? given.subarray(at) : NOTHING;
  }

  #judge(socket: Socket, content: Buffer): void {
    if (this.behaviour === 'SILENT') return;
    this.scanned.push(content);
    if (this.behaviour === 'SPEAKS_NONSENSE') return void socket.end('HTTP/1.1 400 Bad Request\r\n');
    socket.end(content.includes(this.finds) ? 'stream: Win.Test.EICAR_HDB-1 FOUND\0' : 'stream: OK\0');
  }
}
