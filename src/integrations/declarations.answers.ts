import { z } from 'zod';
import {
  deadlineState,
  type DeclarationReadModel,
  type DeclarationView,
  type Resolution,
  RESOLUTION_OUTCOMES,
} from '../declarations/index.js';
import { pageSchema } from '../platform/http/index.js';
import type { ReminderView } from '../reminders/index.js';
import {
  actor,
  campaignState,
  count,
  iso,
  isoOrNull,
  language,
  localDay,
  municipalityNumber,
  reference,
  returnState,
  rowId,
  slug,
  timestamp,
  version,
} from './fields.schemas.js';
import { delivery, letterAnswer, letterKind } from './letters.answers.js';
import { returnSummary } from './returns.answers.js';

const deadlineKind = z.enum(['ORIGINAL', 'EXTENDED', 'RESTORED']);
const outcome = z.enum(RESOLUTION_OUTCOMES);
const deadlineAxis = z.enum(['OPEN', 'DUE_SOON', 'OVERDUE']).describe('Computed from the time and the deadline.');

export const declarationSummary = z
  .object({
    reference,
    campaign: slug,
    municipalityNumber,
    recipientName: z.string().meta({ examples: ['Oslo'] }),
    recipientEmail: z.string(),
    organizationNumber: z.string(),
    language,
    population: count,
    issuedAt: timestamp,
    returnState,
    deadline: z.object({ version: count, kind: deadlineKind, dueOn: localDay, state: deadlineAxis }),
    resolution: z
      .object({ outcome, decidedOn: localDay, caseNumber: z.string().nullable() })
      .nullable()
      .describe('The latest one reported.'),
    withdrawnAt: timestamp.nullable(),
    version,
  })
  .meta({ id: 'DeclarationSummary' });

export const declarationPage = pageSchema(declarationSummary).meta({ id: 'DeclarationPage' });

export const resolutionAnswer = z
  .object({
    id: rowId,
    outcome,
    decidedOn: localDay,
    caseNumber: z.string().nullable(),
    recordedAt: timestamp,
    recordedBy: actor,
  })
  .meta({ id: 'Resolution' });

const timelineEntry = z.object({
  at: timestamp,
  actor,
  action: z.string().meta({ examples: ['DEADLINE_EXTENDED'] }),
  data: z.record(z.string(), z.unknown()),
});

export const timelineAnswer = z
  .object({ reference, items: z.array(timelineEntry).describe('Oldest first; at most the latest 500.') })
  .meta({ id: 'Timeline' });

export const declarationAnswer = declarationSummary
  .extend({
    axes: z
      .object({
        campaign: campaignState,
        deadline: deadlineAxis,
        return: returnState,
        delivery: z.array(z.object({ letter: rowId, kind: letterKind, delivery })),
      })
      .describe('Four axes that say nothing of one another.'),
    deadlines: z
      .array(
        z.object({
          version: count,
          kind: deadlineKind,
          dueOn: localDay,
          startsAt: timestamp,
          reason: z.string().nullable(),
          grantedBy: actor,
        }),
      )
      .describe('Every version; the last one counts.'),
    reminders: z.array(
      z.object({
        slot: z.string(),
        deadlineVersion: count,
        plannedAt: timestamp,
        state: z.enum(['PLANNED', 'SENT', 'CANCELLED', 'MISSED']),
        reason: z.string().nullable(),
        settledAt: timestamp.nullable(),
      }),
    ),
    letters: z.array(letterAnswer),
    returns: z.array(returnSummary),
    resolutions: z.array(resolutionAnswer).describe('Every one reported; the last one counts.'),
    timeline: z.array(timelineEntry),
  })
  .meta({ id: 'Declaration' });

export const contactAnswer = z
  .object({
    reference,
    email: z.string(),
    version,
    lettersRedirected: z.int().describe('Planned letters that go to the new address now.'),
    invitedAgain: z.boolean().describe('Whether the invitation, which never arrived, goes out once more.'),
  })
  .meta({ id: 'Contact' });

export const withdrawnAnswer = z.object({ reference, withdrawnAt: timestamp, version }).meta({ id: 'Withdrawn' });

export type DeclarationSummary = z.output<typeof declarationSummary>;
export type DeclarationAnswer = z.output<typeof declarationAnswer>;
export type ResolutionAnswer = z.output<typeof resolutionAnswer>;
export type TimelineAnswer = z.output<typeof timelineAnswer>;
export type ContactAnswer = z.output<typeof contactAnswer>;
export type WithdrawnAnswer = z.output<typeof withdrawnAnswer>;

export function declarationSummaryOf(view: DeclarationView, now: Date, zone: string): DeclarationSummary {
  return {
    reference: view.reference,
    campaign: view.campaignSlug,
    municipalityNumber: view.municipalityNumber,
    recipientName: view.recipientName,
    recipientEmail: view.recipientEmail,
    organizationNumber: view.organizationNumber,
    language: view.language,
    population: view.population,
    issuedAt: iso(view.issuedAt),
    returnState: view.returnState,
    deadline: {
      version: view.deadlineVersion,
      kind: view.deadlineKind,
      dueOn: view.dueOn,
      state: deadlineState(now, view, zone),
    },
    resolution: view.resolution,
    withdrawnAt: isoOrNull(view.withdrawnAt),
    version: view.version,
  };
}

type DeadlineRow = Awaited<ReturnType<DeclarationReadModel['deadlines']>>[number];

export function deadlineAnswerOf(row: DeadlineRow): DeclarationAnswer['deadlines'][number] {
  return { ...row, startsAt: iso(row.startsAt) };
}

export function reminderAnswerOf(view: ReminderView): DeclarationAnswer['reminders'][number] {
  return { ...view, plannedAt: iso(view.plannedAt), settledAt: isoOrNull(view.settledAt) };
}

type ResolutionFacts = Pick<Resolution, 'id' | 'outcome' | 'decidedOn' | 'caseNumber' | 'recordedAt' | 'recordedBy'>;

export function resolutionAnswerOf(resolution: ResolutionFacts): ResolutionAnswer {
  const { id, decidedOn, caseNumber, recordedAt, recordedBy } = resolution;
  return { id, outcome: resolution.outcome, decidedOn, caseNumber, recordedAt: iso(recordedAt), recordedBy };
}

export function timelineEntryOf(event: {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly data: Readonly<Record<string, unknown>>;
}): TimelineAnswer['items'][number] {
  return { at: iso(event.at), actor: event.actor, action: event.action, data: event.data };
}
