import { z } from 'zod';
import { RESOLUTION_OUTCOMES, type DeclarationView } from '../declarations/index.js';
import { pageSchema } from '../platform/http/index.js';
import type { ReturnView } from '../returns/index.js';
import { declarationSummary, declarationSummaryOf } from './declarations.answers.js';
import { iso, localDay, rowId, sha256, timestamp } from './fields.schemas.js';
import { returnSummary } from './returns.answers.js';

/** Without what the ministry thinks about it: hints may name other municipalities. */
const ownReturn = z.object({
  id: rowId,
  fileName: z.string(),
  sha256,
  arrivedAt: timestamp,
  onTime: z.boolean().nullable(),
  state: returnSummary.shape.state,
});

export const ownDeclarationAnswer = declarationSummary
  .extend({ returns: z.array(ownReturn).describe('What came back, in the order of arrival.') })
  .meta({ id: 'OwnDeclaration' });

export const ownDeclarationPage = pageSchema(ownDeclarationAnswer).meta({ id: 'OwnDeclarationPage' });

export const ownResolutionAnswer = z
  .object({
    outcome: z.enum(RESOLUTION_OUTCOMES),
    decidedOn: localDay,
    caseNumber: z.string().nullable(),
    recordedAt: timestamp,
  })
  .meta({ id: 'OwnResolution' });

export const ownMessageAnswer = z.object({ id: rowId, arrivedAt: timestamp }).meta({ id: 'OwnMessage' });

export type OwnResolutionAnswer = z.output<typeof ownResolutionAnswer>;
export type OwnMessageAnswer = z.output<typeof ownMessageAnswer>;

export type OwnDeclarationAnswer = z.output<typeof ownDeclarationAnswer>;

export function ownDeclarationAnswerOf(
  view: DeclarationView,
  returns: readonly ReturnView[],
  now: Date,
  timeZone: string,
): OwnDeclarationAnswer {
  return {
    ...declarationSummaryOf(view, now, timeZone),
    returns: returns.map(({ id, fileName, sha256: digest, arrivedAt, onTime, state }) => ({
      id,
      fileName,
      sha256: digest,
      arrivedAt: iso(arrivedAt),
      onTime,
      state,
    })),
  };
}
