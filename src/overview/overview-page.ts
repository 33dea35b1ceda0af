import type { Campaign } from '../campaigns/index.js';
import { percentHundredths } from '../platform/figures/index.js';
import {
  PAGE_LANGUAGES,
  pageFormats,
  type PageFormats,
  type PageLanguage,
  PageRenderer,
} from '../platform/pages/index.js';
import { type Portion, ShareDrawings, shareDrawingTexts, type ShareReport } from '../reporting/index.js';
import type { HeldOverview } from './current-overview.js';
import type { OverviewOptions } from './overview-options.js';
import { type OverviewTexts, overviewTexts } from './overview-texts.js';
import type { OverviewScope } from './overview-scope.js';

/** The overview as a page. */
export class OverviewPage {
  readonly #pages = new PageRenderer('overview');
  readonly #drawings = new ShareDrawings();

  constructor(private readonly options: OverviewOptions) {}

  /** `standstill`: mail is not fetched, and when it last was. */
  render(
    { overview, steps }: Pick<HeldOverview, 'overview' | 'steps'>,
    scope: OverviewScope,
    standstill: { readonly fetchedAt: Date | null } | null,
    language: PageLanguage,
  ): string {
    const text = overviewTexts[language];
    const formats = pageFormats(language, overview?.campaign.definition.timeZone);
    const county = scope.kind === 'MUNICIPALITIES' ? scope.county : null;
    const fetchedAt = standstill?.fetchedAt ?? null;
    const frame = {
      language,
      size: 'sm' as const,
      languages: PAGE_LANGUAGES.map((other) => ({ language: other, href: hrefOf(other, county) })),
      footer: [{ label: 'API', href: '/api/docs' }, ...this.options.links],
      standstill: standstill === null ? null : text.standstill(fetchedAt === null ? null : formats.instant(fetchedAt)),
    };
    if (overview === null || scope.kind === 'NOTHING') {
      return this.#pages.render('overview', {
        ...frame,
        title: text.none.heading,
        heading: text.none.heading,
        text,
        overview,
      });
    }
    const { campaign, report, asOf } = overview;
    const heading = campaign.definition.title[language === 'nn' ? 'nn' : 'nb'];
    const share = formats.percent(shareOf(report.categories.ACCEPTED, report));
    return this.#pages.render('overview', {
      ...frame,
      title: county === null ? `${heading}: ${share}` : `${county}. ${heading}: ${share}`,
      heading,
      text,
      overview,
      simulated: campaign.simulated,
      status: text.status(formats.instant(asOf)),
      base: text.base(formats.integer(report.base.municipalities), formats.integer(report.base.population)),
      figures: figures(report, text, formats),
      chart: this.#drawings.chart(campaign, asOf, steps, language),
      ...(scope.kind === 'COUNTIES' ? counties(scope, text, formats, language) : this.#some(campaign, scope, language)),
    });
  }

  /** Map and table of municipalities: all, or a county's. */
  #some(
    { slug, definition }: Campaign,
    scope: Extract<OverviewScope, { kind: 'MUNICIPALITIES' }>,
    language: PageLanguage,
  ): object {
    const text = overviewTexts[language];
    const formats = pageFormats(language, definition.timeZone);
    const { county, count, declarations, after } = scope;
    // A page of one county's many is no map of the county.
    const isWhole = declarations.length === count;
    return {
      counties: null,
      county,
      allHref: hrefOf(language, null),
      moreHref: after === null ? null : hrefOf(language, county, after),
      map: isWhole ? this.#drawings.cartogram(`${slug} ${county ?? ''}`, declarations, language) : null,
      caption: text.table.caption(formats.integer(count)),
      rows: declarations.map((declaration) => ({
        number: declaration.municipalityNumber,
        name: declaration.name,
        county: declaration.countyName,
        population: formats.integer(declaration.population),
        status: declaration.category.toLowerCase(),
        label: shareDrawingTexts[language].categories[declaration.category],
        since: declaration.since === null ? '' : formats.day(declaration.since),
      })),
    };
  }
}

function counties(
  scope: Extract<OverviewScope, { kind: 'COUNTIES' }>,
  text: OverviewTexts,
  formats: PageFormats,
  language: PageLanguage,
): object {
  return {
    map: null,
    county: null,
    counties: scope.counties.map((county) => ({
      name: county.name,
      href: hrefOf(language, county.name),
      municipalities: formats.integer(county.municipalities),
      population: formats.integer(county.population),
      accepted: formats.integer(county.accepted.municipalities),
      share: formats.percent(percentHundredths(county.accepted.population, county.population)),
    })),
    caption: text.counties.caption(formats.integer(scope.counties.length)),
  };
}

function hrefOf(language: PageLanguage, county: string | null, after: string | null = null): string {
  const query = new URLSearchParams({ language });
  if (county !== null) query.set('county', county);
  if (after !== null) query.set('after', after);
  return `/?${query.toString()}`;
}

function shareOf({ population }: Portion, { base }: ShareReport): number {
  return percentHundredths(population, base.population);
}

interface Figure {
  readonly label: string;
  readonly value: string;
  readonly detail: string;
}

function figures(report: ShareReport, text: OverviewTexts, formats: PageFormats): Figure[] {
  const portion = (label: string, some: Portion): Figure => ({
    label,
    value: formats.percent(shareOf(some, report)),
    detail: text.both(formats.integer(some.declarations), formats.integer(some.population)),
  });
  const { numerator, denominator, reached, population, missing } = report.threshold;
  return [
    portion(text.accepted, report.categories.ACCEPTED),
    portion(text.forecast, report.forecast),
    {
      label: text.threshold(`${numerator}/${denominator}`),
      value: reached ? text.reached : text.notReached,
      detail: reached ? text.needed(formats.integer(population)) : text.missing(formats.integer(missing)),
    },
  ];
}
