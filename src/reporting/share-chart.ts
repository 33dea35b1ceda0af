import { addDays, daysBetween, type LocalDate } from '../platform/calendar/index.js';
import type { ShareStep } from './share-steps.js';

export interface ShareChartSpec {
  /** By day, at least one. */
  readonly steps: readonly ShareStep[];
  readonly today: LocalDate;
  readonly deadlines: readonly LocalDate[];
  readonly threshold: { readonly numerator: number; readonly denominator: number };
}

interface Mark {
  readonly x: number;
  readonly y: number;
}

/** All that is drawn, in the units of a `width` × `height` drawing, y downwards. */
export interface ShareChart {
  readonly width: number;
  readonly height: number;
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  /** SVG path data: what each line covers, day by day, as steps. */
  readonly accepted: string;
  /** The same down to the axis, to be filled. */
  readonly acceptedArea: string;
  readonly forecast: string;
  readonly thresholdY: number;
  readonly deadlines: readonly { readonly x: number; readonly on: LocalDate }[];
  /** In percent. */
  readonly shares: readonly { readonly y: number; readonly percent: number }[];
  readonly days: readonly { readonly x: number; readonly on: LocalDate }[];
  /** Where the lines end. */
  readonly end: { readonly accepted: Mark; readonly forecast: Mark };
}

const [WIDTH, HEIGHT] = [760, 320];
const plot = { left: 48, right: WIDTH - 96, top: 24, bottom: HEIGHT - 32 };
const MOST_DAY_LABELS = 6;

/** The share day by day: what was known at the end of a day stands until the next day that brought something. */
export function shareChart({ steps, today, deadlines, threshold }: ShareChartSpec): ShareChart {
  const first = steps[0]?.on ?? today;
  const last = [today, ...deadlines].reduce((latest, on) => (on > latest ? on : latest), first);
  const span = Math.max(1, daysBetween(first, last));
  const x = (on: LocalDate): number => rounded(plot.left + ((plot.right - plot.left) * daysBetween(first, on)) / span);
  const y = (people: number, base: number): number =>
    rounded(plot.bottom - (base === 0 ? 0 : ((plot.bottom - plot.top) * people) / base));
  const line = (of: (step: ShareStep) => number): { path: string; end: Mark } => {
    let path = `M${x(first)} ${plot.bottom}`;
    let height = plot.bottom;
    for (const step of steps) {
      height = y(of(step), step.base);
      path += `H${x(step.on)}V${height}`;
    }
    return { path: `${path}H${x(today)}`, end: { x: x(today), y: height } };
  };
  const accepted = line((step) => step.accepted);
  const forecast = line((step) => step.forecast);
  const every = Math.max(1, Math.ceil(span / MOST_DAY_LABELS));
  return {
    width: WIDTH,
    height: HEIGHT,
    plot,
    accepted: accepted.path,
    acceptedArea: `${accepted.path}V${plot.bottom}Z`,
    forecast: forecast.path,
    thresholdY: y(threshold.numerator, threshold.denominator),
    deadlines: deadlines.map((on) => ({ x: x(on), on })),
    shares: [0, 25, 50, 75, 100].map((percent) => ({ y: y(percent, 100), percent })),
    days: Array.from({ length: Math.floor(span / every) + 1 }, (_, index) => addDays(first, index * every)).map(
      (on) => ({
        x: x(on),
        on,
      }),
    ),
    end: { accepted: accepted.end, forecast: forecast.end },
  };
}

function rounded(figure: number): number {
  return Math.round(figure * 10) / 10;
}
