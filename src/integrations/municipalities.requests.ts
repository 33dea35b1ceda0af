import { z } from 'zod';
import { pageQuery } from '../platform/http/index.js';
import { municipalityNumber } from './fields.schemas.js';

export const municipalityQuery = pageQuery(z.strictObject({ number: municipalityNumber }));
export type MunicipalityQuery = z.output<typeof municipalityQuery>;
