import { PDF } from '@libpdf/core';
import { ServiceError } from '../../platform/errors/index.js';
import { FILLED_FIELD_NAMES, type FilledFields } from './filled-fields.js';

/**
 * Types into the text fields, as a municipality does in its PDF program: an incremental update behind the issued bytes,
 * with new appearances. Empty values leave their field as it is. Throws `SCENARIO_FORM_FIELD_MISSING`.
 */
export async function fillForm(form: Uint8Array, filled: FilledFields): Promise<Uint8Array> {
  const document = await PDF.load(form);
  const fields = document.getForm();
  for (const name of FILLED_FIELD_NAMES) {
    const field = fields?.getTextField(name);
    if (!field) throw fieldMissing(name);
    if (filled[name] !== '') field.setValue(filled[name]);
  }
  return await document.save({ incremental: true });
}

export function fieldMissing(name: string): ServiceError<'SCENARIO_FORM_FIELD_MISSING'> {
  return new ServiceError(
    'SCENARIO_FORM_FIELD_MISSING',
    `The form has no field ${name}; only a form that the service issued can be filled in.`,
    { category: 'invalid' },
  );
}
