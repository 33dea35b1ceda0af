import { Injectable } from '@nestjs/common';
import { CampaignReadModel, type CampaignDefinition, selectRecipients, writtenLanguage } from '../campaigns/index.js';
import { displayName, MunicipalityReadModel, type Municipality } from '../municipalities/index.js';
import { atLocalTime, isoWithOffset } from '../platform/calendar/index.js';
import { Clock } from '../platform/clock/index.js';
import type { Fault } from '../platform/errors/index.js';
import { planReminders, type ReminderPlan } from '../reminders/index.js';

/** What issuing would do. */
export interface DryRun {
  readonly campaign: string;
  readonly base: { readonly municipalities: number; readonly population: number };
  readonly byLanguage: { readonly nb: number; readonly nn: number };
  readonly deadlineOn: string;
  /** The same for every recipient: they all get the same deadline at the same time. */
  readonly reminders: readonly { readonly slot: string; readonly sendAt: string; readonly daysLeft: number }[];
  readonly remindersDropped: readonly { readonly slot: string; readonly reason: string }[];
  readonly recipients: readonly {
    readonly number: string;
    readonly name: string;
    readonly email: string;
    readonly language: 'nb' | 'nn';
    readonly population: number;
  }[];
  readonly copies: readonly { readonly name: string; readonly email: string; readonly language: 'nb' | 'nn' }[];
  readonly excluded: readonly { readonly number: string; readonly name: string; readonly reason: string }[];
  /** What stands in the way; with any of these the campaign cannot be issued. */
  readonly faults: readonly Fault[];
}

/** Shows who would get what and when; sends and stores nothing. */
@Injectable()
export class DryRunCampaign {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly municipalities: MunicipalityReadModel,
    private readonly clock: Clock,
  ) {}

  async execute(slug: string): Promise<DryRun> {
    const campaign = await this.campaigns.bySlug(slug);
    const definition = campaign.definition;
    const register: Municipality[] = [];
    for await (const municipality of this.municipalities.all()) register.push(municipality);
    const selection = selectRecipients(definition, register);
    const plan = originalPlan(definition, this.clock.now());
    const recipients = selection.recipients.map((municipality) => ({
      number: municipality.number,
      name: displayName(municipality),
      email: municipality.email,
      language: writtenLanguage(municipality.languageForm),
      population: municipality.population,
    }));
    return {
      campaign: slug,
      base: { municipalities: recipients.length, population: selection.population },
      byLanguage: {
        nb: recipients.filter((recipient) => recipient.language === 'nb').length,
        nn: recipients.filter((recipient) => recipient.language === 'nn').length,
      },
      deadlineOn: definition.deadlineOn,
      reminders: plan.slots.map((slot) => ({
        slot: slot.slot,
        sendAt: isoWithOffset(slot.sendAt, definition.timeZone),
        daysLeft: slot.daysLeft,
      })),
      remindersDropped: plan.dropped.map(({ slot, reason }) => ({ slot, reason })),
      recipients,
      copies: selection.copies.map((copy) =>
        copy.kind === 'organisation'
          ? { name: copy.name, email: copy.address, language: copy.language }
          : { name: displayName(copy.municipality), email: copy.municipality.email, language: copy.language },
      ),
      excluded: selection.excluded.map(({ municipality, reason }) => ({
        number: municipality.number,
        name: municipality.name,
        reason,
      })),
      faults: [...selection.faults, ...tooLate(definition, this.clock.now())],
    };
  }
}

/** The plan of the original deadline when the campaign is issued at `now`, or on its day of issue if that is to come. */
export function originalPlan(definition: CampaignDefinition, now: Date): ReminderPlan {
  const planned = atLocalTime(definition.issueOn, definition.sendingWindow.from, definition.timeZone);
  const startsOn = planned > now ? planned : now;
  return planReminders({
    startsOn,
    deadlineOn: definition.deadlineOn,
    plan: definition.reminderPlan,
    window: definition.sendingWindow,
    now: startsOn,
  });
}

function tooLate(definition: CampaignDefinition, now: Date): Fault[] {
  const startsOn = atLocalTime(definition.deadlineOn, '23:59', definition.timeZone);
  return now > startsOn
    ? [{ where: 'deadlineOn', message: `the deadline ${definition.deadlineOn} has passed: set a later one` }]
    : [];
}
