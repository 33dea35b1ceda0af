import type { EntityManager } from 'typeorm';
import type { ReturnedDocumentState } from './return.entity.js';
import { returnUnknown } from './returns.errors.js';

/** What a decision needs to know of a return: everything but its bytes. */
export interface ReviewedReturn {
  readonly id: string;
  readonly campaignId: string;
  readonly declarationId: string | null;
  readonly answerTo: string | null;
  readonly answersMessageId: string | null;
  readonly fileName: string;
  readonly sha256: string;
  readonly arrivedAt: Date;
  readonly onTime: boolean | null;
  readonly handedInBy: string;
  readonly state: ReturnedDocumentState;
  readonly reasons: readonly string[];
  readonly version: number;
  /** The declarations whose form the document is: it begins with it, or bears its code. Empty when nothing says so. */
  readonly formOf: readonly string[];
}

/** Locks it until the caller's transaction ends. Throws RETURN_UNKNOWN. */
export async function lockReviewedReturn(manager: EntityManager, id: string): Promise<ReviewedReturn> {
  const rows: (Omit<ReviewedReturn, 'formOf'> & Named)[] = await manager.query(
    `SELECT id, campaign_id AS "campaignId", declaration_id AS "declarationId", answer_to AS "answerTo",
       answers_message_id AS "answersMessageId", file_name AS "fileName", sha256, arrived_at AS "arrivedAt",
       on_time AS "onTime", handed_in_by AS "handedInBy", state, reasons, version,
       verification #>> '{binding,issuedReference}' AS "issuedReference",
       verification #> '{binding,pageCodes}' AS "pageCodes"
     FROM return WHERE id = $1 FOR UPDATE`,
    [id],
  );
  const returned = rows[0];
  if (returned === undefined) throw returnUnknown(id);
  const { issuedReference, pageCodes, ...rest } = returned;
  return { ...rest, formOf: issuedReference === null ? (pageCodes ?? []) : [issuedReference] };
}

interface Named {
  readonly issuedReference: string | null;
  readonly pageCodes: readonly string[] | null;
}
