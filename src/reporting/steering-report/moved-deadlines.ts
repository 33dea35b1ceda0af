import type { DataSource } from 'typeorm';
import type { MovedDeadline } from './changes.policy.js';

/**
 * The deadlines of a campaign that are other versions at `at` than they were at `since` (null: when they were issued).
 * From the versions alone, which are never changed: what happens later changes no answer.
 */
export async function movedDeadlines(
  dataSource: DataSource,
  campaignId: string,
  since: Date | null,
  at: Date,
): Promise<MovedDeadline[]> {
  return await dataSource.query(
    `SELECT declaration.municipality_number AS "municipalityNumber", former.due_on::text AS before,
       present.due_on::text AS after, present.starts_at AS at
     FROM declaration
     CROSS JOIN LATERAL (
       SELECT version, due_on, starts_at FROM deadline
       WHERE declaration_id = declaration.id AND starts_at <= $3 ORDER BY version DESC LIMIT 1
     ) AS present
     CROSS JOIN LATERAL (
       SELECT version, due_on FROM deadline
       WHERE declaration_id = declaration.id AND (version = 1 OR starts_at <= $2) ORDER BY version DESC LIMIT 1
     ) AS former
     WHERE declaration.campaign_id = $1 AND declaration.issued_at <= $3 AND present.version > former.version
     ORDER BY declaration.municipality_number`,
    [campaignId, since?.toISOString() ?? null, at.toISOString()],
  );
}
