import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { DeclarationReadModel } from '../declarations/index.js';
import { letterCampaign, PlanLetters } from '../letters/index.js';
import { Clock } from '../platform/clock/index.js';
import { assertVersion } from '../platform/http/index.js';
import { ExtensionCandidates } from './extension-candidates.js';
import { versionToRestore } from './extension.policy.js';
import { nothingToUndo } from './extensions.errors.js';
import { MoveDeadline } from './move-deadline.js';

/** Takes an extension back: the deadline before it comes back as a new version, and the municipality is told. */
@Injectable()
export class UndoExtension {
  constructor(
    private readonly dataSource: DataSource,
    private readonly candidates: ExtensionCandidates,
    private readonly declarations: DeclarationReadModel,
    private readonly moveDeadline: MoveDeadline,
    private readonly planLetters: PlanLetters,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws NOTHING_TO_UNDO unless the deadline in force is an extended one, UNDO_IMPOSSIBLE when it is to stay,
   * VERSION_MISMATCH when the declaration has been changed since `expectedVersion`.
   */
  async execute(
    reference: string,
    reason: string,
    actor: string,
    expectedVersion?: number,
  ): Promise<{ deadlineVersion: number; dueOn: string }> {
    return await this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const { campaign, declarations } = await this.candidates.read([reference], manager, true);
      const declaration = declarations[0];
      if (declaration === undefined) throw nothingToUndo(reference);
      if (expectedVersion !== undefined) assertVersion(expectedVersion, declaration.version);
      const before = versionToRestore(await this.declarations.deadlines(declaration.id, manager));
      if (before === null) throw nothingToUndo(reference);
      this.candidates.checkUndo(campaign, declaration);
      const { plan, cancelled } = await this.moveDeadline.execute(manager, campaign, [declaration], {
        kind: 'RESTORED',
        dueOn: before.dueOn,
        reason,
        actor,
        now,
      });
      const deadlineVersion = declaration.deadlineVersion + 1;
      await this.planLetters.execute(
        manager,
        [
          {
            kind: 'EXTENSION_UNDONE',
            data: { withdrawnDeadlineOn: declaration.dueOn, reason },
            campaign: letterCampaign(campaign),
            declaration,
            slot: '',
            deadlineVersion,
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
      await this.audit.record(manager, {
        at: now,
        actor,
        action: 'EXTENSION_UNDONE',
        subject: `declaration:${reference}`,
        data: {
          from: declaration.dueOn,
          to: before.dueOn,
          deadlineVersion,
          reason,
          remindersCancelled: cancelled.get(declaration.id) ?? [],
          remindersPlanned: plan.slots.map((slot) => slot.slot),
        },
      });
      return { deadlineVersion, dueOn: before.dueOn };
    });
  }
}
