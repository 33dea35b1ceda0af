/** What a delivery status notification says of the recipient it says the worst of (RFC 3464, 2.3). */
export interface DeliveryStatus {
  readonly outcome: 'FAILED' | 'DELAYED' | 'ARRIVED';
  /** 5.x.x: for good. 4.x.x: not now. */
  readonly hard: boolean;
  readonly status: string | null;
  readonly recipient: string | null;
  readonly explanation: string;
}

const WORST_FIRST: readonly DeliveryStatus['outcome'][] = ['FAILED', 'DELAYED', 'ARRIVED'];
const OUTCOMES: Readonly<Record<string, DeliveryStatus['outcome']>> = {
  failed: 'FAILED',
  delayed: 'DELAYED',
  delivered: 'ARRIVED',
  relayed: 'ARRIVED',
  expanded: 'ARRIVED',
};

/** Reads the text of a message/delivery-status part; null when it says of no recipient what became of the letter. */
export function readDeliveryStatus(text: string): DeliveryStatus | null {
  const recipients = text
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .map(readRecipient)
    .filter((status) => status !== null);
  const severity = (status: DeliveryStatus): number => WORST_FIRST.indexOf(status.outcome) * 2 + (status.hard ? 0 : 1);
  return recipients.toSorted((a, b) => severity(a) - severity(b))[0] ?? null;
}

/** One block of per-recipient fields; the block about the message itself has no Action. */
function readRecipient(block: string): DeliveryStatus | null {
  const field = (name: string): string | null =>
    new RegExp(`^${name}[ \\t]*:[ \\t]*(.*(?:\\n[ \\t]+.+)*)`, 'im').exec(block)?.[1]?.replaceAll(/\s+/g, ' ').trim() ??
    null;
  const outcome = OUTCOMES[field('Action')?.toLowerCase() ?? ''];
  if (outcome === undefined) return null;
  const words = (field('Diagnostic-Code') ?? '').replace(/^[a-z0-9-]+;\s*/i, '').slice(0, 300);
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(field('Status') ?? '')?.[0] ?? null;
  const firstDigit = status?.[0] ?? /^[245]/.exec(words)?.[0] ?? '4';
  const recipient = (field('Original-Recipient') ?? field('Final-Recipient'))?.replace(/^[a-z0-9-]+;\s*/i, '') ?? null;
  return {
    outcome,
    hard: outcome === 'FAILED' && firstDigit === '5',
    status,
    recipient,
    explanation: [status, words].filter((part) => part !== null && part !== '').join(' '),
  };
}
