import { Injectable } from '@nestjs/common';
import { LetterReadModel, type LetterView } from '../../letters/index.js';
import type { ReadMessage } from '../../mime/index.js';
import type { Match } from '../match-message.policy.js';
import type { BounceNotice } from './bounce-notice.js';
import { type DeliveryStatus, readDeliveryStatus } from './delivery-status.policy.js';

/** Reads what a bounce says, and finds the letter that it is about. Writes nothing. */
@Injectable()
export class ReadBounce {
  constructor(private readonly letters: LetterReadModel) {}

  async execute(
    stored: { readonly raw: Buffer; readonly arrivedAt: Date },
    message: ReadMessage,
    match: Match,
  ): Promise<BounceNotice> {
    const status = message.deliveryStatus === null ? null : readDeliveryStatus(message.deliveryStatus);
    const letterId =
      (await this.#letterNamed(message, stored.raw)) ?? (await this.#letterOfCase(match, status, stored.arrivedAt));
    return { status, letterId };
  }

  /** The letter's Message-ID stands in the returned headers or in the thread. */
  async #letterNamed(message: ReadMessage, raw: Buffer): Promise<string | null> {
    const inside = Array.from(
      raw.toString('latin1').matchAll(/^Message-ID:[ \t]*(?:\r?\n[ \t]+)?<([^<>\s\0]+)>/gim),
      (match) => match[1] ?? '',
    );
    for (const id of [...message.thread, ...inside.slice(0, 20)]) {
      const letter = await this.letters.byMessageId(id);
      if (letter !== null) return letter.id;
    }
    return null;
  }

  /** Nothing of the letter came back, but the address names the case: the last letter sent to that recipient. */
  async #letterOfCase(match: Match, status: DeliveryStatus | null, arrivedAt: Date): Promise<string | null> {
    if (match.by !== 'CASE_TOKEN' || match.reference === null) return null;
    const recipient = status?.recipient?.toLowerCase() ?? null;
    const sent = (letter: LetterView): boolean =>
      (letter.delivery === 'SENT' || letter.delivery === 'BOUNCED_SOFT') &&
      letter.sentAt !== null &&
      letter.sentAt <= arrivedAt &&
      (recipient === null || letter.recipientEmail.toLowerCase() === recipient);
    const letters = (await this.letters.ofDeclaration(match.reference)).filter(sent);
    return letters.toSorted((a, b) => Number(b.sentAt) - Number(a.sentAt))[0]?.id ?? null;
  }
}
