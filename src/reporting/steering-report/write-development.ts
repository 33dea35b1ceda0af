import type { DocumentWriter } from '../../form/index.js';
import { type LocalDate, localDate, startOfDay } from '../../platform/calendar/index.js';
import { percentHundredths } from '../../platform/figures/index.js';
import { shareChart } from '../share-chart.js';
import type { Portion } from '../share.policy.js';
import { chartHeight, drawShareChart } from './draw-share-chart.js';
import type { ReportInWords } from './steering-report-facts.js';

const headingRoom = 30;

/** The share day by day. */
export function writeDevelopment(writer: DocumentWriter, { facts, text, formats }: ReportInWords): void {
  const { campaign, report, asOf, steps } = facts;
  const { threshold, base } = report;
  const percent = ({ population }: Pick<Portion, 'population'>): string =>
    formats.percent(percentHundredths(population, base.population));
  const day = (on: LocalDate): string => formats.day(startOfDay(on, campaign.timeZone));
  const dayOfYear = (on: LocalDate): string => day(on).replace(/ \d{4}$/, '');
  const chart = shareChart({
    steps,
    today: localDate(asOf, campaign.timeZone),
    deadlines: campaign.deadlines,
    threshold,
  });
  const target = formats.percent(percentHundredths(threshold.numerator, threshold.denominator));
  const [share, forecast] = [percent(report.categories.ACCEPTED), percent(report.forecast)];
  writer.keepTogether(headingRoom + chartHeight(chart));
  writer.heading(text.development);
  drawShareChart(writer, chart, {
    alt: text.chart.alt({
      share,
      forecast,
      threshold: target,
      from: day(steps[0]?.on ?? localDate(asOf, campaign.timeZone)),
      deadlines: campaign.deadlines.map(day).join(', '),
    }),
    accepted: `${text.chart.accepted} ${share}`,
    forecast: `${text.chart.forecast} ${forecast}`,
    threshold: text.chart.threshold(target),
    days: chart.days.map(({ on }) => dayOfYear(on)),
    deadlines: chart.deadlines.map(({ on }) => text.chart.deadline(dayOfYear(on))),
    shares: chart.shares.map(({ percent: figure }) => `${figure}\u00A0%`),
  });
}
