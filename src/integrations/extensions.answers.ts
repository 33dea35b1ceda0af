import { z } from 'zod';
import type { ExtensionPreview } from '../extensions/index.js';
import { count, iso, localDay, reference, timestamp } from './fields.schemas.js';

const slots = z.array(z.object({ slot: z.string(), sendAt: timestamp }));
const deadlineVersion = count.describe('Of the deadline that counts now.');

export const extensionPreviewAnswer = z
  .object({
    items: z.array(
      z.object({
        reference,
        recipientName: z.string(),
        dueOnNow: localDay,
        dueOnThen: localDay,
        remindersRemoved: slots,
        remindersAdded: slots,
        remindersKept: slots,
      }),
    ),
  })
  .meta({ id: 'ExtensionPreview' });

export const grantedExtensionAnswer = z
  .object({ items: z.array(z.object({ reference, deadlineVersion, dueOn: localDay })) })
  .meta({
    id: 'GrantedExtension',
    examples: [{ items: [{ reference: 'AKSON-2020-0301-Q7K2M', deadlineVersion: 2, dueOn: '2020-07-07' }] }],
  });

export const undoneExtensionAnswer = z
  .object({ reference, deadlineVersion, dueOn: localDay })
  .meta({ id: 'UndoneExtension' });

export type ExtensionPreviewAnswer = z.output<typeof extensionPreviewAnswer>;
export type GrantedExtensionAnswer = z.output<typeof grantedExtensionAnswer>;
export type UndoneExtensionAnswer = z.output<typeof undoneExtensionAnswer>;

export function extensionPreviewOf(preview: ExtensionPreview): ExtensionPreviewAnswer['items'][number] {
  return {
    ...preview,
    remindersRemoved: preview.remindersRemoved.map(slotOf),
    remindersAdded: preview.remindersAdded.map(slotOf),
    remindersKept: preview.remindersKept.map(slotOf),
  };
}

function slotOf({ slot, sendAt }: { readonly slot: string; readonly sendAt: string }): {
  slot: string;
  sendAt: string;
} {
  return { slot, sendAt: iso(new Date(sendAt)) };
}
