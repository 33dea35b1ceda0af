/** What a bounce says of the recipient it says the worst of (RFC 3464, 2.3). */
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
const MOST_WORDS = 300;
/** Twice an address with its type (RFC 5321, 4.5.3.1.3): what is longer is none, and would take long to look through. */
const LONGEST_FIELD = 600;

/** Reads the text of a message/delivery-status part; null when it says of no recipient what became of the letter. */
export function readDeliveryStatus(text: string): DeliveryStatus | null {
  return worst(
    blocksOf(text)
      .map(readRecipient)
      .filter((status) => status !== null),
  );
}

/** The name that we gave the envelope (ENVID; RFC 3464, 2.2.1); null when it does not come back. */
export function originalEnvelopeId(text: string): string | null {
  for (const block of blocksOf(text)) {
    const id = field(block, 'Original-Envelope-Id');
    // Xtext (RFC 3461, 4) by some, as it was by others.
    if (id !== null)
      return id.replaceAll(/\+([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }
  return null;
}

/** What is said of the recipient that is worst off. */
export function worst(statuses: readonly DeliveryStatus[]): DeliveryStatus | null {
  const severity = (status: DeliveryStatus): number => WORST_FIRST.indexOf(status.outcome) * 2 + (status.hard ? 0 : 1);
  return statuses.toSorted((a, b) => severity(a) - severity(b))[0] ?? null;
}

/**
 * What a mail server's words say: an enhanced status (RFC 3463) before a reply code (RFC 5321). Null: neither is there,
 * or it says that all went well.
 */
export function statusInWords(words: string): { readonly status: string | null; readonly hard: boolean } | null {
  const status = /(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(words)?.[1] ?? null;
  const reply = /(?<![\d.])([45])[0-5]\d(?![\d.])/.exec(words)?.[1] ?? null;
  const digit = status?.[0] ?? reply;
  return digit === null ? null : { status, hard: digit === '5' };
}

/** An address as it stands in a bounce: with its type, brackets or quotes (RFC 3464, 2.3.1). */
export function plainAddress(text: string): string | null {
  const plain = text.slice(0, LONGEST_FIELD).replace(/^[a-z0-9-]+;\s*/i, '');
  return /[^\s<>"'(),:;[\]]+@[^\s<>"'(),:;]+/.exec(plain)?.[0]?.toLowerCase() ?? null;
}

export function shortWords(words: string): string {
  return words.replaceAll(/\s+/g, ' ').trim().slice(0, MOST_WORDS);
}

function blocksOf(text: string): string[] {
  return text.replaceAll(/\r\n?/g, '\n').split(/\n[ \t]*\n/);
}

function field(block: string, name: string): string | null {
  const value = new RegExp(`^${name}[ \\t]*:[ \\t]*(.*(?:\\n[ \\t]+.+)*)`, 'im').exec(block)?.[1];
  return value?.replaceAll(/\s+/g, ' ').trim() ?? null;
}

/** One block of per-recipient fields; the block about the message itself has no Action. */
function readRecipient(block: string): DeliveryStatus | null {
  const outcome = OUTCOMES[field(block, 'Action')?.toLowerCase() ?? ''];
  if (outcome === undefined) return null;
  const words = shortWords((field(block, 'Diagnostic-Code') ?? '').replace(/^[a-z0-9-]+;\s*/i, ''));
  const said = /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(field(block, 'Status') ?? '')?.[0] ?? null;
  // «5.0.0» and «4.0.0» say nothing but the class; the server's own words may say more, and of another class.
  const vague = said === null || /^[45]\.0\.0$/.test(said);
  const inWords = vague ? statusInWords(words) : null;
  const status = inWords?.status ?? said;
  const hard = inWords?.hard ?? status?.startsWith('5') === true;
  const recipient = field(block, 'Original-Recipient') ?? field(block, 'Final-Recipient');
  return {
    outcome,
    hard: outcome === 'FAILED' && hard,
    status,
    recipient: recipient === null ? null : plainAddress(recipient),
    explanation: [status, words].filter((part) => part !== null && part !== '').join(' '),
  };
}
