import type { Tap } from '../support/cutting-proxy.js';

/** One FETCH that was cut: so many bytes of a message of so many had come. */
export interface FetchCut {
  readonly bytes: number;
  readonly came: number;
}

/** Shorter ones pass in one piece with what surrounds them. */
const SHORTEST_BODY = 20_000;
/** Enough to hold the beginning of a literal and what it is of, wherever a chunk ends. */
const KEPT = 200;

/** Cuts IMAP connections in the middle of a message body: within the literal of `BODY[]` (RFC 3501, 4.3 and 7.4.2). */
export class FetchCuts {
  readonly made: FetchCut[] = [];
  #percent: number | null = null;

  /** The next message body is cut when so much of it has passed. */
  arm(percent: number): void {
    this.#percent = percent;
  }

  /** For one connection. */
  tap(): Tap {
    let text = '';
    let left = 0;
    let cutIn = Infinity;
    return {
      fromClient: () => null,
      fromServer: (chunk) => {
        for (let at = 0; at < chunk.length;) {
          if (left > 0) {
            const here = Math.min(left, chunk.length - at);
            if (cutIn <= here) return at + cutIn;
            left -= here;
            cutIn -= here;
            at += here;
            continue;
          }
          const before = text.length;
          text += chunk.toString('latin1', at);
          const literal = /\{(\d+)\}\r\n/.exec(text);
          if (literal === null) {
            text = text.slice(-KEPT);
            return null;
          }
          at += literal.index + literal[0].length - before;
          left = Number(literal[1]);
          cutIn = /BODY\[\](<\d+>)? $/.test(text.slice(0, literal.index)) ? this.#cutWithin(left) : Infinity;
          text = '';
        }
        return null;
      },
    };
  }

  #cutWithin(bytes: number): number {
    if (this.#percent === null || bytes < SHORTEST_BODY) return Infinity;
    const came = Math.floor((bytes * this.#percent) / 100);
    this.#percent = null;
    this.made.push({ bytes, came });
    return came;
  }
}
