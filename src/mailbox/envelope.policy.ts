/** What the headers of a message say of its envelope; each as the header has it, or null. */
export interface EnvelopeHeaders {
  readonly returnPath: string | null;
  /** Addresses of From and Sender, in this order. */
  readonly from: readonly string[];
  /** Addresses that it may have been delivered to: what a mail server noted first, then what the sender wrote. */
  readonly recipients: readonly string[];
}

/**
 * The campaign's address that a message was delivered to: the first recipient whose mailbox is a campaign's (with its
 * plus part, which carries the case), else the only mailbox there is, else null. `mailboxOf` cuts the plus part off.
 */
export function deliveryAddress(
  { recipients }: Pick<EnvelopeHeaders, 'recipients'>,
  mailboxes: ReadonlySet<string>,
  mailboxOf: (address: string) => string,
): string | null {
  const own = recipients.find((address) => mailboxes.has(mailboxOf(address)));
  if (own !== undefined) return own;
  const [only, ...others] = mailboxes;
  return only === undefined || others.length > 0 ? null : only;
}

/** The envelope sender: Return-Path if the server noted it (`<>` is the empty one of bounces), else the author. */
export function envelopeSender({ returnPath, from }: Pick<EnvelopeHeaders, 'returnPath' | 'from'>): string {
  if (returnPath === null) return from[0] ?? '';
  return returnPath.replaceAll(/[<>\s]/g, '');
}
