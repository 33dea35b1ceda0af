import type { EntityManager } from 'typeorm';
import type { ReturnedDocumentState } from './return.entity.js';

/** The states of all documents returned for one declaration, in the order of their arrival. */
export async function readDocumentStates(
  manager: EntityManager,
  declarationId: string,
): Promise<ReturnedDocumentState[]> {
  const rows: { state: ReturnedDocumentState }[] = await manager.query(
    'SELECT state FROM return WHERE declaration_id = $1 ORDER BY arrived_at, id',
    [declarationId],
  );
  return rows.map((row) => row.state);
}
