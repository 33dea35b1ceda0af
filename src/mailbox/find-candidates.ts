import { Injectable } from '@nestjs/common';
import { DeclarationReadModel, IssuedForms } from '../declarations/index.js';
import { caseTokenInAddress, caseTokenInMessageId } from '../letters/index.js';
import { ServiceError } from '../platform/errors/index.js';
import type { ReadMessage } from '../mime/index.js';
import { mailboxOf } from './mailbox-address.js';
import { type Candidate, referencesIn } from './match-message.policy.js';

/** Collects everything in a message that points to a declaration. */
@Injectable()
export class FindCandidates {
  constructor(
    private readonly declarations: DeclarationReadModel,
    private readonly forms: IssuedForms,
  ) {}

  /** Hints that hold for the whole message: the addresses it came to, its thread, its subject. */
  async ofMessage(
    message: ReadMessage,
    deliveredTo: string,
    campaign: { readonly id: string; readonly code: string },
  ): Promise<Candidate[]> {
    const candidates: Candidate[] = [];
    const mailbox = mailboxOf(deliveredTo);
    const own = message.recipients.filter((address) => mailboxOf(address) === mailbox);
    candidates.push(...(await this.ofAddresses([deliveredTo, ...own])));
    for (const token of new Set(message.thread.map(caseTokenInMessageId).filter((id) => id !== null))) {
      candidates.push(...(await this.#byToken(token, 'THREAD')));
    }
    candidates.push(...(await this.#written(message.subject, campaign.code)));
    return candidates.length > 0 ? candidates : await this.#bySender(message.fromAddress, campaign.id);
  }

  /** The cases that plus parts of addresses name. */
  async ofAddresses(addresses: readonly string[]): Promise<Candidate[]> {
    const tokens = addresses
      .map((address) => caseTokenInAddress(address)?.token)
      .filter((token) => token !== undefined);
    const candidates: Candidate[] = [];
    for (const token of new Set(tokens)) candidates.push(...(await this.#byToken(token, 'CASE_TOKEN')));
    return candidates;
  }

  /** The form that a document begins with, and the reference in its name: the issued form's name carries it. */
  async ofDocument(document: { fileName: string; bytes: Buffer }, campaignCode: string): Promise<Candidate[]> {
    const issued = await this.forms.findByPrefix(document.bytes);
    const form: Candidate[] = issued === null ? [] : [{ by: 'FORM', reference: issued.reference }];
    return [...form, ...(await this.#written(document.fileName, campaignCode))];
  }

  async #written(text: string, campaignCode: string): Promise<Candidate[]> {
    const candidates: Candidate[] = [];
    for (const reference of referencesIn(text, campaignCode)) {
      if (await this.#exists(reference)) candidates.push({ by: 'SUBJECT', reference });
    }
    return candidates;
  }

  async #byToken(token: string, by: 'CASE_TOKEN' | 'THREAD'): Promise<Candidate[]> {
    const declaration = await this.declarations.byCaseToken(token);
    return declaration === null ? [] : [{ by, reference: declaration.reference }];
  }

  /** Who may have sent it, where nothing else says so. */
  async #bySender(address: string | null, campaignId: string): Promise<Candidate[]> {
    if (address === null) return [];
    const domain = address.slice(address.lastIndexOf('@') + 1);
    const references = await this.declarations.referencesByDomain(campaignId, domain);
    return references.map((reference) => ({ by: 'SENDER', reference }));
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
