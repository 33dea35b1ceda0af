import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { AuditChainReadModel } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { AskedTogether } from '../platform/database/index.js';
import type { ShareStep } from '../reporting/index.js';
import { type Overview, ReadOverview } from './read-overview.js';

/** What is told to the public until something changes. */
export interface HeldOverview {
  /** Null before any campaign is issued. */
  readonly overview: Overview | null;
  readonly steps: readonly ShareStep[];
  /** What was made of it so far, by what was asked for; made by `make` where it is not there. */
  readonly answer: (key: string, make: () => string) => OverviewAnswer;
}

export interface OverviewAnswer {
  readonly body: Buffer;
  readonly gzip: Buffer;
  /** RFC 9110, 8.8.3: a weak tag of the content, whatever its coding. */
  readonly etag: string;
}

/** Nothing is held longer: the page says its minute. */
const HELD_MS = 60_000;
/** Above so many declarations what is held is told for its whole minute, whatever changes: reading takes seconds. */
const READ_AT_ONCE = 5000;
/** Languages, counties and pages that are asked for between two changes; what is asked for first goes first. */
const MOST_ANSWERS = 64;
/** The data of a very large campaign is written anew for each who asks. */
const MOST_BYTES = 4_000_000;

/**
 * The overview, read and rendered once for all who ask between two changes. Every change leaves an audit event in its own
 * transaction; so what is held counts while the last event is the same and the minute it says is not over. That one
 * question is asked together for all who come while it is on its way, and never answered for one who came after it.
 */
@Injectable()
export class CurrentOverview {
  #held: { readonly stamp: string; readonly at: number; readonly overview: HeldOverview } | null = null;
  readonly #asked = new AskedTogether(() => this.#read());

  constructor(
    private readonly reader: ReadOverview,
    private readonly audit: AuditChainReadModel,
    private readonly clock: Clock,
  ) {}

  async get(): Promise<HeldOverview> {
    return await this.#asked.get();
  }

  async #read(): Promise<HeldOverview> {
    const now = this.clock.now().getTime();
    const held = this.#held;
    const age = held === null ? Infinity : now - held.at;
    const isYoung = held !== null && age >= 0 && age < HELD_MS;
    if (isYoung && (held.overview.overview?.declarations.length ?? 0) > READ_AT_ONCE) return held.overview;
    // Before the reading: what changes during it makes the next one read again.
    const stamp = await this.audit.lastEvent();
    if (isYoung && held.stamp === stamp) return held.overview;
    const overview = await this.reader.latest();
    const steps = overview === null ? [] : await this.reader.history(overview);
    const fresh = { overview, steps, answer: answers() };
    this.#held = { stamp, at: now, overview: fresh };
    return fresh;
  }
}

function answers(): HeldOverview['answer'] {
  const made = new Map<string, OverviewAnswer>();
  return (key, make) => {
    const there = made.get(key);
    if (there !== undefined) return there;
    const body = Buffer.from(make());
    const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    // Compressed here, where nothing is secret: what a page with a secret weighs could tell it.
    const answer = { body, gzip: gzipSync(body), etag };
    const [oldest] = made.keys();
    if (made.size >= MOST_ANSWERS && oldest !== undefined) made.delete(oldest);
    if (body.length <= MOST_BYTES) made.set(key, answer);
    return answer;
  };
}
