import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { DataSource } from 'typeorm';
import { ServiceError } from '../errors/index.js';
import { Log } from '../logging/index.js';

/** A part that does not answer within this long (milliseconds) counts as down. */
const PATIENCE_MS = 2000;

/** What must answer before requests are sent here. Features add what they cannot do without. */
@Injectable()
export class Readiness {
  readonly #checks = new Map<string, () => Promise<unknown>>();
  readonly #doubts = new Map<string, () => Promise<boolean>>();
  readonly #health: HealthCheckService;
  readonly #indicators: HealthIndicatorService;
  readonly #log: Log;

  constructor(health: HealthCheckService, indicators: HealthIndicatorService, log: Log, dataSource: DataSource) {
    this.#health = health;
    this.#indicators = indicators;
    this.#log = log;
    this.require('database', () => dataSource.query('SELECT 1'));
  }

  /** From now on `part` is ready only when `check` resolves. */
  require(part: string, check: () => Promise<unknown>): void {
    this.#checks.set(part, check);
  }

  /** From now on `part` is named in a warning while `isTroubled` says so; requests are taken all the same. */
  warn(part: string, isTroubled: () => Promise<boolean>): void {
    this.#doubts.set(part, isTroubled);
  }

  /** The parts that an operator should look at. One that cannot be asked is among them. */
  async warnings(): Promise<string[]> {
    const answers = await Promise.all(
      [...this.#doubts].map(async ([part, isTroubled]) => ((await isTroubled().catch(() => true)) ? [part] : [])),
    );
    return answers.flat();
  }

  /** The names of the parts, all of them answering. Throws NOT_READY, which names those that do not. */
  async check(): Promise<string[]> {
    const attempts = [...this.#checks].map(([part, check]) =>
      this.#indicators
        .check(part)
        .attempt(async () => void (await check()))
        .withTimeout(PATIENCE_MS),
    );
    try {
      await this.#health.check(attempts);
      return [...this.#checks.keys()];
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      const result = error.getResponse() as {
        readonly status: string;
        readonly error?: Readonly<Record<string, unknown>>;
      };
      // Why a part is down is for the log: this route is public, and such messages name hosts and users.
      this.#log.warn({ status: result.status, down: result.error }, 'not ready');
      throw new ServiceError('NOT_READY', 'The service cannot take requests at the moment.', {
        category: 'unavailable',
        level: 'debug',
        faults: Object.keys(result.error ?? {}).map((part) => ({ where: part, message: 'does not answer' })),
      });
    }
  }
}
