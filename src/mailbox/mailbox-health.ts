import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CampaignReadModel } from '../campaigns/index.js';
import { Clock } from '../platform/clock/index.js';
import { Metrics, Readiness } from '../platform/http/index.js';
import { Log } from '../platform/logging/index.js';
import { MAILBOX_OPTIONS, type MailboxOptions } from './mailbox-options.js';
import { standsStill } from './mailbox-round.policy.js';
import { MailboxWatches } from './mailbox-watches.js';
import { closeStandstillTasks, type MailboxStandstill, openStandstillTask } from './standstill-task.js';

/**
 * Whether mail comes in: a mailbox that nobody reads looks like one that nobody writes to. Told in the log, as figures,
 * in the answer of /readyz and on the operators' page; by every process, because the one that should read may be gone.
 */
@Injectable()
export class MailboxHealth {
  #stood = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly campaigns: CampaignReadModel,
    private readonly watches: MailboxWatches,
    private readonly clock: Clock,
    private readonly log: Log,
    metrics: Metrics,
    readiness: Readiness,
    @Inject(MAILBOX_OPTIONS) private readonly options: MailboxOptions,
  ) {
    const { imap } = options;
    if (imap === null) return;
    readiness.warn('mailbox', async () => (await this.standstill()) !== null);
    metrics.gauge(
      'tilslutning_mailbox_fetched_timestamp_seconds',
      'When everything in the mailbox had last been fetched; 0: never yet',
      [],
      async (gauge) => gauge.set(((await this.watches.read(imap.address))?.fetchedAt?.getTime() ?? 0) / 1000),
    );
    metrics.gauge(
      'tilslutning_mailbox_failed_messages',
      'Messages in the mailbox that could not be stored so far',
      [],
      async (gauge) => gauge.set(await this.watches.failedMessages(imap.address)),
    );
  }

  /** When everything in the mailbox had last been fetched; `fetchedAt` null: never yet. Null: no mailbox is configured. */
  async lastLook(): Promise<{ readonly mailbox: string; readonly fetchedAt: Date | null } | null> {
    const { imap } = this.options;
    if (imap === null) return null;
    return { mailbox: imap.address, fetchedAt: (await this.watches.read(imap.address))?.fetchedAt ?? null };
  }

  /** Null: mail comes in, or no mailbox is configured. */
  async standstill(): Promise<MailboxStandstill | null> {
    const { imap, alarmAfterMs } = this.options;
    if (imap === null) return null;
    const now = this.clock.now();
    // Nobody ever came as far as the first look: the log tells when the service began.
    const watch = await this.watches.read(imap.address);
    if (watch === null || !standsStill(watch, alarmAfterMs, now)) return null;
    return { mailbox: imap.address, fetchedAt: watch.fetchedAt, trouble: watch.trouble };
  }

  /** Tells the log and the operators when mail comes to a standstill, and when it flows again. */
  async look(): Promise<void> {
    const standstill = await this.standstill();
    this.#log(standstill);
    const { imap } = this.options;
    const campaignId = imap === null ? null : await this.campaigns.idByMailbox(imap.address);
    if (campaignId === null) return;
    const now = this.clock.now();
    if (standstill === null) await closeStandstillTasks(this.dataSource.manager, campaignId, now);
    else await openStandstillTask(this.dataSource.manager, campaignId, standstill, now);
  }

  #log(standstill: MailboxStandstill | null): void {
    if (standstill !== null && !this.#stood) {
      this.log.error(
        { ...standstill, fetchedAt: standstill.fetchedAt?.toISOString() ?? null },
        `Nothing was fetched from the mailbox for ${Math.round(this.options.alarmAfterMs / 60_000)} minutes`,
      );
    } else if (standstill === null && this.#stood) {
      this.log.info({ mailbox: this.options.imap?.address }, 'The mailbox is read again');
    }
    this.#stood = standstill !== null;
  }
}
