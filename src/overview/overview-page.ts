import type { Campaign } from '../campaigns/index.js';
import { localDate, startOfDay } from '../platform/calendar/index.js';
import { percentHundredths } from '../platform/figures/index.js';
import {
  PAGE_LANGUAGES,
  pageFormats,
  type PageFormats,
  type PageLanguage,
  PageRenderer,
} from '../platform/pages/index.js';
import { type Portion, SHARE_CATEGORIES, type ShareReport, type ShareStep } from '../reporting/index.js';
import type { OverviewOptions } from './overview-options.js';
import { type OverviewTexts, overviewTexts } from './overview-texts.js';
import { type CircleMap, placeCircles } from './place-circles.js';
import type { Overview, Standstill } from './read-overview.js';
import { shareChart } from './share-chart.js';

/** A circle is named in the drawing when the name fits in it: letters are about so wide, in its units. */
const LETTER_WIDTH = 5.4;

/** The overview as a page. */
export class OverviewPage {
  readonly #pages = new PageRenderer('overview');
  /** The drawing depends on who is in the campaign alone; it costs more than all the rest. */
  #placed: { readonly key: string; readonly map: CircleMap } | null = null;

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
    const { numerator, denominator } = report.threshold;
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
      chart: chart(campaign, asOf, steps, formats),
      chartSummary: text.chart.summary(share, formats.percent(percentHundredths(numerator, denominator))),
      map: this.#map(overview, text, formats),
      legend: SHARE_CATEGORIES.map((category) => ({
        status: category.toLowerCase(),
        label: text.categories[category],
        declarations: formats.integer(report.categories[category].declarations),
      })),
      caption: text.table.caption(formats.integer(declarations.length)),
      rows: declarations.map((declaration) => ({
        number: declaration.municipalityNumber,
        name: declaration.name,
        county: declaration.countyName,
        population: formats.integer(declaration.population),
        status: declaration.category.toLowerCase(),
        label: text.categories[declaration.category],
        since: declaration.since === null ? '' : formats.day(declaration.since),
      })),
    });
  }

  #map({ campaign, declarations }: Overview, text: OverviewTexts, formats: PageFormats): object {
    const key = `${campaign.slug} ${declarations.length}`;
    if (this.#placed?.key !== key) this.#placed = { key, map: placeCircles(declarations) };
    const { circles, width, height } = this.#placed.map;
    return {
      width,
      height,
      circles: declarations.map(({ name, population, category }, index) => {
        const circle = circles[index]!;
        const short = name.replace(/ (kommune|herad)$/u, '');
        return {
          ...circle,
          status: category.toLowerCase(),
          title: `${name}: ${text.people(formats.integer(population))}. ${text.categories[category]}`,
          name: short.length * LETTER_WIDTH < 2 * circle.r ? short : null,
        };
      }),
    };
  }
}

function chart(campaign: Campaign, asOf: Date, steps: readonly ShareStep[], formats: PageFormats): object {
  const { deadlineOn, extendedDeadlineOn, threshold, timeZone } = campaign.definition;
  const day = (on: string): string => formats.day(startOfDay(on, timeZone));
  const drawn = shareChart({
    steps,
    today: localDate(asOf, timeZone),
    deadlines: [...new Set([deadlineOn, extendedDeadlineOn])].filter((on) => on !== undefined && on !== null),
    threshold,
  });
  return {
    ...drawn,
    days: drawn.days.map((mark) => ({ ...mark, label: day(mark.on).replace(/ \d{4}$/, '') })),
    deadlines: drawn.deadlines.map((mark) => ({ ...mark, label: day(mark.on).replace(/ \d{4}$/, '') })),
  };
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
