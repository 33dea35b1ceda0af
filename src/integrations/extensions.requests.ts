import { z } from 'zod';
import { day, line, reference } from './fields.schemas.js';

const references = z.array(reference).min(1).max(500).describe('Declarations of one campaign.');
const dueOn = day.describe('The new deadline; it ends at 23:59:59.999 of that day.');

export const previewExtensionRequest = z
  .strictObject({ references, dueOn })
  .meta({ id: 'ExtensionWish', examples: [{ references: ['AKSON-2020-0301-Q7K2M'], dueOn: '2020-07-07' }] });

export const grantExtensionRequest = z
  .strictObject({
    references,
    dueOn,
    reason: line(1000).describe('Told to the municipality.'),
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

export type PreviewExtensionRequest = z.output<typeof previewExtensionRequest>;
export type GrantExtensionRequest = z.output<typeof grantExtensionRequest>;
export type UndoExtensionRequest = z.output<typeof undoExtensionRequest>;
