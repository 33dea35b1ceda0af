import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { createDatabase } from '../../src/platform/database/databases.js';
import { CuttingProxy } from '../support/cutting-proxy.js';
import { MAIL_PASSWORD, type MailServers, startMailServers } from '../support/mail-servers.js';
import { eventually, ServiceHome } from '../support/service-process.js';
import { DataCuts } from './data-cuts.js';
import { FetchCuts } from './fetch-cuts.js';

/**
 * The service as a process of its own, in live mode, with every server that it needs outside of it: Postfix, Dovecot and
 * PostgreSQL, each behind a proxy, so that each can be stopped, or a connection to it cut at a chosen place.
 */
export class BreakableService {
  readonly fetchCuts = new FetchCuts();
  readonly dataCuts = new DataCuts();
  readonly #proxies: CuttingProxy[] = [];
  #mail: MailServers | null = null;
  #postgres: EmbeddedPostgres | null = null;
  #database: CuttingProxy | null = null;
  #pool: pg.Pool | null = null;
  #environment: Readonly<Record<string, string>> = {};

  private constructor(private readonly home: ServiceHome) {}

  /** The servers, up, with mailboxes for every address of these domains; the service is not started yet. */
  static async create(mailbox: string, domains: readonly string[]): Promise<BreakableService> {
    const made = new BreakableService(await ServiceHome.create());
    try {
      await made.#startServers(mailbox, domains);
    } catch (error) {
      await made.dispose();
      throw error;
    }
    return made;
  }

  get folder(): string {
    return this.home.folder;
  }

  get url(): string {
    return this.home.url;
  }

  /** Whether the process that was started first still runs. */
  get running(): boolean {
    return this.home.running;
  }

  get mail(): MailServers {
    if (this.#mail === null) throw new Error('The mail servers are not started.');
    return this.#mail;
  }

  /** To the service's database; outlives a stop of PostgreSQL. */
  get pool(): pg.Pool {
    if (this.#pool === null) throw new Error('PostgreSQL is not started.');
    return this.#pool;
  }

  async start(): Promise<void> {
    await this.home.start(this.#environment);
  }

  async stop(): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    return await this.home.stop();
  }

  /** What the service logged, as often as it did. */
  logged(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { msg } of this.home.log) counts.set(msg, (counts.get(msg) ?? 0) + 1);
    return counts;
  }

  /** Runs a command of the command line; throws with what it says if it fails. */
  async command(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.home.run(args, { environment: this.#environment });
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
    return stdout;
  }

  async stopPostgres(): Promise<void> {
    await this.#postgres?.stop();
    this.#postgres = null;
  }

  async startPostgres(): Promise<void> {
    this.#postgres = await startEmbeddedPostgres({ directory: join(this.home.folder, 'postgres') });
    const port = Number(new URL(this.#postgres.url).port);
    if (this.#database === null) this.#database = await this.#proxy(port);
    // PostgreSQL comes back on another port; behind the proxy nobody sees that.
    this.#database.targetPort = port;
    if (this.#pool !== null) {
      const pool = this.#pool;
      await eventually('the database answers', () => pool.query('SELECT').catch(() => null));
    }
  }

  async dispose(): Promise<void> {
    await this.#pool?.end().catch(() => undefined);
    await this.#postgres?.stop();
    await this.home.dispose();
    await Promise.all(this.#proxies.map((proxy) => proxy.dispose()));
    await this.#mail?.remove();
  }

  async #startServers(mailbox: string, domains: readonly string[]): Promise<void> {
    this.#mail = await startMailServers({ accounts: [mailbox], wholeDomains: domains });
    const smtp = await this.#proxy(this.#mail.ports.smtp, () => this.dataCuts.tap());
    const imap = await this.#proxy(this.#mail.ports.imap, () => this.fetchCuts.tap());
    await this.startPostgres();
    const url = new URL(await createDatabase(this.#postgres?.url ?? '', 'tilslutning'));
    url.port = String(this.#database?.port);
    this.#pool = new pg.Pool({ connectionString: url.href, max: 2 });
    this.#pool.on('error', () => undefined);
    const user = encodeURIComponent(mailbox);
    this.#environment = {
      DATABASE_URL: url.href,
      MAIL_MODE: 'live',
      PUBLIC_URL: 'https://service.example',
      // Senders under .example have no names to be looked up.
      CHECK_SENDERS: 'false',
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      IMAP_URL: `imap://${user}:${MAIL_PASSWORD}@127.0.0.1:${imap.port}/INBOX`,
    };
  }

  async #proxy(...parameters: Parameters<typeof CuttingProxy.start>): Promise<CuttingProxy> {
    const proxy = await CuttingProxy.start(...parameters);
    this.#proxies.push(proxy);
    return proxy;
  }
}
