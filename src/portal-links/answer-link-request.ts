import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { declarationsAskedFor } from '../declarations/index.js';
import { DueWork, type Performed } from '../platform/jobs/index.js';
import { OfferPortalLink } from './offer-portal-link.js';

/** As many municipalities have the same name; more than that is no name. */
const MOST_MEANT = 5;

/**
 * Finds whom a request for a new link is about, and offers them one. Nobody is told what was found: whoever asked learns
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
    private readonly offerPortalLink: OfferPortalLink,
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
    for (const reference of await this.#meant(asked)) await this.offerPortalLink.execute(reference);
    await this.dataSource.query('DELETE FROM portal_link_request WHERE id = $1', [id]);
    return 'DONE';
  }

  async #meant(asked: string): Promise<string[]> {
    const references = await declarationsAskedFor(this.dataSource, asked, MOST_MEANT + 1);
    return references.length > MOST_MEANT ? [] : references;
  }
}
