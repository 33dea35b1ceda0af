import type { ReadMessage } from '../../mime/index.js';
import { noticeBefore, readBounceText } from './bounce-text.policy.js';
import { type DeliveryStatus, originalEnvelopeId, readDeliveryStatus } from './delivery-status.policy.js';

/** What a bounce holds, before anybody looks for the letter. */
export interface BounceContent {
  readonly status: DeliveryStatus | null;
  /** Message-IDs, without brackets, of what it returns or answers. */
  readonly messageIds: readonly string[];
  /** What we called the envelope. */
  readonly envelopeId: string | null;
}

const MOST_IDS = 20;

/** What a bounce says: by the report of RFC 3464 where there is one, else in the words that mail servers use. */
export function bounceContent(message: ReadMessage): BounceContent {
  const { deliveryStatus, subject, headers } = message;
  const { notice, copy } = noticeBefore(message.text);
  const reported = deliveryStatus === null ? null : readDeliveryStatus(deliveryStatus);
  const inCopy = Array.from(copy.matchAll(/^Message-ID:[ \t]*(?:\n[ \t]+)?<([^<>\s]+)>/gim), (match) => match[1] ?? '');
  return {
    status: reported ?? readBounceText({ subject, failed: headers.get('x-failed-recipients') ?? '', notice }),
    messageIds: [...message.heldMessageIds, ...inCopy, ...message.thread].slice(0, MOST_IDS),
    envelopeId: deliveryStatus === null ? null : originalEnvelopeId(deliveryStatus),
  };
}
