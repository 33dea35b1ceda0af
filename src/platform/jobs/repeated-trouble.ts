/** After trouble has been told of, the same trouble is counted for so long before it is told of again. */
const TOLD_AGAIN_AFTER_MS = 60_000;

interface Told {
  readonly at: Date;
  untold: number;
}

/** Keeps trouble that comes many times a second, as while a server is away, from filling the log. */
export class RepeatedTrouble {
  readonly #told = new Map<string, Told>();

  /** How often it came since it was last told of; null: not to be told of now. */
  notice(kind: string, now: Date): number | null {
    const told = this.#told.get(kind);
    if (told !== undefined && now.getTime() - told.at.getTime() < TOLD_AGAIN_AFTER_MS) {
      told.untold += 1;
      return null;
    }
    this.#told.set(kind, { at: now, untold: 0 });
    return told?.untold ?? 0;
  }
}
