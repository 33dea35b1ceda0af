import { percentHundredths } from '../../platform/figures/index.js';
import type { PageFormats, PageLanguage } from '../../platform/pages/index.js';
import {
  DELIVERIES,
  type Figure,
  SHARE_CATEGORIES,
  type ShareCategory,
  shareDrawingTexts,
} from '../../reporting/index.js';
import { declarationSearch } from '../municipalities/declaration-query.js';
import { DUE_SOON, LATE_AFTER_DAYS, NOT_ANSWERED, type Situation } from './read-situation.js';
import type { OverviewTexts } from './texts/overview-texts.js';

/** A figure of the overview, and where the rows behind it are. */
export interface ShownFigure {
  readonly label: string;
  readonly value: string;
  /** The rows behind it, in words. */
  readonly detail: string;
  readonly href: string;
  /** How many rows those are. */
  readonly rows: number;
}

/** Where figures are shown: below which address, in which words. */
export interface FigurePlace {
  readonly path: string;
  readonly text: OverviewTexts['overview'];
  readonly formats: PageFormats;
}

/** Signed, resolved, in prospect, and what is missing to the threshold. */
export function shareFigures({ standing }: Situation, { path, text, formats }: FigurePlace): ShownFigure[] {
  const { base, categories, forecast, threshold } = standing;
  const portion = (label: string, figure: Figure, statuses: readonly ShareCategory[]): ShownFigure => ({
    label,
    value: shareOf(figure, base, formats),
    detail: text.both(formats.integer(figure.declarations), formats.integer(figure.population)),
    href: `${path}/declarations${declarationSearch({ status: [...statuses] })}`,
    rows: figure.declarations,
  });
  const others = SHARE_CATEGORIES.filter((category) => category !== 'ACCEPTED');
  const rows = base.declarations - categories.ACCEPTED.declarations;
  const fraction = `${threshold.numerator}/${threshold.denominator}`;
  return [
    portion(text.signed, categories.ACCEPTED, ['ACCEPTED']),
    portion(text.resolved, categories.ADOPTED_NOT_RECEIVED, ['ADOPTED_NOT_RECEIVED']),
    portion(text.forecast, forecast, ['ACCEPTED', 'ADOPTED_NOT_RECEIVED']),
    {
      label: text.target(fraction, formats.integer(threshold.population)),
      value: threshold.reached ? text.reached : text.missing(formats.integer(threshold.missing)),
      detail: text.notSigned(formats.integer(rows)),
      href: `${path}/declarations${declarationSearch({ status: others }, { sort: 'population', order: 'desc' })}`,
      rows,
    },
  ];
}

/** Every declaration stands in exactly one of these. */
export function statusFigures(
  { standing: { base, categories } }: Situation,
  { path, formats }: FigurePlace,
  language: PageLanguage,
): (ShownFigure & { readonly people: string; readonly status: string })[] {
  return SHARE_CATEGORIES.map((category) => ({
    label: shareDrawingTexts[language].categories[category],
    value: formats.integer(categories[category].declarations),
    people: formats.integer(categories[category].population),
    detail: shareOf(categories[category], base, formats),
    href: `${path}/declarations${declarationSearch({ status: [category] })}`,
    rows: categories[category].declarations,
    status: category.toLowerCase(),
  }));
}

export function waitingFigures(situation: Situation, place: FigurePlace): ShownFigure[] {
  const { text, path } = place;
  const { reviews, tasks, letters, dueSoon } = situation;
  const late = (rows: number): string =>
    rows === 0 ? '' : text.waitingLong(place.formats.integer(rows), LATE_AFTER_DAYS);
  return [
    { ...counted(place, text.reviews, reviews.waiting, `${path}/review`), detail: late(reviews.waitingSince) },
    { ...counted(place, text.tasks, tasks.open, `${path}/questions`), detail: late(tasks.openSince) },
    counted(place, text.held, letters.deliveries.HELD ?? 0, `${path}/letters?delivery=HELD`),
    counted(place, text.dueSoon, dueSoon, `${path}/declarations${declarationSearch(DUE_SOON)}`),
  ];
}

export function lateFigures(situation: Situation, place: FigurePlace): ShownFigure[] {
  const { text, path } = place;
  return [
    counted(place, text.overdue, situation.overdue, `${path}/declarations${declarationSearch(NOT_ANSWERED)}`),
    counted(place, text.failed, situation.letters.deliveries.FAILED ?? 0, `${path}/letters?delivery=FAILED`),
  ];
}

/** Letters by their delivery, in the order in which a letter goes through them. */
export function mailFigures({ letters }: Situation, place: FigurePlace): ShownFigure[] {
  const { text, path } = place;
  return [
    ...DELIVERIES.map((delivery) =>
      counted(
        place,
        text.deliveries[delivery],
        letters.deliveries[delivery] ?? 0,
        `${path}/letters?delivery=${delivery}`,
      ),
    ),
    counted(place, text.stopped, letters.toStoppedAddresses, `${path}/letters?stopped=1`),
  ];
}

function counted({ formats }: FigurePlace, label: string, rows: number, href: string): ShownFigure {
  return { label, value: formats.integer(rows), detail: '', href, rows };
}

function shareOf({ population }: Figure, base: Figure, formats: PageFormats): string {
  return base.population === 0 ? '–' : formats.percent(percentHundredths(population, base.population));
}
