import type { DatabaseMoment } from './database-moment.js';

/**
 * What was read from the database, told again while the database stands exactly as it did: as right as a reading of its
 * own, and read once for all who ask at the same time. What is handed out is shared: nobody may change it.
 */
export class HeldReadings<Reading> {
  readonly #moment: DatabaseMoment;
  readonly #most: number;
  #of = '';
  #readings = new Map<string, Promise<Reading>>();

  /** Holds at most `most` readings; the one that was read first goes first. */
  constructor(moment: DatabaseMoment, most: number) {
    this.#moment = moment;
    this.#most = most;
  }

  /** The reading of that key, by `read` where it is not held, as of that request's beginning. What fails is not held. */
  async get(key: string, read: () => Promise<Reading>, during?: object): Promise<Reading> {
    // Before the reading: what changes during it makes the next who ask read again.
    const moment = await this.#moment.current(during);
    if (moment !== this.#of) {
      this.#of = moment;
      this.#readings = new Map();
    }
    const readings = this.#readings;
    const held = readings.get(key);
    if (held !== undefined) return await held;
    const [oldest] = readings.keys();
    if (readings.size >= this.#most && oldest !== undefined) readings.delete(oldest);
    const reading = read();
    readings.set(key, reading);
    reading.catch(() => readings.delete(key));
    return await reading;
  }
}
