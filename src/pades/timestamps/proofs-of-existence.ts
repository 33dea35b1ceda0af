/**
 * When things are proven to have existed (EN 319 102-1, 5.6.2.3). A thing is named by the SHA-256 of its bytes.
 * Everything at hand exists at the time of validation; trusted time-stamps prove earlier times.
 */
export class ProofsOfExistence {
  private readonly earliest = new Map<string, Date>();

  constructor(readonly now: Date) {}

  add(things: Iterable<string>, at: Date): void {
    if (at >= this.now) return;
    for (const thing of things) if (at < this.of(thing)) this.earliest.set(thing, at);
  }

  of(thing: string): Date {
    return this.earliest.get(thing) ?? this.now;
  }

  /** A time-stamp, not only the presence at validation, proves it. */
  has(thing: string): boolean {
    return this.earliest.has(thing);
  }
}
