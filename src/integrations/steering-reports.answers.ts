import { z } from 'zod';
import { pageSchema } from '../platform/http/index.js';
import type { IssuedSteeringReport } from '../reporting/index.js';
import { actor, count, iso, isoOrNull, sha256, timestamp } from './fields.schemas.js';

/** A report that was given out; its bytes are those of `report.pdf` with this instant and language. */
export const steeringReportAnswer = z.object({
  asOf: timestamp,
  language: z.enum(['nb', 'nn', 'en']),
  since: timestamp.nullable().describe('What its changes are told from; null: from the beginning.'),
  sha256,
  byteLength: count,
  issuedAt: timestamp,
  issuedBy: actor,
});

export const steeringReportPage = pageSchema(steeringReportAnswer).meta({ id: 'SteeringReportPage' });

export type SteeringReportAnswer = z.output<typeof steeringReportAnswer>;

export function steeringReportAnswerOf(report: IssuedSteeringReport): SteeringReportAnswer {
  const { asOf, since, issuedAt, language, byteLength, issuedBy } = report;
  return {
    asOf: iso(asOf),
    language,
    since: isoOrNull(since),
    sha256: report.sha256,
    byteLength,
    issuedAt: iso(issuedAt),
    issuedBy,
  };
}
