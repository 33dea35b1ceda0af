import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import {
  arrivalJudgement,
  ChangeReturnState,
  DeclarationReadModel,
  returnAxis,
  type DeclarationView,
} from '../declarations/index.js';
import { nameUuid } from '../platform/ids/index.js';
import type { ReturnMatch } from './return.entity.js';
import { readDocumentStates } from './document-states.js';

export interface ReceiveReturnInput {
  /** Of the mailbox. A declaration's own campaign outweighs it: one mailbox may serve several. */
  readonly campaignId: string;
  readonly declaration: DeclarationView | null;
  readonly match: ReturnMatch;
  readonly channel: 'MAIL' | 'REST' | 'PORTAL' | 'CONSOLE';
  /** What brought it (message id, idempotency key …): the same document from the same source is one return. */
  readonly source: string;
  readonly inboundMessageId: string | null;
  readonly answerTo: string | null;
  readonly answersMessageId: string | null;
  readonly fileName: string;
  /** Where in its message it lay; null when it was handed in by itself. */
  readonly path: string | null;
  readonly bytes: Buffer;
  readonly arrivedAt: Date;
  readonly handedInBy: string;
  /** Noted before the verification, for example that it came with an automatic answer. */
  readonly reasons: readonly string[];
  readonly now: Date;
}

/** Stores a returned document whole, before anything looks into it. The verification follows as work of its own. */
@Injectable()
export class ReceiveReturn {
  constructor(
    private readonly audit: AuditLog,
    private readonly declarations: DeclarationReadModel,
    private readonly changeReturnState: ChangeReturnState,
  ) {}

  /** Returns the id; receiving the same document from the same source again gives the same id and changes nothing. */
  async execute(manager: EntityManager, input: ReceiveReturnInput): Promise<{ id: string; sha256: string }> {
    const sha256 = createHash('sha256').update(input.bytes).digest('hex');
    const id = nameUuid('return', input.channel, input.source, input.fileName, sha256);
    const declaration = input.declaration;
    // The lock keeps two returns for one declaration from deciding its axis at the same time.
    if (declaration !== null)
      await manager.query('SELECT id FROM declaration WHERE id = $1 FOR UPDATE', [declaration.id]);
    const deadline =
      declaration === null ? null : await this.declarations.deadlineAt(declaration.id, input.arrivedAt, manager);
    const onTime = deadline === null ? null : arrivalJudgement(input.arrivedAt, deadline) === 'ON_TIME';
    const inserted: { id: string }[] = await manager.query(
      `INSERT INTO return (id, campaign_id, declaration_id, channel, match, inbound_message_id, answer_to,
         answers_message_id, file_name, path, bytes, byte_length, sha256, arrived_at, on_time, handed_in_by, state, reasons,
         due_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'RECEIVED', $17, $18)
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      [
        id,
        declaration?.campaignId ?? input.campaignId,
        declaration?.id ?? null,
        input.channel,
        JSON.stringify(input.match),
        input.inboundMessageId,
        input.answerTo,
        input.answersMessageId,
        input.fileName,
        input.path,
        input.bytes,
        input.bytes.length,
        sha256,
        input.arrivedAt.toISOString(),
        onTime,
        input.handedInBy,
        input.reasons,
        input.now.toISOString(),
      ],
    );
    if (inserted.length === 0) return { id, sha256 };
    await this.audit.record(manager, {
      at: input.now,
      actor: input.handedInBy,
      action: 'RETURN_RECEIVED',
      subject: declaration === null ? `return:${id}` : `declaration:${declaration.reference}`,
      data: {
        ...(declaration === null ? { campaignId: input.campaignId } : {}),
        return: id,
        channel: input.channel,
        sha256,
        byteLength: input.bytes.length,
        arrivedAt: input.arrivedAt.toISOString(),
        onTime,
        matchedBy: input.match.by,
      },
    });
    if (declaration !== null) {
      const current = await this.declarations.byId(declaration.id, manager);
      await this.changeReturnState.execute(manager, {
        declaration: current ?? declaration,
        state: returnAxis(await readDocumentStates(manager, declaration.id)),
        method: null,
        at: input.now,
        actor: 'system:returns',
        cause: id,
      });
    }
    return { id, sha256 };
  }
}
