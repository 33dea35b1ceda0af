import type { DeclarationReturnState } from './declaration.entity.js';

/** The states of the documents returned for one declaration, in the order of their arrival. */
export type DocumentState = 'RECEIVED' | 'NEEDS_REVIEW' | 'ACCEPTED' | 'REJECTED' | 'SUPERSEDED';

/**
 * The return axis of a declaration, from its documents: one accepted document settles it, whatever comes later;
 * else what waits for a person, else what waits for the machine; only when all were rejected is it REJECTED.
 */
export function returnAxis(documents: readonly DocumentState[]): DeclarationReturnState {
  if (documents.includes('ACCEPTED')) return 'ACCEPTED';
  if (documents.includes('NEEDS_REVIEW')) return 'NEEDS_REVIEW';
  if (documents.includes('RECEIVED')) return 'RECEIVED';
  if (documents.includes('REJECTED')) return 'REJECTED';
  return 'NONE';
}

/** Whether the municipality still owes an answer, so that reminding it makes sense. */
export function awaitsReturn(state: DeclarationReturnState): boolean {
  return state === 'NONE' || state === 'REJECTED';
}
