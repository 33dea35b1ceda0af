import { z } from 'zod';
import { CONCERNS, MOST_CHARACTERS } from '../mailbox/index.js';
import { pageQuery } from '../platform/http/index.js';
import { instantText, prose, reference } from './fields.schemas.js';

export const ownDeclarationQuery = pageQuery(z.strictObject({ issuedAt: instantText, reference }));

export const ownMessageRequest = z
  .strictObject({
    concern: z.enum(CONCERNS).describe('EXTENSION: a wish for more time, with its reason; an operator decides on it.'),
    text: prose(MOST_CHARACTERS),
  })
  .meta({
    id: 'NewOwnMessage',
    examples: [{ concern: 'EXTENSION', text: 'Kommunestyret behandler saken først 3. juli.' }],
  });

export type OwnDeclarationQuery = z.output<typeof ownDeclarationQuery>;
export type OwnMessageRequest = z.output<typeof ownMessageRequest>;
