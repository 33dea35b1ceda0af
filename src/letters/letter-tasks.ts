import type { EntityManager } from 'typeorm';
import { nameUuid } from '../platform/ids/index.js';

/**
 * Puts a letter that will not arrive by itself before the operators: once for each letter, however often it is tried. If
 * it is sent again and fails anew, its task is open again.
 */
export async function openLetterTask(
  manager: EntityManager,
  letter: { readonly id: string; readonly campaignId: string; readonly declarationId: string | null },
  explanation: string,
  now: Date,
): Promise<void> {
  await manager.query(
    `INSERT INTO task (id, kind, campaign_id, declaration_id, about, explanation, opened_at)
     VALUES ($1, 'LETTER_FAILED', $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET explanation = excluded.explanation, opened_at = excluded.opened_at,
       closed_at = NULL, closed_by = NULL, outcome = NULL, version = task.version + 1
     WHERE task.closed_at IS NOT NULL`,
    [
      nameUuid('task', 'LETTER_FAILED', letter.id),
      letter.campaignId,
      letter.declarationId,
      `letter:${letter.id}`,
      explanation,
      now.toISOString(),
    ],
  );
}

/** These letters go out again: nobody has to do anything about them just now. */
export async function closeLetterTasks(
  manager: EntityManager,
  letterIds: readonly string[],
  now: Date,
  actor: string,
): Promise<void> {
  await manager.query(
    `UPDATE task SET closed_at = $2, closed_by = $3, outcome = 'The letter is sent again.', version = version + 1
     WHERE kind = 'LETTER_FAILED' AND about = ANY($1) AND closed_at IS NULL`,
    [letterIds.map((id) => `letter:${id}`), now.toISOString(), actor],
  );
}
