import { z } from 'zod';
import { LETTER_KINDS } from '../letters/index.js';
import { pageQuery } from '../platform/http/index.js';
import { line, timePosition } from './fields.schemas.js';

export const letterQuery = pageQuery(timePosition('createdAt')).extend({
  kind: z.enum(LETTER_KINDS).optional().describe('Only letters of this kind.'),
});
export const capturedMessageQuery = pageQuery(timePosition('capturedAt'));

export const sendAgainRequest = z
  .strictObject({ reason: line(1000).describe('Why; stands in the audit log.') })
  .meta({ id: 'SendAgainRequest', examples: [{ reason: 'The mailbox has been emptied.' }] });

export type SendAgainRequest = z.output<typeof sendAgainRequest>;
export type LetterQuery = z.output<typeof letterQuery>;
export type CapturedMessageQuery = z.output<typeof capturedMessageQuery>;
