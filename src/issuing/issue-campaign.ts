import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Campaign, selectRecipients, writtenLanguage } from '../campaigns/index.js';
import { CampaignTemplates } from '../declarations/index.js';
import { letterCampaign, operatorsLists, PlanLetters, type NewLetter } from '../letters/index.js';
import { displayName, type Municipality, MunicipalityReadModel } from '../municipalities/index.js';
import { Clock } from '../platform/clock/index.js';
import { DueWork, type Performed } from '../platform/jobs/index.js';
import { originalPlan } from './dry-run.js';
import { IssueBatch } from './issue-batch.js';

/** Recipients handled in one transaction. */
const BATCH = 250;

/**
 * Issues a campaign batch by batch: each batch's forms, declarations, deadlines, plans, letters and results are one
 * transaction, so that a crash costs at most one batch of signatures and never leaves half a case. What has a result
 * is not done again.
 */
@Injectable()
export class IssueCampaign extends DueWork {
  readonly kind = 'issue-campaign';
  readonly table = 'campaign';
  readonly pending = `state = 'ISSUING'`;
  readonly concurrency = 1;

  constructor(
    private readonly dataSource: DataSource,
    private readonly municipalities: MunicipalityReadModel,
    private readonly templates: CampaignTemplates,
    private readonly issueBatch: IssueBatch,
    private readonly planLetters: PlanLetters,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {
    super();
  }

  async perform(id: string): Promise<Performed> {
    const campaign = await this.dataSource.getRepository(Campaign).findOneBy({ id, state: 'ISSUING' });
    if (campaign === null) return 'NOTHING_TO_DO';
    const templates = await this.templates.prepare(campaign);
    const plan = originalPlan(campaign.definition, this.clock.now());
    let after = '';
    for (;;) {
      const page = await this.municipalities.page(after, BATCH);
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.number;
      const { recipients } = selectRecipients(campaign.definition, page);
      await this.issueBatch.execute(campaign, recipients, templates, plan.slots);
    }
    await this.#finish(campaign);
    return 'DONE';
  }

  /** Copies, the operators' list, and the campaign's own state: one transaction. */
  async #finish(campaign: Campaign): Promise<void> {
    const definition = campaign.definition;
    const now = this.clock.now();
    const register: Municipality[] = [];
    for await (const municipality of this.municipalities.all()) {
      if (
        definition.copies.some(
          (copy) => copy.kind !== 'organisation' && copy.healthRegions.includes(municipality.healthRegion),
        )
      ) {
        register.push(municipality);
      }
    }
    const { copies } = selectRecipients(definition, register);
    await this.dataSource.transaction(async (manager) => {
      const locked = await manager
        .getRepository(Campaign)
        .findOne({ where: { id: campaign.id, state: 'ISSUING' }, lock: { mode: 'pessimistic_write' } });
      if (locked === null) return;
      await this.planLetters.execute(
        manager,
        [
          ...copies.map((copy) => copyLetter(campaign, copy, now)),
          ...operatorsLists(campaign, campaign.definition.deadlineOn),
        ],
        now,
        'system:issuing',
      );
      await manager.query(
        `UPDATE campaign SET state = 'RUNNING', issued_at = coalesce(issued_at, $2), queued_at = NULL,
           version = version + 1 WHERE id = $1`,
        [campaign.id, now.toISOString()],
      );
      const results: { outcome: string; count: number }[] = await manager.query(
        'SELECT outcome, count(*)::integer AS count FROM issuing_result WHERE campaign_id = $1 GROUP BY outcome',
        [campaign.id],
      );
      await this.audit.record(manager, {
        at: now,
        actor: 'system:issuing',
        action: 'CAMPAIGN_ISSUED',
        subject: `campaign:${campaign.slug}`,
        data: Object.fromEntries(results.map((result) => [result.outcome.toLowerCase(), result.count])),
      });
    });
  }
}

function copyLetter(
  campaign: Campaign,
  copy: ReturnType<typeof selectRecipients<Municipality>>['copies'][number],
  now: Date,
): NewLetter {
  const organisation = copy.kind === 'organisation';
  return {
    kind: 'COPY',
    data: { recipientKind: organisation ? 'organisation' : 'municipality' },
    campaign: letterCampaign(campaign),
    declaration: null,
    slot: organisation ? copy.address : copy.municipality.number,
    deadlineVersion: null,
    recipientName: organisation ? copy.name : displayName(copy.municipality),
    recipientEmail: organisation ? copy.address : copy.municipality.email,
    language: organisation ? copy.language : writtenLanguage(copy.municipality.languageForm),
    dueAt: now,
    notAfter: null,
  };
}
