import type { EntityManager } from 'typeorm';

/** When the latest automatic answers to an address went or will go out, newest first. */
export async function latestAnswers(manager: EntityManager, recipientEmail: string, most: number): Promise<Date[]> {
  // The kinds as they stand in the index letter_answers, and in AUTOMATIC_ANSWERS.
  const letters: { dueAt: Date }[] = await manager.query(
    `SELECT due_at AS "dueAt" FROM letter
     WHERE recipient_email = $1 AND kind IN ('RECEIPT', 'REJECTION', 'QUESTION_RECEIVED') AND state <> 'CANCELLED'
     ORDER BY due_at DESC LIMIT $2`,
    [recipientEmail, most],
  );
  return letters.map(({ dueAt }) => dueAt);
}
