import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Campaign } from '../campaigns/index.js';
import {
  Declaration,
  DeclarationReadModel,
  type DeclarationView,
  declarationUnknown,
  declarationWithdrawn,
} from '../declarations/index.js';
import { letterCampaign, type LetterDataByKind, PlanLetters } from '../letters/index.js';
import { Clock } from '../platform/clock/index.js';
import { assertVersion } from '../platform/http/index.js';

export interface WithdrawalInput {
  readonly reference: string;
  /** Who asked for it. */
  readonly by: LetterDataByKind['WITHDRAWAL']['by'];
  /** For the audit log. */
  readonly reason: string;
  /** Goes to the municipality; null: the letter gives no reason. */
  readonly note: string | null;
  readonly actor: string;
  /** What the decision was made on; without it, it is withdrawn however it stands. */
  readonly expectedVersion?: number | undefined;
}

/**
 * Takes a municipality out of a running campaign and tells it so, in one transaction: it is no longer reminded, because
 * each reminder looks at its declaration when it is claimed. Its population stays in the base.
 */
@Injectable()
export class WithdrawDeclaration {
  constructor(
    private readonly dataSource: DataSource,
    private readonly declarations: DeclarationReadModel,
    private readonly planLetters: PlanLetters,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Returns it as it stands now. Throws DECLARATION_UNKNOWN, DECLARATION_WITHDRAWN the second time, or VERSION_MISMATCH. */
  async execute({ reference, by, reason, note, actor, expectedVersion }: WithdrawalInput): Promise<DeclarationView> {
    return await this.dataSource.transaction(async (manager) => {
      const rows = manager.getRepository(Declaration);
      const row = await rows.findOne({ where: { reference }, lock: { mode: 'pessimistic_write' } });
      if (row === null) throw declarationUnknown(reference);
      if (row.withdrawnAt !== null) throw declarationWithdrawn(reference);
      if (expectedVersion !== undefined) assertVersion(expectedVersion, row.version);
      const now = this.clock.now();
      await rows.update(
        { id: row.id },
        { withdrawnAt: now, withdrawnReason: reason, changedAt: now, version: row.version + 1 },
      );
      await this.audit.record(manager, {
        at: now,
        actor,
        action: 'DECLARATION_WITHDRAWN',
        subject: `declaration:${reference}`,
        data: { by, reason },
      });
      const declaration = await this.declarations.byReference(reference, manager);
      const campaign = await manager.getRepository(Campaign).findOneByOrFail({ id: row.campaignId });
      await this.planLetters.execute(
        manager,
        [
          {
            kind: 'WITHDRAWAL',
            data: { by, reason: note },
            campaign: letterCampaign(campaign),
            declaration,
            slot: '',
            deadlineVersion: null,
            recipientName: declaration.recipientName,
            recipientEmail: declaration.recipientEmail,
            language: declaration.language,
            dueAt: now,
            notAfter: null,
          },
        ],
        now,
        actor,
      );
      return declaration;
    });
  }
}
