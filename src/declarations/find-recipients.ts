import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type NamedRecipient, namedRecipients } from './named-recipient.policy.js';

/** A line that names no municipality of the campaign, or several. */
export interface UnfoundLine {
  readonly line: number;
  readonly text: string;
  /** Those of that name; none for UNKNOWN. */
  readonly candidates: readonly string[];
  readonly fault: 'UNKNOWN' | 'AMBIGUOUS';
}

/** Finds the declarations that somebody names or means. One statement, however many they are. */
@Injectable()
export class FindRecipients {
  constructor(private readonly dataSource: DataSource) {}

  /** By a pasted list: references, municipality numbers or names, one a line. References in the order of the lines. */
  async byList(campaignId: string, list: string): Promise<{ references: string[]; unfound: UnfoundLine[] }> {
    const lines = namedRecipients(list);
    const rows: { line: number; references: string[]; names: string[] }[] = await this.dataSource.query(
      `SELECT wanted.line, array_agg(declaration.reference ORDER BY declaration.municipality_number) AS references,
         array_agg(declaration.municipality_number || ' ' || declaration.recipient_name
           ORDER BY declaration.municipality_number) AS names
       FROM jsonb_to_recordset($2::jsonb) AS wanted(line integer, by text, value text)
       JOIN (declaration JOIN municipality ON municipality.number = declaration.municipality_number)
         ON CASE wanted.by
           WHEN 'REFERENCE' THEN declaration.reference = wanted.value
           WHEN 'NUMBER' THEN declaration.municipality_number = wanted.value
           ELSE wanted.value IN (lower(municipality.name), lower(municipality.name_sami_or_kven),
             regexp_replace(lower(declaration.recipient_name), ' (kommune|herad)$', ''))
         END
       WHERE declaration.campaign_id = $1
       GROUP BY wanted.line`,
      [campaignId, JSON.stringify(lines)],
    );
    const found = new Map(rows.map((row) => [row.line, row]));
    const unfound = lines.flatMap((line) => unfoundLine(line, found.get(line.line)?.names ?? []));
    const wrong = new Set(unfound.map(({ line }) => line));
    const references = lines.flatMap(({ line }) => (wrong.has(line) ? [] : (found.get(line)?.references ?? [])));
    return { references: [...new Set(references)], unfound };
  }

  /** All who have not answered: nothing returned or all of it rejected, not withdrawn. In the order of their numbers. */
  async unanswered(campaignId: string): Promise<string[]> {
    const rows: { reference: string }[] = await this.dataSource.query(
      `SELECT reference FROM declaration
       WHERE campaign_id = $1 AND return_state IN ('NONE', 'REJECTED') AND withdrawn_at IS NULL
       ORDER BY municipality_number`,
      [campaignId],
    );
    return rows.map((row) => row.reference);
  }
}

function unfoundLine({ line, text }: NamedRecipient, names: readonly string[]): UnfoundLine[] {
  if (names.length === 1) return [];
  return [{ line, text, candidates: names, fault: names.length === 0 ? 'UNKNOWN' : 'AMBIGUOUS' }];
}
