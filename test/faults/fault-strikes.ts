import { eventually } from '../support/service-process.js';
import type { BreakableService } from './breakable-service.js';
import { type FaultKind, isCut, type PlannedFault, type ServerName } from './fault-plan.js';

/** What one fault met. */
export interface FaultFacts {
  readonly kind: FaultKind;
  /** Messages, documents and letters that were under way when it struck or while the server was away. */
  readonly left: number;
  /** Seconds from the first fault. */
  readonly atS: number;
}

/** Longer than the service goes without a look at its mailbox. */
const WAIT_MS = 400_000;

/** Due work, with the rows that somebody is to take up again later. */
const WAITING = [
  ['letter', `state = 'PLANNED'`],
  ['inbound_message', `state = 'RECEIVED'`],
  ['return', `state = 'RECEIVED'`],
] as const;

/** Lets faults strike, one after the other, while the service works. */
export class FaultStrikes {
  readonly facts: FaultFacts[] = [];
  #firstMs = 0;

  /** `left` counts what is under way. */
  constructor(
    private readonly service: BreakableService,
    private readonly left: () => Promise<number>,
  ) {}

  /** Resolves when the connection is cut, or the server is up again, in the middle of the work that `begin` begins. */
  async strike(fault: PlannedFault, begin: () => Promise<void>): Promise<void> {
    const { kind, delayMs, downMs } = fault;
    const { fetchCuts, dataCuts } = this.service;
    const cuts = (): number => fetchCuts.made.length + dataCuts.made.length;
    const before = cuts();
    if (kind === 'FETCH') fetchCuts.arm(fault.percent);
    if (kind === 'BEFORE_DOT' || kind === 'AFTER_DOT') dataCuts.arm(kind, fault.bytes);
    await begin();
    if (isCut(kind)) {
      await this.inTime(`a cut of the kind ${kind}`, async () => cuts() > before);
      this.#note(kind, await this.left());
      return;
    }
    await elapsed(delayMs);
    await this.#stop(kind);
    await elapsed(downMs);
    // PostgreSQL can be asked only when it is back.
    const leftMeanwhile = kind === 'POSTGRES' ? null : await this.left();
    await this.#start(kind);
    this.#note(kind, leftMeanwhile ?? (await this.left()));
  }

  /** Waits, and lets the time pass in between. */
  async inTime(what: string, holds: () => Promise<boolean>): Promise<void> {
    await eventually(
      what,
      async () => {
        if (!this.service.running) throw new Error('The service has ended.');
        if (await holds()) return true;
        await this.#passTime();
        return false;
      },
      WAIT_MS,
      100,
    );
  }

  /**
   * Lets the minutes pass that the service waits before it tries again: the service's clock is the real one, so the rows
   * are moved instead. What somebody works on is left alone.
   */
  async #passTime(): Promise<void> {
    for (const [table, pending] of WAITING) {
      await this.service.pool.query(
        `UPDATE ${table} AS waiting SET due_at = now(), queued_at = waiting.queued_at - interval '61 seconds'
         FROM (SELECT id FROM ${table} WHERE ${pending} AND due_at < now() + interval '10 minutes'
                 AND (queued_at < now() - interval '3 seconds' OR queued_at IS NULL AND due_at > now())
               FOR UPDATE SKIP LOCKED) AS idle
         WHERE waiting.id = idle.id`,
      );
    }
    await this.service.pool.query('UPDATE mailbox_entry SET due_at = now() WHERE due_at > now()');
  }

  #note(kind: FaultKind, left: number): void {
    if (this.facts.length === 0) this.#firstMs = performance.now();
    this.facts.push({ kind, left, atS: Math.round((performance.now() - this.#firstMs) / 100) / 10 });
  }

  async #stop(server: ServerName): Promise<void> {
    if (server === 'POSTGRES') await this.service.stopPostgres();
    else await (server === 'POSTFIX' ? this.service.mail.postfix : this.service.mail.dovecot).stop();
  }

  async #start(server: ServerName): Promise<void> {
    if (server === 'POSTGRES') await this.service.startPostgres();
    else await (server === 'POSTFIX' ? this.service.mail.postfix : this.service.mail.dovecot).start();
  }
}

async function elapsed(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
