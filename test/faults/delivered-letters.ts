import { headerOf } from '../../src/platform/mail/index.js';
import type { MailServers } from '../support/mail-servers.js';
import type { CampaignRecords } from './campaign-records.js';

export interface DeliveredLetter {
  readonly messageId: string;
  readonly kind: string;
  /** How often it lies in the mailbox of its recipient. */
  readonly copies: number;
}

export interface Deliveries {
  /** Every letter that the service holds for sent. */
  readonly letters: readonly DeliveredLetter[];
  /** Messages in the recipients' mailboxes that are no letter to that recipient. */
  readonly strays: readonly { readonly email: string; readonly messageId: string }[];
}

/** Holds the letters against the mailboxes of their recipients, as they lie on the disk. Message-IDs without brackets. */
export async function deliveredLetters(records: CampaignRecords, mail: MailServers): Promise<Deliveries> {
  const sent = await records.rows<{ messageId: string; kind: string; email: string }>(
    `SELECT btrim(message_id, '<>') AS "messageId", kind, recipient_email AS email FROM letter WHERE state = 'SENT'`,
  );
  const found: { email: string; messageId: string }[] = [];
  for (const email of new Set(sent.map((letter) => letter.email))) {
    for (const raw of await mail.mailbox(email).messages()) {
      found.push({ email, messageId: (headerOf(raw, 'message-id') ?? '').replace(/^<|>$/g, '') });
    }
  }
  const isOf = (letter: { messageId: string; email: string }, one: { messageId: string; email: string }): boolean =>
    letter.email === one.email && letter.messageId === one.messageId;
  return {
    letters: sent.map((letter) => ({
      messageId: letter.messageId,
      kind: letter.kind,
      copies: found.filter((one) => isOf(letter, one)).length,
    })),
    strays: found.filter((one) => !sent.some((letter) => isOf(letter, one))),
  };
}
