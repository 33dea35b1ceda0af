import type { Campaign } from '../../campaigns/index.js';
import { deadlineState, RETURN_STATES } from '../../declarations/index.js';
import { startOfDay } from '../../platform/calendar/index.js';
import { percentHundredths } from '../../platform/figures/index.js';
import type { Page } from '../../platform/http/index.js';
import { pageFormats, type PageFormats, type PageLanguage } from '../../platform/pages/index.js';
import {
  ARRIVALS,
  DEADLINE_STATES,
  type DeclarationSort,
  DELIVERIES,
  type FilteredFigures,
  HEALTH_REGIONS,
  type ListedDeclaration,
  RESOLUTION_FILTERS,
  SHARE_CATEGORIES,
  shareDrawingTexts,
} from '../../reporting/index.js';
import { type DeclarationQuery, declarationSearch, isNarrowed } from './declaration-query.js';
import type { MunicipalitiesTexts } from './texts/municipalities-texts.js';
import { municipalitiesTexts } from './texts/municipalities-texts-of-language.js';

/** The map is drawn for campaigns of up to so many declarations: more circles would be dust. */
export const MOST_ON_MAP = 2000;

export interface MunicipalitiesPage {
  readonly campaign: Campaign;
  readonly language: PageLanguage;
  readonly query: DeclarationQuery;
  readonly page: Page<ListedDeclaration>;
  readonly figures: FilteredFigures;
  readonly choices: {
    readonly counties: readonly { readonly number: string; readonly name: string }[];
    readonly deadlines: readonly string[];
  };
  /** The cartogram as HTML; null: too many to be drawn, or nothing to draw. */
  readonly map: string | null;
  readonly mayExtend: boolean;
  readonly now: Date;
}

/** What the page of a campaign's municipalities shows, in words. */
export function municipalitiesValues(shown: MunicipalitiesPage): Record<string, unknown> {
  const { campaign, language, query, page, figures, mayExtend, now } = shown;
  const { filter, sort, order, after } = query;
  const { timeZone } = campaign.definition;
  const text = municipalitiesTexts[language];
  const formats = pageFormats(language, timeZone);
  const path = `/campaigns/${campaign.slug}/declarations`;
  const { base } = figures;
  return {
    text,
    path,
    issued: base.declarations > 0,
    found: text.found(
      formats.integer(figures.declarations),
      formats.integer(base.declarations),
      formats.integer(figures.population),
      formats.percent(base.population === 0 ? 0 : percentHundredths(figures.population, base.population)),
    ),
    ...formValues(shown, text, formats),
    sort,
    order,
    clearHref: isNarrowed(filter) ? path : null,
    map: shown.map,
    mapTooLarge: base.declarations > MOST_ON_MAP ? text.mapTooLarge(formats.integer(MOST_ON_MAP)) : null,
    caption: text.table.caption(formats.integer(page.items.length), formats.integer(figures.declarations)),
    columns: columns(text, query, path),
    rows: page.items.map((row) => ({
      reference: row.reference,
      href: `/declarations/${row.reference}`,
      number: row.municipalityNumber,
      name: row.recipientName,
      county: row.countyName,
      population: formats.integer(row.population),
      status: shareDrawingTexts[language].categories[row.category],
      dueOn: formats.day(startOfDay(row.dueOn, timeZone)),
      deadline: text.deadlineStates[deadlineState(now, row, timeZone)],
      changed: formats.instant(row.changedAt),
    })),
    csvHref: `${path}.csv${declarationSearch(filter, { sort, order })}`,
    extensions: mayExtend
      ? {
          action: `/campaigns/${campaign.slug}/extensions`,
          allHref: `/campaigns/${campaign.slug}/extensions${declarationSearch(filter)}`,
          all: text.extendAll(formats.integer(figures.declarations)),
        }
      : null,
    firstHref: after === undefined ? null : `${path}${declarationSearch(filter, { sort, order })}`,
    nextHref:
      page.nextCursor === null ? null : `${path}${declarationSearch(filter, { sort, order, cursor: page.nextCursor })}`,
  };
}

/** The form of filters, as it was filled in. */
function formValues(
  { language, query: { filter }, choices, campaign }: MunicipalitiesPage,
  text: MunicipalitiesTexts,
  formats: PageFormats,
): Record<string, unknown> {
  const all = { value: '', label: text.all };
  const { timeZone } = campaign.definition;
  const words = <Value extends string>(values: readonly Value[], labels: Readonly<Record<Value, string>>) =>
    values.map((value) => ({ value, label: labels[value] }));
  const boxes = [
    { name: 'status', choices: words(SHARE_CATEGORIES, shareDrawingTexts[language].categories) },
    { name: 'returnState', choices: words(RETURN_STATES, text.returnStates) },
    { name: 'resolution', choices: words(RESOLUTION_FILTERS, text.resolutions) },
    { name: 'deadline', choices: words(DEADLINE_STATES, text.deadlineStates) },
    { name: 'delivery', choices: words(DELIVERIES, text.deliveries) },
    { name: 'arrival', choices: words(ARRIVALS, text.arrivals) },
  ] as const;
  return {
    search: filter.q ?? '',
    selects: [
      {
        name: 'county',
        value: filter.county,
        choices: [all, ...choices.counties.map(({ number, name }) => ({ value: number, label: name }))],
      },
      {
        name: 'healthRegion',
        value: filter.healthRegion,
        choices: [all, ...words(HEALTH_REGIONS, text.healthRegions)],
      },
      {
        name: 'dueOn',
        value: filter.dueOn,
        choices: [all, ...choices.deadlines.map((on) => ({ value: on, label: formats.day(startOfDay(on, timeZone)) }))],
      },
      { name: 'language', value: filter.language, choices: [all, ...words(['nb', 'nn'] as const, text.languages)] },
    ],
    boxes: boxes.map((box) => ({ ...box, chosen: filter[box.name] ?? [] })),
    isOpen: boxes.some(({ name }) => filter[name] !== undefined),
  };
}

type ColumnName = 'number' | 'name' | 'county' | 'population' | 'status' | 'deadline' | 'changed';

interface Column {
  readonly label: string;
  /** Null: the list is not sorted by it. */
  readonly href: string | null;
  readonly sorted: 'ascending' | 'descending' | null;
}

function columns(text: MunicipalitiesTexts, { filter, sort, order }: DeclarationQuery, path: string): Column[] {
  const column = (name: ColumnName, by: DeclarationSort | null): Column => {
    const isSorted = by === sort;
    const turned = isSorted && order === 'asc' ? 'desc' : 'asc';
    return {
      label: text.table[name],
      href: by === null ? null : `${path}${declarationSearch(filter, { sort: by, order: turned })}`,
      sorted: isSorted ? (order === 'asc' ? 'ascending' : 'descending') : null,
    };
  };
  return [
    column('number', 'number'),
    column('name', 'name'),
    column('county', null),
    column('population', 'population'),
    column('status', null),
    column('deadline', 'deadline'),
    column('changed', 'changed'),
  ];
}
