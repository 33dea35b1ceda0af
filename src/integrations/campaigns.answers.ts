import { z } from 'zod';
import type { Campaign } from '../campaigns/index.js';
import type { DryRun, IssuingProgress } from '../issuing/index.js';
import { pageSchema } from '../platform/http/index.js';
import {
  campaignState,
  count,
  fault,
  iso,
  isoOrNull,
  language,
  localDay,
  municipalityNumber,
  slug,
  timestamp,
  version,
} from './fields.schemas.js';
import { letterKind } from './letters.answers.js';

const bothForms = z.object({ nb: z.string(), nn: z.string() });
const base = z.object({ municipalities: count, population: count });

const campaignSummary = z.object({
  slug,
  code: z.string().meta({ examples: ['AKSON-2020'] }),
  title: bothForms,
  owner: bothForms,
  state: campaignState,
  simulated: z.boolean().describe('A campaign of a replay: its clock, keys and signers are made up.'),
  mailbox: z.string(),
  timeZone: z.string().meta({ examples: ['Europe/Oslo'] }),
  issueOn: localDay,
  deadlineOn: localDay,
  extendedDeadlineOn: localDay,
  threshold: z.object({ numerator: count, denominator: count }),
  expectedBase: base.describe('What the recipients must add up to.'),
  importedAt: timestamp,
  issuedAt: timestamp.nullable(),
  closedAt: timestamp.nullable(),
  version,
});

export const campaignPage = pageSchema(campaignSummary).meta({ id: 'CampaignPage' });

export const campaignAnswer = campaignSummary
  .extend({
    progress: z.object({
      issued: count,
      failed: z.array(z.object({ municipality: municipalityNumber, reason: z.string() })),
    }),
    reminderPlan: z.array(
      z.object({ periodOfAtLeastDays: count, remind: z.union([z.literal('at-once'), z.array(count)]) }),
    ),
    events: z.array(
      z.object({
        key: z.string(),
        title: bothForms,
        startsAt: timestamp,
        endsAt: timestamp,
        registrationUntil: localDay,
        url: z.string(),
      }),
    ),
  })
  .meta({ id: 'Campaign' });

export const importedCampaignAnswer = z
  .object({ slug, outcome: z.enum(['CREATED', 'CHANGED', 'UNCHANGED']) })
  .meta({ id: 'ImportedCampaign', examples: [{ slug: 'akson-2020', outcome: 'CREATED' }] });

export const campaignStateAnswer = z
  .object({ slug, state: campaignState })
  .meta({ id: 'CampaignState', examples: [{ slug: 'akson-2020', state: 'ISSUING' }] });

export const dryRunAnswer = z
  .object({
    campaign: slug,
    base,
    byLanguage: z.object({ nb: count, nn: count }),
    deadlineOn: localDay,
    reminders: z
      .array(z.object({ slot: z.string(), sendAt: timestamp, daysLeft: z.int() }))
      .describe('The same for every recipient.'),
    remindersDropped: z.array(z.object({ slot: z.string(), reason: z.string() })),
    recipients: z.array(
      z.object({
        number: municipalityNumber,
        name: z.string(),
        email: z.string(),
        language,
        population: count,
      }),
    ),
    copies: z.array(z.object({ name: z.string(), email: z.string(), language })),
    excluded: z.array(z.object({ number: municipalityNumber, name: z.string(), reason: z.string() })),
    faults: z.array(fault).describe('With any of these the campaign cannot be issued.'),
  })
  .meta({ id: 'DryRun' });

const sampleLetter = z
  .object({
    kind: letterKind,
    recipientName: z.string(),
    recipientEmail: z.string(),
    language,
    subject: z.string(),
    text: z.string().describe("In place of the link to the municipality's page stands the address of that page."),
  })
  .meta({ id: 'SampleLetter' });

export const sampleLettersAnswer = z
  .object({
    municipality: z.object({ number: municipalityNumber, name: z.string(), language }),
    invitation: sampleLetter,
    reminder: sampleLetter.nullable().describe('The first of the plan; null when there is none.'),
  })
  .meta({ id: 'SampleLetters' });

export const closingAnswer = z
  .object({
    reminders: count.describe('Planned reminders, which will not be sent.'),
    letters: count.describe('Letters that have not left: those that ask for something are not sent, answers are.'),
    returns: count.describe('Returns that nobody has decided; they can still be decided afterwards.'),
  })
  .meta({ id: 'ClosingEffects' });

export type SampleLettersAnswer = z.output<typeof sampleLettersAnswer>;
export type ClosingAnswer = z.output<typeof closingAnswer>;
export type CampaignSummary = z.output<typeof campaignSummary>;
export type CampaignAnswer = z.output<typeof campaignAnswer>;
export type ImportedCampaignAnswer = z.output<typeof importedCampaignAnswer>;
export type CampaignStateAnswer = z.output<typeof campaignStateAnswer>;
export type DryRunAnswer = z.output<typeof dryRunAnswer>;

export function campaignSummaryOf(campaign: Campaign): CampaignSummary {
  const { definition } = campaign;
  return {
    slug: campaign.slug,
    code: definition.code,
    title: definition.title,
    owner: definition.owner.name,
    state: campaign.state,
    simulated: campaign.simulated,
    mailbox: definition.mailbox.address,
    timeZone: definition.timeZone,
    issueOn: definition.issueOn,
    deadlineOn: definition.deadlineOn,
    extendedDeadlineOn: definition.extendedDeadlineOn,
    threshold: definition.threshold,
    expectedBase: definition.recipients.expect,
    importedAt: iso(campaign.importedAt),
    issuedAt: isoOrNull(campaign.issuedAt),
    closedAt: isoOrNull(campaign.closedAt),
    version: campaign.version,
  };
}

export function campaignAnswerOf(campaign: Campaign, progress: IssuingProgress): CampaignAnswer {
  const { reminderPlan, events } = campaign.definition;
  return {
    ...campaignSummaryOf(campaign),
    progress: { issued: progress.issued, failed: [...progress.failed] },
    reminderPlan,
    events: events.map(({ key, title, startsAt, endsAt, registrationUntil, url }) => ({
      key,
      title,
      startsAt: iso(new Date(startsAt)),
      endsAt: iso(new Date(endsAt)),
      registrationUntil,
      url,
    })),
  };
}

export function dryRunAnswerOf(run: DryRun): DryRunAnswer {
  return {
    campaign: run.campaign,
    base: run.base,
    byLanguage: run.byLanguage,
    deadlineOn: run.deadlineOn,
    reminders: run.reminders.map((slot) => ({ ...slot, sendAt: iso(new Date(slot.sendAt)) })),
    remindersDropped: [...run.remindersDropped],
    recipients: [...run.recipients],
    copies: [...run.copies],
    excluded: [...run.excluded],
    faults: [...run.faults],
  };
}
