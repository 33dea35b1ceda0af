import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DueWork, type Performed } from '../platform/jobs/index.js';
import { RenewPortalLink } from './renew-portal-link.js';

/** As many municipalities have the same name; more than that is no name. */
const MOST_MEANT = 5;

/**
 * Finds whom a request for a new link is about, and renews theirs. Nobody is told what was found: whoever asked learns
 * it from the letter, which goes to the registered address.
 */
@Injectable()
export class AnswerLinkRequest extends DueWork {
  readonly kind = 'portal-link-request';
  readonly table = 'portal_link_request';
  readonly pending = 'true';
  readonly concurrency = 1;

  constructor(
    private readonly dataSource: DataSource,
    private readonly renewPortalLink: RenewPortalLink,
  ) {
    super();
  }

  async perform(id: string): Promise<Performed> {
    const rows: { asked: string }[] = await this.dataSource.query(
      'SELECT asked FROM portal_link_request WHERE id = $1',
      [id],
    );
    const asked = rows[0]?.asked;
    if (asked === undefined) return 'NOTHING_TO_DO';
    // Asked twice, the second finds that a letter has gone out a short while ago.
    for (const reference of await this.#meant(asked)) await this.renewPortalLink.onRequest(reference);
    await this.dataSource.query('DELETE FROM portal_link_request WHERE id = $1', [id]);
    return 'DONE';
  }

  /** A reference means its own case, in whatever campaign; all else the cases of running campaigns. */
  async #meant(asked: string): Promise<string[]> {
    const rows: { reference: string }[] = await this.dataSource.query(
      `SELECT declaration.reference FROM declaration WHERE declaration.reference = upper($1)
       UNION
       SELECT declaration.reference FROM declaration
       JOIN campaign ON campaign.id = declaration.campaign_id
       WHERE campaign.state = 'RUNNING'
         AND (declaration.municipality_number = $1 OR lower(declaration.recipient_email) = lower($1)
           OR lower(declaration.recipient_name) IN (lower($1), lower($1) || ' kommune', lower($1) || ' herad'))
       ORDER BY reference LIMIT ${MOST_MEANT + 1}`,
      [asked],
    );
    return rows.length > MOST_MEANT ? [] : rows.map(({ reference }) => reference);
  }
}
