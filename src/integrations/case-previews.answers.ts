import { z } from 'zod';
import type { ContactPreview } from '../contacts/index.js';
import type { WithdrawalPreview } from '../withdrawals/index.js';
import { count, iso, reference, rowId, timestamp, version } from './fields.schemas.js';
import { letterPreview } from './letter-preview.answers.js';
import { letterAnswer, letterAnswerOf, letterKind } from './letters.answers.js';

export const contactPreviewAnswer = z
  .object({
    reference,
    version,
    formerEmail: z.string(),
    email: z.string(),
    letters: z
      .array(
        z.object({
          id: rowId,
          kind: letterKind,
          state: z
            .enum(['PLANNED', 'HELD', 'BOUNCED_HARD', 'BOUNCED_SOFT', 'FAILED'])
            .describe('PLANNED: it follows. Otherwise it is sent once more.'),
          dueAt: timestamp,
        }),
      )
      .describe('Letters that would go to the new address.'),
    othersReleased: count.describe('Letters of other cases that wait for this address and would be sent.'),
    invitation: letterPreview.nullable().describe('The invitation that never arrived and would go out once more.'),
  })
  .meta({ id: 'ContactPreview' });

export const withdrawalPreviewAnswer = z
  .object({
    reference,
    version,
    reminders: z.array(z.object({ slot: z.string(), sendAt: timestamp })).describe('They would not be sent.'),
    letters: z.array(letterAnswer).describe('They are written and would not be sent.'),
    notice: letterPreview,
  })
  .meta({ id: 'WithdrawalPreview' });

export type ContactPreviewAnswer = z.output<typeof contactPreviewAnswer>;
export type WithdrawalPreviewAnswer = z.output<typeof withdrawalPreviewAnswer>;

export function contactPreviewOf(reference: string, preview: ContactPreview): ContactPreviewAnswer {
  return {
    reference,
    ...preview,
    letters: preview.letters.map((letter) => ({ ...letter, dueAt: iso(letter.dueAt) })),
  };
}

export function withdrawalPreviewOf(reference: string, preview: WithdrawalPreview): WithdrawalPreviewAnswer {
  return {
    reference,
    version: preview.version,
    reminders: preview.reminders.map(({ slot, sendAt }) => ({ slot, sendAt: iso(sendAt) })),
    letters: preview.letters.map(letterAnswerOf),
    notice: preview.notice,
  };
}
