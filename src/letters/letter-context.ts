import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CampaignDefinition } from '../campaigns/index.js';
import { DeclarationReadModel, type DeclarationView, type ResolutionOutcome } from '../declarations/index.js';
import type { LetterContent } from './letter-data.js';

/** A letter as it is claimed for sending. */
export type ClaimedLetter = LetterContent & {
  readonly id: string;
  readonly campaignId: string;
  readonly declarationId: string | null;
  readonly slot: string;
  readonly deadlineVersion: number | null;
  readonly messageId: string;
  readonly recipientName: string;
  readonly recipientEmail: string;
  readonly language: 'nb' | 'nn';
  /** Also the date that it bears. */
  readonly dueAt: Date;
  readonly notAfter: Date | null;
  /** What was said of the last attempt. */
  readonly lastError: string | null;
  /** Why its address gets no more letters; null: it does. */
  readonly addressStopped: string | null;
};

/** Everything a letter's text is made of, as it stands when the letter is sent. */
export interface LetterContext {
  readonly letter: ClaimedLetter;
  readonly campaign: CampaignRow;
  readonly declaration: DeclarationView | null;
  /** For the operators' list. */
  readonly digest: DigestFigures | null;
}

export interface CampaignRow {
  readonly id: string;
  readonly slug: string;
  readonly state: 'DRAFT' | 'ISSUING' | 'RUNNING' | 'CLOSED';
  readonly definition: CampaignDefinition;
  /** For copies: how many declarations have been issued. */
  readonly issuedCount: number | null;
}

export interface DigestFigures {
  readonly base: { readonly municipalities: number; readonly population: number };
  readonly unanswered: readonly {
    readonly recipientName: string;
    readonly municipalityNumber: string;
    readonly reference: string;
    readonly population: number;
    readonly returnState: string;
    readonly resolution: ResolutionOutcome | null;
    readonly bounced: boolean;
  }[];
}

/** Reads what a letter's text is made of. A campaign's definition is read once: it does not change after issue. */
@Injectable()
export class LetterContextReader {
  readonly #definitions = new Map<string, CampaignDefinition>();

  constructor(private readonly declarations: DeclarationReadModel) {}

  async read(manager: EntityManager, letter: ClaimedLetter): Promise<LetterContext> {
    const declaration =
      letter.declarationId === null ? null : await this.declarations.byId(letter.declarationId, manager);
    const campaign = await this.#campaign(manager, letter.campaignId, letter.kind === 'COPY');
    const digest =
      letter.kind === 'OPERATORS_DIGEST' ? await digestFigures(manager, campaign.id, letter.data.deadlineOn) : null;
    return { letter, campaign, declaration, digest };
  }

  async #campaign(manager: EntityManager, id: string, counted: boolean): Promise<CampaignRow> {
    const known = this.#definitions.get(id);
    const rows: (Omit<CampaignRow, 'definition'> & { definition: CampaignDefinition | null })[] = await manager.query(
      `SELECT id, slug, state, CASE WHEN $2 THEN definition END AS definition,
         CASE WHEN $3 THEN
           (SELECT count(*)::integer FROM declaration WHERE declaration.campaign_id = campaign.id)
         END AS "issuedCount"
       FROM campaign WHERE id = $1`,
      [id, known === undefined, counted],
    );
    const row = rows[0];
    const definition = known ?? row?.definition;
    if (row === undefined || definition === undefined || definition === null) {
      throw new Error(`The campaign ${id} of a letter is gone.`);
    }
    if (row.state !== 'DRAFT') this.#definitions.set(id, definition);
    return { ...row, definition };
  }
}

async function digestFigures(manager: EntityManager, campaignId: string, deadlineOn: string): Promise<DigestFigures> {
  const rows: (DigestFigures['unanswered'][number] & { answered: boolean })[] = await manager.query(
    `SELECT declaration.recipient_name AS "recipientName", declaration.municipality_number AS "municipalityNumber",
       declaration.reference, declaration.population, declaration.return_state AS "returnState",
       (SELECT outcome FROM resolution WHERE declaration_id = declaration.id
        ORDER BY recorded_at DESC, id DESC LIMIT 1) AS resolution,
       EXISTS (SELECT 1 FROM letter WHERE declaration_id = declaration.id AND state = 'BOUNCED_HARD'
         AND recipient_email = declaration.recipient_email) AS bounced,
       declaration.return_state NOT IN ('NONE', 'REJECTED') AS answered
     FROM declaration
     JOIN deadline ON deadline.declaration_id = declaration.id AND deadline.version = declaration.deadline_version
     WHERE declaration.campaign_id = $1 AND deadline.due_on = $2::date AND declaration.withdrawn_at IS NULL
     ORDER BY declaration.municipality_number`,
    [campaignId, deadlineOn],
  );
  return {
    base: { municipalities: rows.length, population: rows.reduce((sum, row) => sum + row.population, 0) },
    unanswered: rows.filter((row) => !row.answered),
  };
}
