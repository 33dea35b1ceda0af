/** What a delivery status notification says of one recipient (RFC 3464, 2.3). */
export interface DeliveryStatus {
  /** 5.x.x: for good. 4.x.x: not yet. */
  readonly hard: boolean;
  readonly status: string;
  readonly explanation: string;
}

/** Reads the text of a message/delivery-status part; null when it reports no failure or delay. */
export function readDeliveryStatus(text: string): DeliveryStatus | null {
  const field = (name: string): string | null =>
    new RegExp(`^${name}:[ \\t]*(.+(?:\\r?\\n[ \\t]+.+)*)`, 'im').exec(text)?.[1]?.replaceAll(/\s+/g, ' ').trim() ??
    null;
  const action = field('Action')?.toLowerCase();
  const status = /\b([245])\.\d{1,3}\.\d{1,3}\b/.exec(field('Status') ?? '')?.[0] ?? null;
  if (status === null || status.startsWith('2') || (action !== 'failed' && action !== 'delayed')) return null;
  const words = (field('Diagnostic-Code') ?? '').replace(/^smtp;\s*/i, '').slice(0, 300);
  return { hard: status.startsWith('5') && action === 'failed', status, explanation: `${status} ${words}`.trim() };
}
