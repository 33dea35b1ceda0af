/*
 * Which letters follow a corrected address, as conditions on the table letter with the declaration as $1 and its former
 * address as $2. Only what goes to the former address: an answer to somebody else's question stays with them. What is
 * planned follows; what waited for an address that works, or came back from this one, is sent. A reminder that came back
 * is not: the invitation goes out again instead.
 */

export const FOLLOWS_AS_PLANNED = `declaration_id = $1 AND recipient_email = $2 AND state = 'PLANNED'`;

export const GOES_AGAIN = `declaration_id = $1 AND recipient_email = $2 AND (state = 'HELD'
  OR state IN ('BOUNCED_HARD', 'BOUNCED_SOFT', 'FAILED') AND kind NOT IN ('INVITATION', 'REMINDER'))`;

/** The same condition with its parameters counted from another number. */
export function countedFrom(condition: string, first: number): string {
  return condition.replaceAll(/\$(\d+)/g, (_, number: string) => `$${Number(number) - 1 + first}`);
}
