import { Injectable } from '@nestjs/common';
import type { Campaign } from '../../campaigns/index.js';
import { type DeliveryCounts, DeliveryCountsReadModel } from '../../letters/index.js';
import { MailboxHealth, type MailboxStandstill, OpenTasksReadModel } from '../../mailbox/index.js';
import { Clock } from '../../platform/clock/index.js';
import {
  type CampaignStanding,
  type DeclarationFilter,
  DeclarationListReadModel,
  ShareReports,
  type ShareStep,
  StandingsReadModel,
} from '../../reporting/index.js';
import { type ReviewLoad, ReviewLoadReadModel } from '../../returns/index.js';

/** What has waited for a person for so many days is late. */
export const LATE_AFTER_DAYS = 5;
const DAY_MS = 24 * 60 * 60_000;

/** Those whose deadline is past and who still owe an answer. */
export const NOT_ANSWERED: DeclarationFilter = {
  status: ['ADOPTED_NOT_RECEIVED', 'POSTPONED', 'SILENT'],
  deadline: ['OVERDUE'],
};
/** Those who must answer within a week. */
export const DUE_SOON: DeclarationFilter = { ...NOT_ANSWERED, deadline: ['DUE_SOON'] };

/** What an operator wants to know of a campaign at first sight. */
export interface Situation {
  readonly now: Date;
  readonly standing: CampaignStanding;
  readonly steps: readonly ShareStep[];
  readonly overdue: number;
  readonly dueSoon: number;
  readonly reviews: ReviewLoad;
  readonly tasks: { readonly open: number; readonly openSince: number };
  readonly letters: DeliveryCounts;
  /** Null: no mailbox is read. */
  readonly mailbox: { readonly fetchedAt: Date | null; readonly standstill: MailboxStandstill | null } | null;
}

/** Gathers a campaign's situation from those who know its parts, at one instant. */
@Injectable()
export class ReadSituation {
  constructor(
    private readonly standings: StandingsReadModel,
    private readonly reports: ShareReports,
    private readonly lists: DeclarationListReadModel,
    private readonly reviews: ReviewLoadReadModel,
    private readonly tasks: OpenTasksReadModel,
    private readonly letters: DeliveryCountsReadModel,
    private readonly mailboxHealth: MailboxHealth,
    private readonly clock: Clock,
  ) {}

  async execute(campaign: Campaign): Promise<Situation> {
    const now = this.clock.now();
    const lateBefore = new Date(now.getTime() - LATE_AFTER_DAYS * DAY_MS);
    const [standings, steps, overdue, dueSoon, reviews, tasks, letters, mailbox] = await Promise.all([
      this.standings.of([campaign]),
      this.reports.history(campaign.slug, now),
      this.lists.figures(campaign, NOT_ANSWERED),
      this.lists.figures(campaign, DUE_SOON),
      this.reviews.of(campaign.id, lateBefore),
      this.tasks.of(campaign.id, lateBefore),
      this.letters.of(campaign.id),
      this.#mailbox(),
    ]);
    return {
      now,
      standing: standings.get(campaign.id)!,
      steps,
      overdue: overdue.declarations,
      dueSoon: dueSoon.declarations,
      reviews,
      tasks,
      letters,
      mailbox,
    };
  }

  async #mailbox(): Promise<Situation['mailbox']> {
    const look = await this.mailboxHealth.lastLook();
    if (look === null) return null;
    return { fetchedAt: look.fetchedAt, standstill: await this.mailboxHealth.standstill() };
  }
}
