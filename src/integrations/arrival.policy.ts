export interface ArrivalClaim {
  /** When the ministry's mail server took the message, as the caller says; null: nothing was said. */
  readonly claimedAt: Date | null;
  /** When the service took it: later, if the gateway had to wait. */
  readonly takenAt: Date;
  /** Whether the caller speaks for the ministry's mail server. */
  readonly byGateway: boolean;
  /** When the campaign was issued; null: not yet. */
  readonly issuedAt: Date | null;
}

/**
 * The arrival that deadlines go by. A claim counts when it comes from the ministry's mail gateway and lies between the
 * issue and now: nobody can have answered a form that was not made, and a clock that is a little fast is no reason to
 * arrive later than the message did. Whoever else hands in a message can only say that it is here now.
 */
export function arrivalOf({ claimedAt, takenAt, byGateway, issuedAt }: ArrivalClaim): Date {
  const counts = claimedAt !== null && byGateway && issuedAt !== null && claimedAt >= issuedAt && claimedAt <= takenAt;
  return counts ? claimedAt : takenAt;
}
