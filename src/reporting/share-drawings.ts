import type { Campaign } from '../campaigns/index.js';
import { localDate, startOfDay } from '../platform/calendar/index.js';
import { percentHundredths } from '../platform/figures/index.js';
import { pageFormats, type PageLanguage, PageRenderer } from '../platform/pages/index.js';
import { type Circle, type CircleMap, type Place, placeCircles } from './place-circles.js';
import { shareChart } from './share-chart.js';
import { shareDrawingTexts } from './share-drawing-texts.js';
import { SHARE_CATEGORIES, type ShareCategory } from './share.policy.js';
import type { ShareStep } from './share-steps.js';

/** A circle is named in the drawing when the name fits in it: letters are about so wide, in its units. */
const LETTER_WIDTH = 5.4;
/** From a circle's middle down to where its name stands, in the drawing's units. */
const BASELINE = 3;
const MOST_PLACED = 8;

export interface MappedDeclaration extends Place {
  readonly municipalityNumber: string;
  readonly name: string;
  readonly category: ShareCategory;
}

/** Chart and cartogram as HTML, for every page that shows them. */
export class ShareDrawings {
  readonly #pages = new PageRenderer('reporting');
  /** Where the circles lie depends on who is in the campaign alone, and costs more than all the rest. Latest last. */
  readonly #placed = new Map<string, CircleMap>();

  /** The share day by day until `asOf`, with threshold and deadlines. */
  chart(campaign: Campaign, asOf: Date, steps: readonly ShareStep[], language: PageLanguage): string {
    const { deadlineOn, extendedDeadlineOn, threshold, timeZone } = campaign.definition;
    const text = shareDrawingTexts[language];
    const formats = pageFormats(language, timeZone);
    const label = (on: string): string => formats.day(startOfDay(on, timeZone)).replace(/ \d{4}$/, '');
    const drawn = shareChart({
      steps,
      today: localDate(asOf, timeZone),
      deadlines: [...new Set([deadlineOn, extendedDeadlineOn])],
      threshold,
    });
    const { accepted = 0, base = 0 } = steps.at(-1) ?? {};
    return this.#pages.fragment('share-chart', {
      ...drawn,
      days: drawn.days.map((mark) => ({ ...mark, label: label(mark.on) })),
      deadlines: drawn.deadlines.map((mark) => ({ ...mark, label: label(mark.on) })),
      line: text.line,
      threshold: `${threshold.numerator}/${threshold.denominator}`,
      summary: text.chart(
        formats.percent(base === 0 ? 0 : percentHundredths(accepted, base)),
        formats.percent(percentHundredths(threshold.numerator, threshold.denominator)),
      ),
    });
  }

  /** A circle for each, coloured and patterned by status, with the legend. Those that `isShown` is false for are faint. */
  cartogram(
    campaignSlug: string,
    declarations: readonly MappedDeclaration[],
    language: PageLanguage,
    isShown: (declaration: MappedDeclaration) => boolean = () => true,
  ): string {
    const text = shareDrawingTexts[language];
    const formats = pageFormats(language);
    const { circles, width, height } = this.#place(campaignSlug, declarations);
    const drawn = declarations.map((declaration, index) => {
      const { name, population, category } = declaration;
      const circle = rounded(circles[index]!);
      const short = name.replace(/ (kommune|herad)$/u, '');
      return {
        ...circle,
        category: isShown(declaration) ? category : null,
        title: `${short}: ${text.people(formats.integer(population))}. ${text.categories[category]}`,
        name: short.length * LETTER_WIDTH < 2 * circle.r ? short : null,
      };
    });
    const of = (wanted: ShareCategory | null) => drawn.filter(({ category }) => category === wanted);
    return this.#pages.fragment('cartogram', {
      width,
      height,
      summary: text.map,
      legend: SHARE_CATEGORIES.map((category) => ({
        status: category.toLowerCase(),
        label: text.categories[category],
        declarations: formats.integer(of(category).length),
      })),
      groups: [...SHARE_CATEGORIES, null]
        .map((category) => ({ status: category?.toLowerCase() ?? 'outside', circles: of(category) }))
        .filter((group) => group.circles.length > 0),
      names: drawn.flatMap(({ x, y, name }) => (name === null ? [] : [{ x, y: oneDecimal(y + BASELINE), text: name }])),
    });
  }

  #place(campaignSlug: string, declarations: readonly MappedDeclaration[]): CircleMap {
    const key = `${campaignSlug} ${declarations.length}`;
    const placed = this.#placed.get(key) ?? placeCircles(declarations);
    this.#placed.delete(key);
    this.#placed.set(key, placed);
    const [oldest] = this.#placed.keys();
    if (this.#placed.size > MOST_PLACED && oldest !== undefined) this.#placed.delete(oldest);
    return placed;
  }
}

/** Finer than anybody sees: the circles keep a gap several times as wide. */
function rounded({ x, y, r }: Circle): Circle {
  return { x: oneDecimal(x), y: oneDecimal(y), r: oneDecimal(r) };
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
