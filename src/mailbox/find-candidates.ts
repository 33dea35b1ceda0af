import { Injectable } from '@nestjs/common';
import { DeclarationReadModel, IssuedForms } from '../declarations/index.js';
import { caseTokenInAddress, caseTokenInMessageId } from '../letters/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { type Candidate, referencesIn } from './match-message.policy.js';
import type { ReadMessage } from './read-message.js';

/** Collects everything in a message that points to a declaration. */
@Injectable()
export class FindCandidates {
  constructor(
    private readonly declarations: DeclarationReadModel,
    private readonly forms: IssuedForms,
  ) {}

  /** Hints that hold for the whole message: the address it came to, its thread, its subject. */
  async ofMessage(message: ReadMessage, deliveredTo: string, campaignCode: string): Promise<Candidate[]> {
    const candidates: Candidate[] = [];
    const address = caseTokenInAddress(deliveredTo);
    if (address !== null) candidates.push(...(await this.#byToken(address.token, 'CASE_TOKEN')));
    for (const token of new Set(message.thread.map(caseTokenInMessageId).filter((id) => id !== null))) {
      candidates.push(...(await this.#byToken(token, 'THREAD')));
    }
    for (const reference of referencesIn(message.subject, campaignCode)) {
      if (await this.#exists(reference)) candidates.push({ by: 'SUBJECT', reference });
    }
    return candidates;
  }

  /** The form that a document begins with. */
  async ofDocument(bytes: Buffer): Promise<Candidate[]> {
    const issued = await this.forms.findByPrefix(bytes);
    return issued === null ? [] : [{ by: 'FORM', reference: issued.reference }];
  }

  async #byToken(token: string, by: 'CASE_TOKEN' | 'THREAD'): Promise<Candidate[]> {
    const declaration = await this.declarations.byCaseToken(token);
    return declaration === null ? [] : [{ by, reference: declaration.reference }];
  }

  async #exists(reference: string): Promise<boolean> {
    try {
      await this.declarations.byReference(reference);
      return true;
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'DECLARATION_UNKNOWN') return false;
      throw error;
    }
  }
}
