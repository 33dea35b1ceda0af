import { CHAIN_START, checkLink, type ChainFault, type ChainState, type SealedEvent } from './audit-chain.policy.js';

export interface ChainVerdict {
  readonly events: number;
  readonly head: string;
  /** The first fault; nothing after it is checked, because nothing after it can be relied on. */
  readonly fault: ChainFault | null;
}

/** Verifies a chain wherever its events come from: the database, or an exported file, off line. */
export async function verifyAuditChain(
  events: AsyncIterable<SealedEvent> | Iterable<SealedEvent>,
): Promise<ChainVerdict> {
  let state: ChainState = { position: 0, hash: CHAIN_START };
  for await (const event of events) {
    const fault = checkLink(state, event);
    if (fault !== null) return { events: state.position, head: state.hash, fault };
    state = { position: event.position, hash: event.hash };
  }
  return { events: state.position, head: state.hash, fault: null };
}
