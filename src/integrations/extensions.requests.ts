import { z } from 'zod';
import { pageQuery } from '../platform/http/index.js';
import { day, instantText, line, reference, version } from './fields.schemas.js';

const references = z.array(reference).min(1).max(500).describe('Declarations of one campaign.');
const dueOn = day.describe('The new deadline; it ends at 23:59:59.999 of that day.');

export const previewExtensionRequest = z
  .strictObject({
    references,
    dueOn,
    reason: line(1000).nullable().default(null).describe('For the letter, as it would be given to the municipality.'),
    partial: z
      .boolean()
      .default(false)
      .describe('Show those that can be extended, and say what keeps the others. Default: refuse all of it.'),
  })
  .meta({ id: 'ExtensionWish', examples: [{ references: ['AKSON-2020-0301-Q7K2M'], dueOn: '2020-07-07' }] });

export const grantExtensionRequest = z
  .strictObject({
    references,
    dueOn,
    reason: line(1000).describe('Told to the municipality.'),
    versions: z
      .array(z.strictObject({ reference, version }))
      .max(500)
      .default([])
      .describe(
        'What was decided on, as the preview told. Nothing is done if one of these has been changed since: 412. ' +
          'Those that are not named are extended as they stand now.',
      ),
  })
  .meta({
    id: 'NewExtension',
    examples: [
      {
        references: ['AKSON-2020-0301-Q7K2M'],
        dueOn: '2020-07-07',
        reason: 'Kommunestyret behandler saken 3. juli.',
      },
    ],
  });

export const undoExtensionRequest = z
  .strictObject({ reason: line(1000).describe('Told to the municipality.') })
  .meta({ id: 'ExtensionUndoing', examples: [{ reason: 'Utsettelsen ble gitt ved en feil.' }] });

export const previewUndoRequest = z
  .strictObject({ reason: line(1000).nullable().default(null).describe('For the letter.') })
  .meta({ id: 'ExtensionUndoingWish', examples: [{ reason: 'Utsettelsen ble gitt ved en feil.' }] });

/** Latest first, so a page ends at its earliest change. */
export const grantedQuery = pageQuery(
  z.strictObject({ startsAt: instantText, declarationId: z.uuid(), version: z.int().min(1).max(1_000_000) }),
);

export type GrantedQuery = z.output<typeof grantedQuery>;
export type PreviewUndoRequest = z.output<typeof previewUndoRequest>;
export type PreviewExtensionRequest = z.output<typeof previewExtensionRequest>;
export type GrantExtensionRequest = z.output<typeof grantExtensionRequest>;
export type UndoExtensionRequest = z.output<typeof undoExtensionRequest>;
