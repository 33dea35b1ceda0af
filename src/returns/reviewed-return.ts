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
  /** The declaration whose form the document begins with, if any. */
  readonly issuedReference: string | null;
}

/** Locks it until the caller's transaction ends. Throws RETURN_UNKNOWN. */
export async function lockReviewedReturn(manager: EntityManager, id: string): Promise<ReviewedReturn> {
  const rows: ReviewedReturn[] = await manager.query(
    `SELECT id, campaign_id AS "campaignId", declaration_id AS "declarationId", answer_to AS "answerTo",
       answers_message_id AS "answersMessageId", file_name AS "fileName", sha256, arrived_at AS "arrivedAt",
       on_time AS "onTime", handed_in_by AS "handedInBy", state, reasons, version,
       verification #>> '{binding,issuedReference}' AS "issuedReference"
     FROM return WHERE id = $1 FOR UPDATE`,
    [id],
  );
  const returned = rows[0];
  if (returned === undefined) throw returnUnknown(id);
  return returned;
}
