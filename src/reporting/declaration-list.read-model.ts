import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CampaignOutline } from '../campaigns/index.js';
import { type DeclarationView, selectDeclarations } from '../declarations/index.js';
import { Clock } from '../platform/clock/index.js';
import { CATEGORY, declarationConditions, type DeclarationConditions } from './declaration-conditions.js';
import type { DeclarationFilter } from './declaration-filter.js';
import { type DeclarationPosition, type DeclarationSort, type Order, SORTED_BY } from './declaration-order.js';
import type { ShareCategory } from './share.policy.js';

/** A declaration in a list. */
export interface ListedDeclaration extends DeclarationView {
  readonly category: ShareCategory;
  readonly countyName: string;
  readonly changedAt: Date;
  /** What it is sorted by, as a cursor has it. */
  readonly sortedBy: string;
}

export interface DeclarationPageRequest {
  readonly filter: DeclarationFilter;
  readonly sort: DeclarationSort;
  readonly order: Order;
  /** Of the same sort and order. */
  readonly after?: DeclarationPosition | undefined;
  readonly limit: number;
}

/** How many a filter leaves, and how many people live there; exact whole numbers. */
export interface FilteredFigures {
  readonly declarations: number;
  readonly population: number;
  readonly base: { readonly declarations: number; readonly population: number };
}

const ROWS_AT_ONCE = 1000;
/** Rows of a page that people and machines ask for, with the one behind it; the planner counts on a tenth. */
const MOST_ON_PAGE = 250;

/** The declarations of one campaign, filtered and sorted as operators and machines ask for them. */
@Injectable()
export class DeclarationListReadModel {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** One page. The page's rows are found first, from the index that has their order; only theirs are looked up then. */
  async page(campaign: CampaignOutline, request: DeclarationPageRequest): Promise<ListedDeclaration[]> {
    const { sort, order, after } = request;
    const conditions = this.#conditions(campaign, request.filter);
    const { parameters } = conditions;
    const { column, type, text = `declaration.${column}::text` } = SORTED_BY[sort];
    const where = whereOf(conditions);
    // What parameters narrow is planned for their values. All else is planned once, which is most of what it costs, if
    // the planner knows how many rows a page has at most.
    const isPlannedOnce = parameters.length === 1 && request.limit <= MOST_ON_PAGE;
    if (after !== undefined) {
      const [key, number] = [`$${parameters.push(after.key)}`, `$${parameters.push(after.number)}`];
      where.push(
        `(declaration.${column}, declaration.municipality_number) ${order === 'asc' ? '>' : '<'} (${key}::${type}, ${number}::text)`,
      );
    }
    const ordered = `declaration.${column} ${order}, declaration.municipality_number ${order}`;
    const limit = `$${parameters.push(request.limit)}`;
    const page = `SELECT declaration.id, declaration.${column} AS key, declaration.municipality_number AS number
      FROM declaration WHERE ${where.join(' AND ')} ORDER BY ${ordered}`;
    const most = `SELECT * FROM (${page} LIMIT ${MOST_ON_PAGE}) AS most`;
    return await this.dataSource.query(
      `WITH page AS MATERIALIZED (${isPlannedOnce ? most : page} LIMIT ${limit})
       ${selectDeclarations({
         category: CATEGORY,
         changedAt: 'declaration.changed_at',
         sortedBy: text,
         countyName: 'municipality.county_name',
       })}
       JOIN page ON page.id = declaration.id
       JOIN municipality ON municipality.number = declaration.municipality_number
       ORDER BY page.key ${order}, page.number ${order}`,
      parameters,
    );
  }

  /** All that the filter leaves, page by page. */
  async *all(
    campaign: CampaignOutline,
    request: Omit<DeclarationPageRequest, 'after' | 'limit'>,
  ): AsyncGenerator<ListedDeclaration[]> {
    let after: DeclarationPosition | undefined;
    for (;;) {
      const rows = await this.page(campaign, { ...request, after, limit: ROWS_AT_ONCE });
      if (rows.length > 0) yield rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < ROWS_AT_ONCE) return;
      after = positionOf(last, request);
    }
  }

  /** How many there are: those that the filter leaves, and all. */
  async figures(campaign: CampaignOutline, filter: DeclarationFilter): Promise<FilteredFigures> {
    const conditions = this.#conditions(campaign, filter);
    const chosen = conditions.narrowing.length === 0 ? 'true' : conditions.narrowing.join(' AND ');
    const rows: { declarations: number; population: string; all: number; people: string }[] =
      await this.dataSource.query(
        `SELECT count(*) FILTER (WHERE ${chosen})::integer AS declarations,
           coalesce(sum(population) FILTER (WHERE ${chosen}), 0) AS population,
           count(*)::integer AS all, coalesce(sum(population), 0) AS people
         FROM declaration WHERE ${conditions.campaign}`,
        conditions.parameters,
      );
    const [row] = rows;
    return {
      declarations: row?.declarations ?? 0,
      population: Number(row?.population ?? 0),
      base: { declarations: row?.all ?? 0, population: Number(row?.people ?? 0) },
    };
  }

  /** Which ones the filter leaves, in the order of the municipalities' numbers; at most `most`. */
  async chosen(
    campaign: CampaignOutline,
    filter: DeclarationFilter,
    most: number,
  ): Promise<{ reference: string; municipalityNumber: string }[]> {
    const conditions = this.#conditions(campaign, filter);
    const limit = `$${conditions.parameters.push(most)}`;
    return await this.dataSource.query(
      `SELECT reference, municipality_number AS "municipalityNumber" FROM declaration
       WHERE ${whereOf(conditions).join(' AND ')} ORDER BY municipality_number LIMIT ${limit}`,
      conditions.parameters,
    );
  }

  /** The counties and deadlines that occur in a campaign: what its filters offer. */
  async choices(
    campaign: CampaignOutline,
  ): Promise<{ counties: { number: string; name: string }[]; deadlines: string[] }> {
    const [counties, deadlines]: [{ number: string; name: string }[], { dueOn: string }[]] = await Promise.all([
      this.dataSource.query(
        `SELECT DISTINCT municipality.county_number AS number, municipality.county_name AS name
         FROM declaration JOIN municipality ON municipality.number = declaration.municipality_number
         WHERE declaration.campaign_id = $1 ORDER BY number`,
        [campaign.id],
      ),
      this.dataSource.query(
        `SELECT DISTINCT due_on::text AS "dueOn" FROM declaration WHERE campaign_id = $1 ORDER BY "dueOn"`,
        [campaign.id],
      ),
    ]);
    return { counties, deadlines: deadlines.map(({ dueOn }) => dueOn) };
  }

  #conditions(campaign: CampaignOutline, filter: DeclarationFilter): DeclarationConditions {
    const { timeZone } = campaign.definition;
    return declarationConditions({ id: campaign.id, timeZone, now: this.clock.now() }, filter);
  }
}

/** Where a page ends, in the order in which it was asked for. */
export function positionOf(
  row: ListedDeclaration,
  { sort, order }: { readonly sort: DeclarationSort; readonly order: Order },
): DeclarationPosition {
  return { sort, order, key: row.sortedBy, number: row.municipalityNumber };
}

function whereOf({ campaign, narrowing }: DeclarationConditions): string[] {
  return [campaign, ...narrowing];
}
