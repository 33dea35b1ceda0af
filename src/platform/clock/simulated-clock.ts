import { Clock } from './clock.js';

/** A clock that stands still until it is moved, and never backwards. */
export class SimulatedClock extends Clock {
  #now: number;

  constructor(start: Date) {
    super();
    this.#now = start.getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Moves to `instant`. Throws RangeError if that lies before the present one. */
  moveTo(instant: Date): void {
    if (instant.getTime() < this.#now) {
      throw new RangeError(
        `The simulated clock stands at ${this.now().toISOString()} and cannot go back to ${instant.toISOString()}.`,
      );
    }
    this.#now = instant.getTime();
  }
}
