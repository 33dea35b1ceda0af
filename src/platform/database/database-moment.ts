import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/index.js';
import { AskedTogether } from './asked-together.js';

const MINUTE_MS = 60_000;

/**
 * How the database stands, as a text: while it is the same, every reading says the same. It is PostgreSQL's snapshot
 * (`pg_current_snapshot()`: which transactions are over and which are under way), which no change of any row in the
 * cluster leaves as it was, and the minute, since days and deadlines begin and end with one.
 */
@Injectable()
export class DatabaseMoment {
  readonly #snapshot: AskedTogether<string>;
  readonly #during = new WeakMap<object, Promise<string>>();
  readonly #clock: Clock;

  constructor(dataSource: DataSource, clock: Clock) {
    this.#clock = clock;
    this.#snapshot = new AskedTogether(async () => {
      const [row]: { snapshot: string }[] = await dataSource.query(
        'SELECT pg_current_snapshot()::text AS snapshot',
        [],
      );
      return row?.snapshot ?? '';
    });
  }

  /**
   * One short query for all who ask at the same time. Whoever asks again `during` the same request gets the same answer:
   * what was over when the request came is in it, and no more is asked of one.
   */
  async current(during?: object): Promise<string> {
    if (during === undefined) return await this.#ask();
    const known = this.#during.get(during);
    if (known !== undefined) return await known;
    const asked = this.#ask();
    this.#during.set(during, asked);
    return await asked;
  }

  async #ask(): Promise<string> {
    const snapshot = await this.#snapshot.get();
    return `${snapshot} ${String(Math.floor(this.#clock.now().getTime() / MINUTE_MS))}`;
  }
}
