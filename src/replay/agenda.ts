/** Something that somebody does at a simulated instant. */
export interface Appointment {
  readonly at: Date;
  readonly what: string;
  readonly act: () => Promise<void>;
}

/** Appointments in the order of time; what was entered for one instant first is done first. */
export class Agenda {
  /** Latest first, so that taking the next one is cheap. */
  readonly #appointments: (Appointment & { readonly entry: number })[] = [];
  #entries = 0;
  #sorted = true;

  add(at: Date, what: string, act: () => Promise<void>): void {
    this.#appointments.push({ at, what, act, entry: this.#entries });
    this.#entries += 1;
    this.#sorted = false;
  }

  /** The time of the next appointment; null when there is none. */
  next(): Date | null {
    this.#sort();
    return this.#appointments.at(-1)?.at ?? null;
  }

  /** Takes out everything that is due at `now`. */
  due(now: Date): Appointment[] {
    this.#sort();
    const due: Appointment[] = [];
    for (let next = this.#appointments.at(-1); next !== undefined && next.at <= now; next = this.#appointments.at(-1)) {
      due.push(next);
      this.#appointments.pop();
    }
    return due;
  }

  #sort(): void {
    if (this.#sorted) return;
    this.#appointments.sort((a, b) => b.at.getTime() - a.at.getTime() || b.entry - a.entry);
    this.#sorted = true;
  }
}
