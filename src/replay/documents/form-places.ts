import { PDF } from '@libpdf/core';
import { fieldMissing } from './fill-form.js';
import { FILLED_FIELD_NAMES, type FilledFields, SIGNATURE_FIELD_NAME } from './filled-fields.js';
import type { Box } from './handwriting.js';

/** Where a pen writes on a printed form. */
export interface FormPlaces {
  readonly fields: Readonly<Record<keyof FilledFields, Box>>;
  /** The empty frame for a signature by hand. */
  readonly signature: Box;
  /** The page with all of them, counted from 0. */
  readonly page: number;
  readonly pageHeight: number;
}

/** Reads a form's blanks off its fields. Throws `SCENARIO_FORM_FIELD_MISSING`. */
export async function readFormPlaces(form: Uint8Array): Promise<FormPlaces> {
  const document = await PDF.load(form);
  const fields = document.getForm()?.getFields() ?? [];
  const widget = (name: string): { box: Box; page: number } => {
    const found = fields.find((field) => field.name === name)?.getWidgets()[0];
    if (!found?.pageRef) throw fieldMissing(name);
    const [left, bottom, right, top] = found.rect;
    const { objectNumber } = found.pageRef;
    const page = document.getPages().findIndex(({ ref }) => ref.objectNumber === objectNumber);
    return { box: { left, bottom, width: right - left, height: top - bottom }, page };
  };
  const boxes = FILLED_FIELD_NAMES.map((name) => [name, widget(name).box] as const);
  const { box: digital, page } = widget(SIGNATURE_FIELD_NAME);
  const { left, width } = widget('name').box;
  return {
    fields: Object.fromEntries(boxes) as Record<keyof FilledFields, Box>,
    // The frame for the pen is no field: it stands beside the one for the digital signature, in the column of the names.
    signature: { left, width, bottom: digital.bottom, height: digital.height },
    page,
    pageHeight: document.getPages()[page]?.getMediaBox().height ?? 0,
  };
}
