import type { Problem, ProblemBody } from './problem.js';

/** How many requests are let through in one window; `windowSeconds` is shared by both. */
export interface ThrottleLimits {
  /** Requests of one caller who has shown who they are. */
  readonly perCaller: number;
  /** Requests of one address (IPv6: one /64) without a caller, failed log-ins included. */
  readonly perAddress: number;
  readonly windowSeconds: number;
}

/** A problem in words, all of them in one language. */
export interface ProblemWording {
  /** A language tag. */
  readonly language: string;
  readonly title: string;
  readonly detail: string;
  /** One for each fault, in their order. */
  readonly messages: readonly string[];
}

/** What is read as bytes, and not as JSON. */
export type RawMediaType = 'message/rfc822' | 'application/pdf' | 'application/yaml' | 'text/csv';

export interface HttpOptions {
  /**
   * Express's "trust proxy": the number of proxies in front, or their addresses; `false` when clients connect
   * directly. Too much trust lets a client choose its own address.
   */
  readonly trustProxy: false | number | readonly string[];
  /** `false` switches the throttle off (replays, tests). */
  readonly throttle: false | ThrottleLimits;
  /**
   * Who may read /metrics. `loopback` (an agent on the same machine, no proxy between) is the safe default;
   * `anyone` is for a scraper in another container, on a network that the public does not reach. Roles do not
   * apply: scrapers are not callers of the API, and this folder knows none.
   */
  readonly metrics: 'loopback' | 'anyone';
  /** How many bytes of a raw body are read, unless its route says otherwise. */
  readonly mostBytes: Readonly<Record<RawMediaType, number>>;
  /** For how many days a repeat of a request with an Idempotency-Key gets the first answer: whole days, at least 1. */
  readonly idempotencyKeyDays: number;
  /**
   * What a problem is called in the language asked for, what is wrong and how to mend it. Without such words the
   * status's phrase is the title, and the error's own words stand, in English.
   */
  readonly problemWords?: (problem: Problem, acceptLanguage: string | undefined) => ProblemWording | undefined;
  /** Shows a person what went wrong: HTML for requests that are not the API's. Absent: everybody gets JSON. */
  readonly problemPage?: (problem: ProblemBody, acceptLanguage: string | undefined) => string;
  /** Shown in the API document. */
  readonly title: string;
  readonly version: string;
}

export const HTTP_OPTIONS = Symbol('HTTP_OPTIONS');

const MEGABYTE = 1024 * 1024;

export const DEFAULT_HTTP_OPTIONS: HttpOptions = {
  trustProxy: false,
  throttle: { perCaller: 600, perAddress: 120, windowSeconds: 60 },
  metrics: 'loopback',
  mostBytes: {
    'message/rfc822': 40 * MEGABYTE,
    'application/pdf': 25 * MEGABYTE,
    'application/yaml': MEGABYTE,
    'text/csv': 20 * MEGABYTE,
  },
  idempotencyKeyDays: 7,
  title: 'Tilslutning',
  version: '1',
};
