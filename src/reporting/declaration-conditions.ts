import { type DeclarationReturnState, DUE_SOON_DAYS, searchText } from '../declarations/index.js';
import { localDate } from '../platform/calendar/index.js';
import type { DeclarationFilter } from './declaration-filter.js';

/** How a list of declarations is narrowed, for one campaign at one instant. */
export interface ListedCampaign {
  readonly id: string;
  readonly timeZone: string;
  readonly now: Date;
}

/** SQL conditions on `declaration`, with their parameters from `$1`: the campaign's id. */
export interface DeclarationConditions {
  readonly campaign: string;
  /** Beside the campaign's own; empty when nothing narrows it. */
  readonly narrowing: readonly string[];
  readonly parameters: unknown[];
}

/** The report's category of a declaration as it stands now: `categorise` in SQL. */
export const CATEGORY = `CASE
  WHEN declaration.withdrawn_at IS NOT NULL
    THEN CASE WHEN declaration.resolution = 'POSTPONED' THEN 'POSTPONED' ELSE 'DECLINED' END
  WHEN declaration.return_state = 'ACCEPTED' THEN 'ACCEPTED'
  WHEN declaration.return_state IN ('RECEIVED', 'NEEDS_REVIEW') THEN 'IN_REVIEW'
  WHEN declaration.resolution IS NULL THEN 'SILENT'
  WHEN declaration.resolution = 'ADOPTED' THEN 'ADOPTED_NOT_RECEIVED'
  ELSE declaration.resolution END`;

const IN_STATE: Readonly<Record<DeclarationReturnState, string>> = {
  NONE: `declaration.return_state = 'NONE'`,
  RECEIVED: `declaration.return_state = 'RECEIVED'`,
  NEEDS_REVIEW: `declaration.return_state = 'NEEDS_REVIEW'`,
  ACCEPTED: `declaration.return_state = 'ACCEPTED'`,
  REJECTED: `declaration.return_state = 'REJECTED'`,
};

export function declarationConditions(campaign: ListedCampaign, filter: DeclarationFilter): DeclarationConditions {
  const parameters: unknown[] = [campaign.id];
  const narrowing: string[] = [];
  const add = (condition: (parameter: string) => string, value: unknown): void => {
    narrowing.push(condition(`$${parameters.push(value)}`));
  };
  const { status, returnState, resolution, dueOn, delivery, arrival, county, healthRegion, language, q = '' } = filter;
  if (status !== undefined) add((values) => `${CATEGORY} = ANY(${values}::text[])`, status);
  // One alone is found in the order of the numbers by the index of return states; the text says how common it is.
  if (returnState?.length === 1) narrowing.push(returnState.map((one) => IN_STATE[one]).join());
  else if (returnState !== undefined) add((values) => `declaration.return_state = ANY(${values}::text[])`, returnState);
  if (resolution !== undefined)
    add((values) => `coalesce(declaration.resolution, 'NONE') = ANY(${values}::text[])`, resolution);
  if (filter.deadline !== undefined) {
    const today = localDate(campaign.now, campaign.timeZone);
    const day = `$${parameters.push(today)}::date`;
    const of = {
      OVERDUE: `declaration.due_on < ${day}`,
      DUE_SOON: `declaration.due_on BETWEEN ${day} AND ${day} + ${DUE_SOON_DAYS}`,
      OPEN: `declaration.due_on > ${day} + ${DUE_SOON_DAYS}`,
    };
    narrowing.push(`(${filter.deadline.map((state) => of[state]).join(' OR ')})`);
  }
  if (dueOn !== undefined) add((value) => `declaration.due_on = ${value}::date`, dueOn);
  if (delivery !== undefined) add(hasLetter, delivery);
  if (arrival !== undefined)
    add(
      hasReturn,
      arrival.map((one) => one === 'ON_TIME'),
    );
  if (county !== undefined) add((value) => `left(declaration.municipality_number, 2) = ${value}`, county);
  if (healthRegion !== undefined)
    add(
      (value) => `declaration.municipality_number IN (SELECT number FROM municipality WHERE health_region = ${value})`,
      healthRegion,
    );
  if (language !== undefined) add((value) => `declaration.language = ${value}`, language);
  if (q !== '') add((values) => `declaration.search_text LIKE ALL(${values}::text[])`, patterns(q));
  return { campaign: 'declaration.campaign_id = $1', narrowing, parameters };
}

/** PLANNED and QUEUED are one state with and without `queued_at`. */
function hasLetter(values: string): string {
  return `declaration.id IN (SELECT declaration_id FROM letter
    WHERE letter.campaign_id = $1
      AND letter.state = ANY(array_replace(${values}::text[], 'QUEUED', 'PLANNED'))
      AND CASE WHEN letter.state = 'PLANNED' AND letter.queued_at IS NOT NULL THEN 'QUEUED' ELSE letter.state END
        = ANY(${values}::text[]))`;
}

function hasReturn(values: string): string {
  return `declaration.id IN (SELECT declaration_id FROM return
    WHERE return.campaign_id = $1 AND return.on_time = ANY(${values}::boolean[]))`;
}

/** A pattern for each word; what holds no letter and no figure is found nowhere. */
function patterns(q: string): string[] {
  return searchText(q)
    .split(' ')
    .map((word) => (word === '' ? '' : `%${word}%`));
}
