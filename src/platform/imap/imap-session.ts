import { rootCertificates } from 'node:tls';
import { ImapFlow, type FetchMessageObject } from 'imapflow';
import { ImapError, wordsOf } from './imap-error.js';
import type { ImapServer } from './imap-server.js';

export interface ImapFolder {
  /** As the server spells it, with the names of the folders above. */
  readonly path: string;
  /** The last part of the path. */
  readonly name: string;
  /** `\Sent`, `\Junk` … (RFC 6154), told by the server or by a usual name; null: an ordinary folder. */
  readonly use: string | null;
}

export interface OpenFolder {
  readonly path: string;
  /** With the UIDs it names messages for good; when it changes, every UID means something else (RFC 3501, 2.3.1.1). */
  readonly uidValidity: bigint;
}

/** What a folder says of a message without handing it over. */
export interface ImapListing {
  readonly uid: number;
  /** In bytes, as the server says: some are a little wrong. */
  readonly size: number;
  /** When the server put it there; null when it does not say. */
  readonly internalDate: Date | null;
}

export interface ImapMessage extends ImapListing {
  readonly bytes: Buffer;
}

export interface ImapLimits {
  /** A server that announces a longer message than it listed is cut off. */
  readonly maxMessageBytes: number;
}

/** A server that says nothing for so long is gone. Longer than an IDLE: imapflow does not count those. */
const SILENCE_MS = 60_000;
const CONNECT_MS = 20_000;
/** RFC 2177: a client should end an IDLE before 29 minutes, because servers end those of silent clients. */
const MOST_IDLE_MS = 9 * 60_000;

/**
 * One connection to a mailbox. It reads without leaving a trace (BODY.PEEK): flags stay as people set them. Every
 * failure is an ImapError; after one that is IMAP_CONNECTION_LOST the session is of no use any more.
 */
export class ImapSession {
  readonly #client: ImapFlow;
  #news: (() => void) | null = null;
  #hasNews = false;

  private constructor(client: ImapFlow) {
    this.#client = client;
    const wake = (): void => {
      this.#hasNews = true;
      this.#news?.();
    };
    client.on('exists', wake);
    client.on('close', wake);
    // What fails is told by the call that was under way; without a listener Node would end the process.
    client.on('error', wake);
  }

  /** Throws IMAP_UNREACHABLE or IMAP_LOGIN_REFUSED. */
  static async open(server: ImapServer, limits: ImapLimits): Promise<ImapSession> {
    const client = new ImapFlow({
      host: server.host,
      port: server.port,
      secure: server.protection === 'TLS',
      doSTARTTLS: server.protection === 'STARTTLS',
      tls: {
        minVersion: 'TLSv1.2',
        ...(server.authorities ? { ca: [...rootCertificates, server.authorities] } : {}),
      },
      auth: await credentials(server),
      logger: false,
      clientInfo: { name: 'Tilslutning' },
      disableAutoIdle: true,
      maxIdleTime: MOST_IDLE_MS,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      maxLiteralSize: limits.maxMessageBytes * 2,
      maxResponseSize: limits.maxMessageBytes * 2 + 1024 * 1024,
    });
    const session = new ImapSession(client);
    try {
      await client.connect();
    } catch (error) {
      client.close();
      const where = `${server.user} on ${server.host}:${server.port}`;
      if ((error as { authenticationFailed?: unknown }).authenticationFailed === true) {
        throw new ImapError(
          'IMAP_LOGIN_REFUSED',
          `The mail server refuses the log-in of ${where}: ${wordsOf(error)}. Check user, password or the application's rights.`,
          error,
        );
      }
      throw new ImapError(
        'IMAP_UNREACHABLE',
        `The mail server does not answer for ${where}: ${wordsOf(error)}.`,
        error,
      );
    }
    return session;
  }

  /** Folders that hold messages. */
  async folders(): Promise<ImapFolder[]> {
    const listed = await this.#tell(() => this.#client.list());
    return listed
      .filter(({ flags }) => !flags.has('\\Noselect') && !flags.has('\\NonExistent'))
      .map(({ path, name, specialUse }) => ({ path, name, use: specialUse ?? null }));
  }

  /** Makes `path` the folder that later calls speak of. Throws IMAP_FOLDER_UNAVAILABLE. */
  async openFolder(path: string): Promise<OpenFolder> {
    try {
      const { uidValidity } = await this.#client.mailboxOpen(path);
      return { path, uidValidity };
    } catch (error) {
      if (!this.#client.usable) throw this.#lost(error);
      throw new ImapError('IMAP_FOLDER_UNAVAILABLE', `The folder ${path} cannot be opened: ${wordsOf(error)}.`, error);
    }
  }

  /** What is in the open folder from the UID `from` on, in the order of the UIDs. */
  async listFrom(from: number): Promise<ImapListing[]> {
    // A range past the end is turned round by the server, which then answers with the last message.
    return (await this.#list(`${from}:*`)).filter(({ uid }) => uid >= from);
  }

  /** Those of these messages that are still in the open folder, in the order of the UIDs. */
  async listThese(uids: readonly number[]): Promise<ImapListing[]> {
    return uids.length === 0 ? [] : await this.#list(uids.join(','));
  }

  async #newsWithin(mostMs: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        this.#news = null;
        resolve();
      };
      const timer = setTimeout(done, mostMs);
      signal.addEventListener('abort', done, { once: true });
      this.#news = done;
    });
  }

  async #list(range: string): Promise<ImapListing[]> {
    return await this.#tell(async () => {
      if (!this.#client.mailbox || this.#client.mailbox.exists === 0) return [];
      const found = await this.#client.fetchAll(range, { uid: true, size: true, internalDate: true }, { uid: true });
      return found.map(asListing).toSorted((a, b) => a.uid - b.uid);
    });
  }

  /**
   * The messages with these UIDs as they come, whole, or `mostBytes` of their beginning. Those that are gone by now are
   * left out. The server is not read from while the caller works on one.
   */
  async *messages(uids: readonly number[], mostBytes?: number): AsyncGenerator<ImapMessage> {
    if (uids.length === 0) return;
    const source = mostBytes === undefined ? true : { start: 0, maxLength: mostBytes };
    const range = uids.join(',');
    const found = this.#client.fetch(range, { uid: true, size: true, internalDate: true, source }, { uid: true });
    try {
      for await (const message of found) {
        // Flags that somebody changes meanwhile come as answers of the same form, without a message.
        if (message.source !== undefined) yield { ...asListing(message), bytes: message.source };
      }
    } catch (error) {
      throw this.#translated(error);
    }
  }

  /** False: the server could only copy and then delete in a way that takes others' deleted messages along. */
  get canMove(): boolean {
    return this.#client.capabilities.has('MOVE') || this.#client.capabilities.has('UIDPLUS');
  }

  /**
   * Moves messages of the open folder. Those that are gone are passed over. Returns where they are now, as far as the
   * server says; null when it refused.
   */
  async move(
    uids: readonly number[],
    destination: string,
  ): Promise<{ readonly uidValidity: bigint | null; readonly newUids: ReadonlyMap<number, number> } | null> {
    return await this.#tell(async () => {
      const moved = await this.#client.messageMove(uids.join(','), destination, { uid: true });
      if (!moved) return null;
      return { uidValidity: moved.uidValidity ?? null, newUids: moved.uidMap ?? new Map<number, number>() };
    });
  }

  /** Waits until the server speaks of new messages in the open folder (IDLE), at most so long. Throws IMAP_CONNECTION_LOST. */
  async waitForNews(mostMs: number, signal: AbortSignal): Promise<void> {
    if (!this.#client.usable) throw this.#lost(null);
    if (!this.#hasNews && !signal.aborted) {
      const idle = this.#client.idle();
      await this.#newsWithin(mostMs, signal);
      // Whoever ends the wait ends the session too, and the IDLE with it.
      if (signal.aborted) return;
      // Any command ends the IDLE, and its answer proves that the connection is alive.
      await this.#tell(() => this.#client.noop());
      await idle;
    }
    this.#hasNews = false;
    if (!this.#client.usable) throw this.#lost(null);
  }

  /** Says good-bye if the server still listens. */
  async close(): Promise<void> {
    const patience = setTimeout(() => this.#client.close(), 2000);
    await this.#client.logout().catch(() => {});
    clearTimeout(patience);
    this.#client.close();
  }

  async #tell<T>(ask: () => Promise<T>): Promise<T> {
    try {
      const answer = await ask();
      // imapflow answers with nothing when the connection went away under a command.
      if (!this.#client.usable) throw this.#lost(null);
      return answer;
    } catch (error) {
      throw this.#translated(error);
    }
  }

  #translated(error: unknown): Error {
    return error instanceof ImapError ? error : this.#lost(error);
  }

  #lost(error: unknown): ImapError {
    const words = error === null ? 'it was closed' : wordsOf(error);
    return new ImapError('IMAP_CONNECTION_LOST', `The connection to the mail server failed: ${words}.`, error);
  }
}

async function credentials({
  user,
  login,
}: ImapServer): Promise<{ user: string; pass: string } | { user: string; accessToken: string }> {
  return login.kind === 'PASSWORD' ? { user, pass: login.password } : { user, accessToken: await login.accessToken() };
}

function asListing({ uid, size, internalDate }: FetchMessageObject): ImapListing {
  const instant = internalDate === undefined ? null : new Date(internalDate);
  return { uid, size: size ?? 0, internalDate: instant === null || Number.isNaN(instant.getTime()) ? null : instant };
}
