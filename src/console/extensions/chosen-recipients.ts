import { Injectable } from '@nestjs/common';
import type { Campaign } from '../../campaigns/index.js';
import { DeclarationReadModel, FindRecipients } from '../../declarations/index.js';
import { declarationFilterSchema, DeclarationListReadModel } from '../../reporting/index.js';
import { referenceSchema } from '../declaration/reference-schema.js';

/** As many as the API extends at once. */
export const MOST_AT_ONCE = 500;

/** Whom an address chooses: by references, by the filters of the list of municipalities, or all who are silent. */
@Injectable()
export class ChosenRecipients {
  constructor(
    private readonly findRecipients: FindRecipients,
    private readonly declarations: DeclarationReadModel,
    private readonly lists: DeclarationListReadModel,
  ) {}

  /** A line each, for the form: number and name. An address without parameters chooses nobody. */
  async lines(campaign: Campaign, query: Readonly<Record<string, unknown>>): Promise<string> {
    const references = await this.#references(campaign, query);
    if (references.length === 0) return '';
    const rows = await this.declarations.ofCampaign(campaign.id, references);
    return rows.map(({ municipalityNumber, recipientName }) => `${municipalityNumber} ${recipientName}`).join('\n');
  }

  async #references(campaign: Campaign, query: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
    if (query['unanswered'] === 'yes') return await this.findRecipients.unanswered(campaign.id);
    if (query['reference'] !== undefined) {
      const asked = [query['reference']].flat().slice(0, MOST_AT_ONCE);
      return asked.flatMap((reference) => referenceSchema.safeParse(reference).data ?? []);
    }
    const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
    const filter = declarationFilterSchema.safeParse(given).data;
    if (filter === undefined || Object.values(filter).every((value) => value === undefined)) return [];
    return (await this.lists.chosen(campaign, filter, MOST_AT_ONCE)).map(({ reference }) => reference);
  }
}
