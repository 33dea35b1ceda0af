import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DeclarationReturnState } from './declaration.entity.js';

export interface FoundDeclaration {
  readonly reference: string;
  readonly municipalityNumber: string;
  readonly recipientName: string;
  readonly returnState: DeclarationReturnState;
}

/** Finds declarations by what a person knows of them. */
@Injectable()
export class DeclarationSearch {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Those of a campaign whose reference or number begins with the text, or whose municipality's name holds it; names
   * that begin with it first, then by number.
   */
  async find(campaignSlug: string, text: string, limit: number): Promise<FoundDeclaration[]> {
    return await this.dataSource.query(
      `SELECT reference, municipality_number AS "municipalityNumber", recipient_name AS "recipientName",
         return_state AS "returnState"
       FROM declaration
       WHERE campaign_id = (SELECT id FROM campaign WHERE slug = $1)
         AND (starts_with(municipality_number, $2) OR starts_with(reference, upper($2))
           OR strpos(lower(recipient_name), lower($2)) > 0)
       ORDER BY starts_with(lower(recipient_name), lower($2)) DESC, municipality_number LIMIT $3`,
      [campaignSlug, text, limit],
    );
  }
}
