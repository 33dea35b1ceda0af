import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import type { AcceptanceMethod, Declaration, DeclarationReturnState } from './declaration.entity.js';

export interface ReturnStateChangeInput {
  readonly declaration: Pick<Declaration, 'id' | 'reference' | 'returnState'>;
  readonly state: DeclarationReturnState;
  readonly method: AcceptanceMethod | null;
  readonly at: Date;
  readonly actor: string;
  /** Which document brought it about. */
  readonly cause: string;
}

/** Moves a declaration along its return axis, in the caller's transaction, and keeps the history. */
@Injectable()
export class ChangeReturnState {
  constructor(private readonly audit: AuditLog) {}

  /** Does nothing when the declaration is there already. */
  async execute(manager: EntityManager, input: ReturnStateChangeInput): Promise<void> {
    const { declaration, state, method, at, actor, cause } = input;
    if (declaration.returnState === state) return;
    await manager.query(
      'UPDATE declaration SET return_state = $2, changed_at = $3, version = version + 1 WHERE id = $1',
      [declaration.id, state, at.toISOString()],
    );
    await manager.query('INSERT INTO return_state_change (declaration_id, at, state, method) VALUES ($1, $2, $3, $4)', [
      declaration.id,
      at.toISOString(),
      state,
      method,
    ]);
    await this.audit.record(manager, {
      at,
      actor,
      action: `DECLARATION_${state}`,
      subject: `declaration:${declaration.reference}`,
      data: { from: declaration.returnState, method, cause },
    });
  }
}
