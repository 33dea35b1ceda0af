import { Injectable } from '@nestjs/common';
import { DeclarationReadModel } from '../../declarations/index.js';
import { caseTokenInAddress, LetterReadModel, type LetterView } from '../../letters/index.js';
import type { ReadMessage } from '../../mime/index.js';
import { type BounceContent, bounceContent } from './bounce-content.policy.js';
import type { BounceNotice } from './bounce-notice.js';

export interface ArrivedBounce {
  readonly message: ReadMessage;
  /** Where it came to, strongest first: the envelope's recipient, then those of the headers. */
  readonly addresses: readonly string[];
  readonly arrivedAt: Date;
}

type Found = Pick<BounceNotice, 'letterId' | 'doubt'>;

/**
 * Reads what a bounce says, and finds the letter that it is about. Writes nothing.
 *
 * Anybody can write a bounce, so it is believed only as far as it knows what nobody else does. It came to an address for
 * bounces: then the case token in it must be that of the letter it names, or, where it names none, of a letter to the
 * recipient it names. It came to the mailbox itself, because some servers drop the part behind the plus: then it must
 * name a letter by its Message-ID or by its envelope's name.
 */
@Injectable()
export class ReadBounce {
  constructor(
    private readonly letters: LetterReadModel,
    private readonly declarations: DeclarationReadModel,
  ) {}

  async execute(bounce: ArrivedBounce): Promise<BounceNotice> {
    const content = bounceContent(bounce.message);
    const token = bounce.addresses
      .map((address) => caseTokenInAddress(address)?.token)
      .find((one) => one !== undefined);
    const found = token === undefined ? await this.#named(content) : await this.#ofCase(token, content, bounce);
    return { status: content.status, ...found };
  }

  async #named(content: BounceContent): Promise<Found> {
    const letter = await this.letters.byName(content.messageIds, content.envelopeId);
    return { letterId: letter?.id ?? null, doubt: letter === null ? 'It names no letter of ours.' : null };
  }

  async #ofCase(token: string, content: BounceContent, bounce: ArrivedBounce): Promise<Found> {
    const declaration = await this.declarations.byCaseToken(token);
    if (declaration === null) return { letterId: null, doubt: 'It came to the address of a case that does not exist.' };
    const named = await this.letters.byName(content.messageIds, content.envelopeId);
    if (named !== null && named.declarationId !== declaration.id) {
      return { letterId: null, doubt: 'The letter that it names is of another case than the address that it came to.' };
    }
    if (named !== null) return { letterId: named.id, doubt: null };
    const recipient = content.status?.recipient ?? declaration.recipientEmail.toLowerCase();
    const sent = (letter: LetterView): boolean =>
      letter.sentAt !== null && letter.sentAt <= bounce.arrivedAt && letter.recipientEmail.toLowerCase() === recipient;
    const letters = (await this.letters.ofDeclaration(declaration.reference)).filter(sent);
    const latest = letters.toSorted((a, b) => Number(b.sentAt) - Number(a.sentAt))[0];
    return latest === undefined
      ? { letterId: null, doubt: 'It names no letter of ours: none of this case went to that address.' }
      : { letterId: latest.id, doubt: null };
  }
}
