import type { DocumentWriter } from '../../form/index.js';
import { percentHundredths } from '../../platform/figures/index.js';
import { type Portion, SHARE_CATEGORIES } from '../share.policy.js';
import { shortName } from './short-name.js';
import { tableColumns, writeTable } from './report-table.js';
import type { ReportInWords } from './steering-report-facts.js';

const NAMES_SHOWN = 6;

/** Who stands where, and what that means for the threshold. */
export function writeStatus(writer: DocumentWriter, { facts, text, formats, categories: names }: ReportInWords): void {
  const { base, threshold, categories, forecast, bestCase } = facts.report;
  const people = formats.integer(base.population);
  const percent = (some: Portion): string => formats.percent(percentHundredths(some.population, base.population));
  const row = (name: string, some: Portion): string[] => [
    name,
    formats.integer(some.declarations),
    formats.integer(some.population),
    percent(some),
  ];
  const whole = { declarations: base.municipalities, population: base.population, share: '100.00' };
  writer.heading(text.status);
  writeTable(
    writer,
    tableColumns(text.statusColumns, [242, 76, 84], [1, 2, 3]),
    [...SHARE_CATEGORIES.map((category) => row(names[category], categories[category])), row(text.base, whole)],
    true,
  );
  writer.y += 9;
  const fraction = `${threshold.numerator}/${threshold.denominator}`;
  const needed = formats.integer(threshold.population);
  const outlook = (some: Portion & { readonly reachesThreshold: boolean }): string =>
    text.outlook(percent(some), formats.integer(some.population), people, some.reachesThreshold);
  const rows: [string, string][] = [
    [
      text.threshold,
      threshold.reached
        ? text.reached(fraction, needed, formats.integer(categories.ACCEPTED.population), people)
        : text.notReached(fraction, needed, formats.integer(threshold.missing)),
    ],
    [text.forecast, outlook(forecast)],
    [text.bestCase, outlook(bestCase)],
  ];
  if (!threshold.reached) {
    const named = facts.fewestFurther.slice(0, NAMES_SHOWN).map(shortName).join(', ');
    const { length } = facts.fewestFurther;
    rows.push([text.fewest, text.fewestNamed(formats.integer(length), named, Math.max(0, length - NAMES_SHOWN))]);
  }
  writer.sections([{ paragraphs: [], facts: rows }]);
}
