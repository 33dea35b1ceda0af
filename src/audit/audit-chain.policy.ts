import { createHash } from 'node:crypto';
import { canonicalJson, type JsonObject } from '../platform/json/index.js';

/** What of an event is under its hash: everything that says what happened, and the place in the chain. */
export interface ChainedEvent {
  readonly position: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly data: JsonObject;
}

/** A sealed event as it is stored or exported. */
export interface SealedEvent extends ChainedEvent {
  readonly previousHash: string;
  readonly hash: string;
}

/** The predecessor's hash of the first event. */
export const CHAIN_START = '0'.repeat(64);

/** SHA-256 (hex) over the predecessor's hash and the event as canonical JSON. */
export function chainHash(previousHash: string, event: ChainedEvent): string {
  const text = canonicalJson({
    position: event.position,
    at: event.at.toISOString(),
    actor: event.actor,
    action: event.action,
    subject: event.subject,
    data: event.data,
  });
  return createHash('sha256').update(`${previousHash}\n${text}`).digest('hex');
}

export interface ChainState {
  readonly position: number;
  readonly hash: string;
}

export type ChainFault = {
  readonly position: number;
  readonly fault: 'GAP' | 'PREDECESSOR' | 'CHANGED';
  readonly message: string;
};

/** Checks the next event against the chain so far; null when it fits. */
export function checkLink(state: ChainState, event: SealedEvent): ChainFault | null {
  const expected = state.position + 1;
  if (event.position !== expected) {
    return {
      position: expected,
      fault: 'GAP',
      message: `Event ${expected} is missing: the next one found is ${event.position} (${event.action} of ${event.subject}).`,
    };
  }
  if (event.previousHash !== state.hash) {
    return {
      position: expected,
      fault: 'PREDECESSOR',
      message: `Event ${expected} (${event.action} of ${event.subject}) does not follow event ${state.position}: it names another predecessor's hash.`,
    };
  }
  if (hashOrNull(event) !== event.hash) {
    return {
      position: expected,
      fault: 'CHANGED',
      message: `Event ${expected} (${event.action} of ${event.subject}) was changed after it was sealed.`,
    };
  }
  return null;
}

/** Null for what no sealer can have written, such as a fraction or a time that is none: somebody put it there later. */
function hashOrNull(event: SealedEvent): string | null {
  try {
    return chainHash(event.previousHash, event);
  } catch {
    return null;
  }
}
