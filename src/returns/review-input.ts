import type { RejectionReason } from '../letters/index.js';

/** What an operator decides on a return. */
export type ReviewInput = {
  readonly returnId: string;
  /** The version that the operator saw. */
  readonly expectedVersion: number;
  readonly actor: string;
} & (
  | { readonly decision: 'ACCEPT'; readonly reason: string; readonly note: string | null }
  | { readonly decision: 'REJECT'; readonly reason: string; readonly rejectionReasons: readonly RejectionReason[] }
  /** What came cannot be read: the municipality is asked to send it again, with the operator's own words if there are any. */
  | { readonly decision: 'BETTER_COPY'; readonly reason: string; readonly note: string | null }
  | { readonly decision: 'ATTACH'; readonly reason: string; readonly reference: string }
  /** For what came beside the declaration: the council's minutes, a second copy. It is kept, and nobody is written to. */
  | { readonly decision: 'SET_ASIDE'; readonly reason: string }
);
