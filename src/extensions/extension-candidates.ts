import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Campaign } from '../campaigns/index.js';
import { DeclarationReadModel, type DeclarationView } from '../declarations/index.js';
import { localDate } from '../platform/calendar/index.js';
import type { Fault } from '../platform/errors/index.js';
import {
  type ExtensionCandidate,
  type ExtensionObstacle,
  obstacleFault,
  whyNotExtend,
  whyNotMove,
} from './extension.policy.js';
import { changedMeanwhile, extensionImpossible, undoImpossible } from './extensions.errors.js';

/** The versions (see `DeclarationView.version`) that somebody decided on, by reference. */
export type ExpectedVersions = Readonly<Record<string, number>>;

/** A declaration that cannot be extended to the day that is wanted. */
export interface RefusedExtension {
  readonly declaration: DeclarationView;
  readonly obstacle: ExtensionObstacle;
  readonly fault: Fault;
}

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

  /** Which of them can be extended to that day, and what keeps the others. */
  judge(
    campaign: Campaign,
    declarations: readonly DeclarationView[],
    dueOn: string,
    now: Date,
  ): { possible: DeclarationView[]; refused: RefusedExtension[] } {
    const today = localDate(now, campaign.definition.timeZone);
    const possible: DeclarationView[] = [];
    const refused: RefusedExtension[] = [];
    for (const declaration of declarations) {
      const wish = candidate(campaign, declaration);
      const obstacle = whyNotExtend(wish, dueOn, today);
      if (obstacle === null) possible.push(declaration);
      else refused.push({ declaration, obstacle, fault: obstacleFault(wish, obstacle, dueOn) });
    }
    return { possible, refused };
  }

  /** Throws EXTENSION_IMPOSSIBLE naming each declaration whose deadline cannot be moved to that day. */
  check(campaign: Campaign, declarations: readonly DeclarationView[], dueOn: string, now: Date): void {
    const { refused } = this.judge(campaign, declarations, dueOn, now);
    if (refused.length > 0) throw extensionImpossible(refused.map(({ fault }) => fault));
  }

  /** Throws UNDO_IMPOSSIBLE when the declaration's deadline is to stay as it is. */
  checkUndo(campaign: Campaign, declaration: DeclarationView): void {
    const wish = candidate(campaign, declaration);
    const obstacle = whyNotMove(wish);
    if (obstacle !== null) throw undoImpossible(obstacleFault(wish, obstacle, declaration.dueOn));
  }

  /** Throws VERSION_MISMATCH naming each declaration that has been changed since somebody decided on it. */
  checkVersions(declarations: readonly DeclarationView[], expected: ExpectedVersions): void {
    const changed = declarations.filter(
      ({ reference, version }) => (Object.hasOwn(expected, reference) ? expected[reference] : version) !== version,
    );
    if (changed.length > 0) throw changedMeanwhile(changed.map(({ reference }) => reference));
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
