import { z } from 'zod';
import { reportAsJson, type ShareReport } from '../reporting/index.js';
import { count, iso, municipalityNumber, timestamp } from './fields.schemas.js';

const share = z
  .string()
  .regex(/^\d{1,3}\.\d\d$/)
  .describe("Percent of the base's population, two decimals, rounded half up.");

const portion = z
  .object({ declarations: count, population: count, share })
  .meta({ examples: [{ declarations: 150, population: 2594040, share: '56.00' }] });

const outlook = portion.extend({ reachesThreshold: z.boolean() });

/** Every figure of one instant, each of one base. */
export const shareReportAnswer = z.object({
  schemaVersion: z.literal(1),
  asOf: timestamp,
  base: z.object({ municipalities: count, population: count }),
  threshold: z.object({
    numerator: count,
    denominator: count,
    population: count.describe('The fewest people that reach it.'),
    reached: z.boolean(),
    missing: count,
  }),
  accepted: portion,
  inReview: portion,
  adoptedNotReceived: portion,
  declined: portion,
  postponed: portion,
  silent: portion,
  forecast: outlook.describe('Accepted and adopted-not-received together.'),
  bestCase: outlook.describe('All but those that declined.'),
  fewestFurther: z
    .object({ municipalities: count, population: count, municipalityNumbers: z.array(municipalityNumber) })
    .describe('The fewest further municipalities that would reach the threshold.'),
});

export type ShareReportAnswer = z.output<typeof shareReportAnswer>;

export function shareReportAnswerOf(report: ShareReport): ShareReportAnswer {
  const figures = reportAsJson(report);
  return {
    ...figures,
    asOf: iso(report.asOf),
    fewestFurther: {
      ...figures.fewestFurther,
      municipalityNumbers: [...figures.fewestFurther.municipalityNumbers],
    },
  };
}
