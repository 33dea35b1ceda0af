import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * Listens in on one connection. Each call gets what is about to pass; a number says how many of these bytes still pass
 * before the connection is cut, null that all of them pass.
 */
export interface Tap {
  fromClient(chunk: Buffer): number | null;
  fromServer(chunk: Buffer): number | null;
}

/**
 * Stands on loopback between a client and a server, and cuts connections: at once, after so many bytes from the
 * server, or where a tap on the connection says so. `dispose` closes it.
 */
export class CuttingProxy {
  readonly #sockets = new Set<Socket>();
  #limits: number[] = [];
  #refusing = false;
  /** How many connections were made through it. */
  connections = 0;
  cuts = 0;

  private constructor(
    readonly port: number,
    /** Where new connections go: a server may come back on another port. */
    public targetPort: number,
    private readonly server: Server,
  ) {}

  static async start(targetPort: number, tap?: () => Tap): Promise<CuttingProxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new CuttingProxy((server.address() as AddressInfo).port, targetPort, server);
    server.on('connection', (client) => proxy.#pass(client, tap?.() ?? null));
    return proxy;
  }

  /** So many bytes from the server still pass, then every connection is cut; then the next so many, and so on. */
  cutAfter(...limits: readonly number[]): void {
    this.#limits = [...limits];
  }

  /** Cuts every connection now; with `refuse`, new ones too until `accept`. */
  cut(refuse = false): void {
    this.#refusing = refuse;
    this.cuts += 1;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  accept(): void {
    this.#refusing = false;
  }

  async dispose(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #pass(client: Socket, tap: Tap | null): void {
    if (this.#refusing) {
      client.resetAndDestroy();
      return;
    }
    this.connections += 1;
    const server = connect(this.targetPort, '127.0.0.1');
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    /** True: these bytes were the last. */
    const cutByTap = (from: Socket, to: Socket, chunk: Buffer, passing: number | null): boolean => {
      if (passing === null) return false;
      from.removeAllListeners('data');
      to.write(chunk.subarray(0, passing), () => {
        this.cuts += 1;
        client.resetAndDestroy();
        server.resetAndDestroy();
      });
      return true;
    };
    client.on('data', (chunk) => {
      if (!cutByTap(client, server, chunk, tap?.fromClient(chunk) ?? null)) server.write(chunk);
    });
    server.on('data', (chunk) => {
      if (cutByTap(server, client, chunk, tap?.fromServer(chunk) ?? null)) return;
      const [limit = Infinity] = this.#limits;
      if (chunk.length < limit) {
        if (limit < Infinity) this.#limits[0] = limit - chunk.length;
        client.write(chunk);
        return;
      }
      this.#limits.shift();
      client.write(chunk.subarray(0, limit), () => this.cut());
    });
  }
}
