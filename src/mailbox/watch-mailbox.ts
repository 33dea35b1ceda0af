import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { type ImapLimits, ImapSession } from '../platform/imap/index.js';
import { describeError } from '../platform/jobs/index.js';
import { Log } from '../platform/logging/index.js';
import { FetchMail, type Round } from './fetch-mail.js';
import { MailboxHealth } from './mailbox-health.js';
import { MailboxLock } from './mailbox-lock.js';
import { type ImapMailbox, MAILBOX_OPTIONS, type MailboxOptions } from './mailbox-options.js';
import { pauseAfter } from './mailbox-round.policy.js';
import { MailboxWatches } from './mailbox-watches.js';

/** Soon after messages came in they are classified, and can be moved. */
const TIDY_AFTER_MS = 2000;
const LOOK_FOR_STANDSTILL_EVERY_MS = 30_000;

/**
 * Reads the mailbox as long as the process runs: one long connection that the server wakes (IDLE), a look every so
 * often all the same, and a new connection when one fails. One process at a time holds the mailbox; the others wait for
 * their turn.
 */
@Injectable()
export class WatchMailbox implements BeforeApplicationShutdown {
  readonly #stop = new AbortController();
  #running: Promise<void> | null = null;
  #guard: NodeJS.Timeout | null = null;

  constructor(
    private readonly fetchMail: FetchMail,
    private readonly lock: MailboxLock,
    private readonly watches: MailboxWatches,
    private readonly clock: Clock,
    private readonly health: MailboxHealth,
    private readonly log: Log,
    @Inject(MAILBOX_OPTIONS) private readonly options: MailboxOptions,
  ) {}

  /** Begins, if a mailbox is configured and this process is one that reads it. */
  start(): void {
    const { imap, watches } = this.options;
    if (imap === null || !watches || this.#running !== null) return;
    this.#running = this.#run(imap);
    this.#guard = setInterval(() => void this.health.look().catch(() => {}), LOOK_FOR_STANDSTILL_EVERY_MS);
  }

  /**
   * One look, with every folder held against what is stored: for replays, tests and commands.
   * Throws as FetchMail does. Harmless beside a process that reads the mailbox: what both fetch is stored once.
   */
  async lookOnce(imap: ImapMailbox): Promise<Round> {
    const session = await ImapSession.open(imap.server, this.#limits);
    try {
      return await this.fetchMail.execute(session, imap, true);
    } finally {
      await session.close();
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    if (this.#guard !== null) clearInterval(this.#guard);
    await this.#running;
  }

  get #limits(): ImapLimits {
    return { maxMessageBytes: this.options.maxMessageBytes };
  }

  async #run(imap: ImapMailbox): Promise<void> {
    let failures = 0;
    while (!this.#stop.signal.aborted) {
      try {
        const held = await this.lock.hold(imap.address, async (assertHeld) => {
          await this.#hold(imap, assertHeld, () => {
            failures = 0;
          });
        });
        if (!held) await this.#pause(imap.pollMs);
      } catch (error) {
        failures += 1;
        const pauseMs = pauseAfter(failures);
        this.log.warn(
          { mailbox: imap.address, error: describeError(error), failures, pauseMs },
          'The mailbox could not be read; it is tried again',
        );
        // The database may be what is away.
        await this.watches.troubled(imap.address, describeError(error)).catch(() => {});
        await this.#pause(pauseMs);
      }
    }
  }

  async #hold(imap: ImapMailbox, assertHeld: () => Promise<void>, onSuccess: () => void): Promise<void> {
    // Before the first attempt: a mailbox that never opens is a standstill too.
    await this.watches.begin(imap.address, this.clock.now());
    const session = await ImapSession.open(imap.server, this.#limits);
    try {
      this.log.info({ mailbox: imap.address, folder: imap.folder }, 'Reading the mailbox');
      // While nobody read the mailbox, people may have moved what they found there.
      let round = await this.fetchMail.execute(session, imap, true);
      let tidyMs = TIDY_AFTER_MS;
      while (!this.#stop.signal.aborted) {
        onSuccess();
        await session.waitForNews(round.awaited > 0 ? Math.min(tidyMs, imap.pollMs) : imap.pollMs, this.#stop.signal);
        if (this.#stop.signal.aborted) break;
        await assertHeld();
        round = await this.fetchMail.execute(session, imap, false);
        // A message whose classification has to wait is no reason to ask the server every other second.
        tidyMs = round.awaited > 0 ? tidyMs * 2 : TIDY_AFTER_MS;
      }
    } finally {
      await session.close();
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#stop;
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
