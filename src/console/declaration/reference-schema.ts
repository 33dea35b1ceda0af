import { z } from 'zod';

/** A declaration's reference in an address. */
export const referenceSchema = z
  .string()
  .max(60)
  .regex(/^[A-Z0-9]+(?:-[A-Z0-9]+)+$/, 'is not a reference: it looks like AKSON-2020-0301-Q7K2M');
