import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { letterCampaign, operatorsLists, PlanLetters } from '../letters/index.js';
import { Clock } from '../platform/clock/index.js';
import { type ExpectedVersions, ExtensionCandidates } from './extension-candidates.js';
import { MoveDeadline } from './move-deadline.js';

export interface GrantExtensionInput {
  /** One or many, all of one campaign. */
  readonly references: readonly string[];
  /** YYYY-MM-DD. */
  readonly dueOn: string;
  /** Told to the municipality. */
  readonly reason: string;
  readonly actor: string;
  /** What the decision was made on; a declaration that is not named is extended however it stands. */
  readonly versions?: ExpectedVersions | undefined;
}

export interface GrantedExtension {
  readonly reference: string;
  readonly deadlineVersion: number;
  readonly dueOn: string;
}

/**
 * Grants more time: new deadline version, the planned reminders cancelled, the new ones planned, and the notice to
 * the municipality, for all of them in one transaction. A reminder that is being sent at that moment is waited for.
 */
@Injectable()
export class GrantExtension {
  constructor(
    private readonly dataSource: DataSource,
    private readonly candidates: ExtensionCandidates,
    private readonly moveDeadline: MoveDeadline,
    private readonly planLetters: PlanLetters,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** All or none: throws EXTENSION_IMPOSSIBLE naming each that cannot be extended, or VERSION_MISMATCH. */
  async execute(input: GrantExtensionInput): Promise<GrantedExtension[]> {
    return await this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const { campaign, declarations } = await this.candidates.read(input.references, manager, true);
      this.candidates.checkVersions(declarations, input.versions ?? {});
      this.candidates.check(campaign, declarations, input.dueOn, now);
      const { plan, cancelled } = await this.moveDeadline.execute(manager, campaign, declarations, {
        kind: 'EXTENDED',
        dueOn: input.dueOn,
        reason: input.reason,
        actor: input.actor,
        now,
      });
      await this.planLetters.execute(
        manager,
        [
          ...declarations.map((declaration) => ({
            kind: 'EXTENSION_NOTICE' as const,
            data: { previousDeadlineOn: declaration.dueOn, reason: input.reason },
            campaign: letterCampaign(campaign),
            declaration,
            slot: '',
            deadlineVersion: declaration.deadlineVersion + 1,
            recipientName: declaration.recipientName,
            recipientEmail: declaration.recipientEmail,
            language: declaration.language,
            dueAt: now,
            notAfter: null,
          })),
          ...operatorsLists(campaign, input.dueOn),
        ],
        now,
        input.actor,
      );
      await this.audit.recordAll(
        manager,
        declarations.map((declaration) => ({
          at: now,
          actor: input.actor,
          action: 'DEADLINE_EXTENDED',
          subject: `declaration:${declaration.reference}`,
          data: {
            from: declaration.dueOn,
            to: input.dueOn,
            deadlineVersion: declaration.deadlineVersion + 1,
            reason: input.reason,
            remindersCancelled: cancelled.get(declaration.id) ?? [],
            remindersPlanned: plan.slots.map((slot) => slot.slot),
          },
        })),
      );
      return declarations.map((declaration) => ({
        reference: declaration.reference,
        deadlineVersion: declaration.deadlineVersion + 1,
        dueOn: input.dueOn,
      }));
    });
  }
}
