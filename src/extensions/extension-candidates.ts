import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Campaign } from '../campaigns/index.js';
import { DeclarationReadModel, type DeclarationView } from '../declarations/index.js';
import { localDate } from '../platform/calendar/index.js';
import type { Fault } from '../platform/errors/index.js';
import { type ExtensionCandidate, whyNotExtend, whyNotMove } from './extension.policy.js';
import { extensionImpossible, undoImpossible } from './extensions.errors.js';

/** Reads the declarations that somebody wants to extend, and holds the wish against the rules. */
@Injectable()
export class ExtensionCandidates {
  constructor(
    private readonly dataSource: DataSource,
    private readonly declarations: DeclarationReadModel,
  ) {}

  /** All of one campaign, in the order of their numbers. With `lock` nobody else changes them until the end. */
  async read(
    references: readonly string[],
    manager: EntityManager = this.dataSource.manager,
    lock = false,
  ): Promise<{ campaign: Campaign; declarations: DeclarationView[] }> {
    const wanted = [...new Set(references)].toSorted();
    if (lock) {
      await manager.query('SELECT id FROM declaration WHERE reference = ANY($1::text[]) ORDER BY id FOR UPDATE', [
        wanted,
      ]);
    }
    const declarations = await this.declarations.byReferences(wanted, manager);
    const known = new Set(declarations.map((declaration) => declaration.reference));
    const campaigns = new Set(declarations.map((declaration) => declaration.campaignId));
    const faults: Fault[] = wanted
      .filter((reference) => !known.has(reference))
      .map((reference) => ({ where: reference, message: 'there is no declaration with this reference' }));
    if (campaigns.size > 1) faults.push({ where: 'references', message: 'they belong to more than one campaign' });
    const [campaignId] = campaigns;
    if (faults.length > 0 || campaignId === undefined) throw extensionImpossible(faults);
    return { campaign: await manager.getRepository(Campaign).findOneByOrFail({ id: campaignId }), declarations };
  }

  /** Throws EXTENSION_IMPOSSIBLE naming each declaration whose deadline cannot be moved to that day. */
  check(campaign: Campaign, declarations: readonly DeclarationView[], dueOn: string, now: Date): void {
    const today = localDate(now, campaign.definition.timeZone);
    const faults = declarations.flatMap((declaration) => {
      const fault = whyNotExtend(candidate(campaign, declaration), dueOn, today);
      return fault === null ? [] : [fault];
    });
    if (faults.length > 0) throw extensionImpossible(faults);
  }

  /** Throws UNDO_IMPOSSIBLE when the declaration's deadline is to stay as it is. */
  checkUndo(campaign: Campaign, declaration: DeclarationView): void {
    const fault = whyNotMove(candidate(campaign, declaration));
    if (fault !== null) throw undoImpossible(fault);
  }
}

function candidate(campaign: Campaign, declaration: DeclarationView): ExtensionCandidate {
  return {
    reference: declaration.reference,
    dueOn: declaration.dueOn,
    withdrawn: declaration.withdrawnAt !== null,
    accepted: declaration.returnState === 'ACCEPTED',
    campaignState: campaign.state,
  };
}
