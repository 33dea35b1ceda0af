import { createHash } from 'node:crypto';
import { Client, type ClientConfig } from 'pg';

/** A statement that one connection has been given this often is prepared there from then on. */
const USES_BEFORE = 2;
/** More texts than the service has; only statements made up as they come (lists of many lengths) could be more. */
const MOST_TEXTS = 500;

type Query = (first: unknown, ...rest: unknown[]) => unknown;

/**
 * A connection that has PostgreSQL prepare the statements which it is given again and again, so that they are not
 * parsed and planned every time. What is prepared belongs to the session: a connection pooler in between has to keep
 * sessions apart, as LISTEN and advisory locks ask of it anyway.
 */
export class PreparingClient extends Client {
  readonly #uses = new Map<string, number>();

  constructor(config?: string | ClientConfig) {
    super(config);
    // A property and not a method: the overloads of `query` cannot be overridden in one signature.
    const query = this.query.bind(this) as Query;
    const preparing: Query = (first, ...rest) => {
      const [values, ...further] = rest;
      if (typeof first !== 'string' || !Array.isArray(values) || !this.#comesAgain(first)) return query(first, ...rest);
      return query({ name: nameOf(first), text: first, values }, undefined, ...further);
    };
    this.query = preparing as Client['query'];
  }

  #comesAgain(text: string): boolean {
    const uses = this.#uses.get(text) ?? 0;
    if (uses >= USES_BEFORE) return true;
    if (uses > 0 || this.#uses.size < MOST_TEXTS) this.#uses.set(text, uses + 1);
    return false;
  }
}

const names = new Map<string, string>();

/** The same text has the same name on every connection; at most 63 characters. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('hex').slice(0, 40);
  names.set(text, name);
  return name;
}
