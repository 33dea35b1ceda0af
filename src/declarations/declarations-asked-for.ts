import type { DataSource, EntityManager } from 'typeorm';
import { nameOrder } from './name-keys.js';

/** What may stand behind a municipality's name, or be left out. */
const FORMS = ['', ' kommune', ' herad'] as const;

/**
 * The references of those whom somebody means who writes a reference, a municipality's number or whole name, or its
 * registered address, in whatever case; at most `most`. A reference means its own declaration, in whatever campaign; all
 * else those of running campaigns. Each is looked up by an index.
 */
export async function declarationsAskedFor(
  database: DataSource | EntityManager,
  asked: string,
  most: number,
): Promise<string[]> {
  const rows: { reference: string }[] = await database.query(
    `SELECT reference FROM declaration WHERE reference = upper($1)
     UNION
     SELECT reference FROM campaign JOIN declaration ON campaign_id = campaign.id AND municipality_number = $1
     WHERE campaign.state = 'RUNNING'
     UNION
     SELECT reference FROM campaign JOIN declaration ON campaign_id = campaign.id AND name_order = ANY($2::text[])
     WHERE campaign.state = 'RUNNING'
     UNION
     SELECT reference FROM declaration JOIN campaign ON campaign.id = campaign_id
     WHERE lower(recipient_email) = lower($1) AND campaign.state = 'RUNNING'
     ORDER BY reference LIMIT $3`,
    [asked, FORMS.map((form) => nameOrder(`${asked}${form}`)), most],
  );
  return rows.map(({ reference }) => reference);
}
