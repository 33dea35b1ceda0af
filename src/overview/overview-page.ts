import { percentHundredths } from '../platform/figures/index.js';
import {
  PAGE_LANGUAGES,
  pageFormats,
  type PageFormats,
  type PageLanguage,
  PageRenderer,
} from '../platform/pages/index.js';
import {
  type Portion,
  ShareDrawings,
  shareDrawingTexts,
  type ShareReport,
  type ShareStep,
} from '../reporting/index.js';
import type { OverviewOptions } from './overview-options.js';
import { type OverviewTexts, overviewTexts } from './overview-texts.js';
import type { Overview, Standstill } from './read-overview.js';

/** The overview as a page. */
export class OverviewPage {
  readonly #pages = new PageRenderer('overview');
  readonly #drawings = new ShareDrawings();

  constructor(private readonly options: OverviewOptions) {}

  render(
    overview: Overview | null,
    steps: readonly ShareStep[],
    standstill: Standstill | null,
    language: PageLanguage,
  ): string {
    const text = overviewTexts[language];
    const formats = pageFormats(language, overview?.campaign.definition.timeZone);
    const fetchedAt = standstill?.fetchedAt ?? null;
    const frame = {
      language,
      size: 'sm' as const,
      languages: PAGE_LANGUAGES.map((other) => ({ language: other, href: `/?language=${other}` })),
      footer: [{ label: 'API', href: '/api/docs' }, ...this.options.links],
      standstill: standstill === null ? null : text.standstill(fetchedAt === null ? null : formats.instant(fetchedAt)),
    };
    if (overview === null) {
      return this.#pages.render('overview', {
        ...frame,
        title: text.none.heading,
        heading: text.none.heading,
        text,
        overview,
      });
    }
    const { campaign, report, declarations, asOf } = overview;
    const heading = campaign.definition.title[language === 'nn' ? 'nn' : 'nb'];
    const share = formats.percent(shareOf(report.categories.ACCEPTED, report));
    return this.#pages.render('overview', {
      ...frame,
      title: `${heading}: ${share}`,
      heading,
      text,
      overview,
      simulated: campaign.simulated,
      status: text.status(formats.instant(asOf)),
      base: text.base(formats.integer(report.base.municipalities), formats.integer(report.base.population)),
      figures: figures(report, text, formats),
      chart: this.#drawings.chart(campaign, asOf, steps, language),
      map: this.#drawings.cartogram(campaign.slug, declarations, language),
      caption: text.table.caption(formats.integer(declarations.length)),
      rows: declarations.map((declaration) => ({
        number: declaration.municipalityNumber,
        name: declaration.name,
        county: declaration.countyName,
        population: formats.integer(declaration.population),
        status: declaration.category.toLowerCase(),
        label: shareDrawingTexts[language].categories[declaration.category],
        since: declaration.since === null ? '' : formats.day(declaration.since),
      })),
    });
  }
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
