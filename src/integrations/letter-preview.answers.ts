import { z } from 'zod';
import { language } from './fields.schemas.js';
import { letterKind } from './letters.answers.js';

export const letterPreview = z
  .object({
    kind: letterKind,
    recipientName: z.string(),
    recipientEmail: z.string(),
    language,
    subject: z.string(),
    text: z.string().describe("Without the municipality's own link, which only the letter has."),
  })
  .meta({ id: 'LetterPreview' });
