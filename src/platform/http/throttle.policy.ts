/** How often one sender has asked in the window that began at `startedAt` (milliseconds). */
interface Window {
  startedAt: number;
  count: number;
}

export interface Allowance {
  readonly isExceeded: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until the window ends, at least 1. */
  readonly resetSeconds: number;
}

/** Senders remembered at once. Beyond it the one seen longest ago is forgotten, so memory stays bounded. */
const MOST_SENDERS = 20_000;

/** Fixed windows per sender, kept in this process: a limit over several processes belongs into the proxy. */
export class RequestWindows {
  readonly #windows = new Map<string, Window>();
  readonly #length: number;
  readonly #mostSenders: number;

  constructor(windowSeconds: number, mostSenders: number = MOST_SENDERS) {
    this.#length = windowSeconds * 1000;
    this.#mostSenders = mostSenders;
  }

  /** Counts one request of `sender`. */
  take(sender: string, limit: number, now: Date): Allowance {
    const window = this.#windowOf(sender, now);
    window.count += 1;
    // Written again even if known, so that the map stays ordered by last use.
    this.#windows.delete(sender);
    this.#windows.set(sender, window);
    if (this.#windows.size > this.#mostSenders) {
      const [oldest] = this.#windows.keys();
      if (oldest !== undefined) this.#windows.delete(oldest);
    }
    return this.#allowance(window, limit, window.count > limit, now);
  }

  /** How `sender` stands, without counting: exceeded when the next request would be one too many. */
  peek(sender: string, limit: number, now: Date): Allowance {
    const window = this.#windowOf(sender, now);
    return this.#allowance(window, limit, window.count >= limit, now);
  }

  #windowOf(sender: string, now: Date): Window {
    const known = this.#windows.get(sender);
    const isCurrent = known !== undefined && now.getTime() - known.startedAt < this.#length;
    return isCurrent ? known : { startedAt: now.getTime(), count: 0 };
  }

  #allowance(window: Window, limit: number, isExceeded: boolean, now: Date): Allowance {
    const left = window.startedAt + this.#length - now.getTime();
    return {
      isExceeded,
      limit,
      remaining: Math.max(0, limit - window.count),
      resetSeconds: Math.max(1, Math.ceil(left / 1000)),
    };
  }
}
