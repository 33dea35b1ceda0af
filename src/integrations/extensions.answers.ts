import { z } from 'zod';
import type { DeadlineChange } from '../declarations/index.js';
import type { DeadlinePreview, ExtensionsPreview, PreviewedReminder } from '../extensions/index.js';
import type { LetterPreview } from '../letters/index.js';
import { pageSchema } from '../platform/http/index.js';
import { actor, count, iso, localDay, municipalityNumber, reference, timestamp, version } from './fields.schemas.js';
import { letterPreview } from './letter-preview.answers.js';

const slots = z.array(z.object({ slot: z.string(), sendAt: timestamp }));
const deadlineVersion = count.describe('Of the deadline that counts now.');

const deadlinePreview = z.object({
  reference,
  recipientName: z.string(),
  version,
  dueOnNow: localDay,
  dueOnThen: localDay,
  remindersRemoved: slots,
  remindersAdded: slots,
  remindersKept: slots,
});

const obstacle = z.enum(['CAMPAIGN_NOT_RUNNING', 'WITHDRAWN', 'ACCEPTED', 'NOT_LATER', 'PASSED']);

export const extensionPreviewAnswer = z
  .object({
    items: z.array(deadlinePreview),
    impossible: z
      .array(
        z.object({
          reference,
          recipientName: z.string(),
          dueOnNow: localDay,
          obstacle,
          message: z.string(),
        }),
      )
      .describe('Those that cannot be extended; only with `partial`.'),
    notices: z.array(letterPreview).describe('The letter as it goes to the first in each language form.'),
  })
  .meta({ id: 'ExtensionPreview' });

export const undoPreviewAnswer = deadlinePreview.extend({ notice: letterPreview }).meta({ id: 'ExtensionUndoPreview' });

export const grantedExtensionAnswer = z
  .object({ items: z.array(z.object({ reference, deadlineVersion, dueOn: localDay })) })
  .meta({
    id: 'GrantedExtension',
    examples: [{ items: [{ reference: 'AKSON-2020-0301-Q7K2M', deadlineVersion: 2, dueOn: '2020-07-07' }] }],
  });

export const undoneExtensionAnswer = z
  .object({ reference, deadlineVersion, dueOn: localDay })
  .meta({ id: 'UndoneExtension' });

export const deadlineChangePage = pageSchema(
  z.object({
    reference,
    municipalityNumber,
    recipientName: z.string(),
    version: count,
    kind: z.enum(['EXTENDED', 'RESTORED']).describe('RESTORED: an extension was undone.'),
    previousDueOn: localDay,
    dueOn: localDay,
    startsAt: timestamp,
    reason: z.string().nullable(),
    grantedBy: actor,
  }),
).meta({ id: 'DeadlineChangePage' });

export type ExtensionPreviewAnswer = z.output<typeof extensionPreviewAnswer>;
export type UndoPreviewAnswer = z.output<typeof undoPreviewAnswer>;
export type GrantedExtensionAnswer = z.output<typeof grantedExtensionAnswer>;
export type UndoneExtensionAnswer = z.output<typeof undoneExtensionAnswer>;
export type DeadlineChangeAnswer = z.output<typeof deadlineChangePage>['items'][number];

export function extensionPreviewOf({ possible, impossible, notices }: ExtensionsPreview): ExtensionPreviewAnswer {
  return { items: possible.map(deadlinePreviewOf), impossible: [...impossible], notices: [...notices] };
}

export function undoPreviewOf(change: DeadlinePreview, notice: LetterPreview): UndoPreviewAnswer {
  return { ...deadlinePreviewOf(change), notice };
}

export function deadlineChangeOf(change: DeadlineChange): DeadlineChangeAnswer {
  return {
    reference: change.reference,
    municipalityNumber: change.municipalityNumber,
    recipientName: change.recipientName,
    version: change.version,
    kind: change.kind,
    previousDueOn: change.previousDueOn,
    dueOn: change.dueOn,
    startsAt: iso(change.startsAt),
    reason: change.reason,
    grantedBy: change.grantedBy,
  };
}

function deadlinePreviewOf(preview: DeadlinePreview): z.output<typeof deadlinePreview> {
  return {
    ...preview,
    remindersRemoved: preview.remindersRemoved.map(slotOf),
    remindersAdded: preview.remindersAdded.map(slotOf),
    remindersKept: preview.remindersKept.map(slotOf),
  };
}

function slotOf({ slot, sendAt }: PreviewedReminder): { slot: string; sendAt: string } {
  return { slot, sendAt: iso(new Date(sendAt)) };
}
