import { z } from 'zod';
import { pageSchema } from '../platform/http/index.js';
import { count, municipalityNumber } from './fields.schemas.js';

export const municipalityAnswer = z
  .object({
    number: municipalityNumber,
    name: z.string().meta({ examples: ['Oslo'] }),
    nameSamiOrKven: z.string().nullable(),
    countyNumber: z.string().meta({ examples: ['03'] }),
    countyName: z.string(),
    healthRegion: z.string().meta({ examples: ['Helse Sør-Øst'] }),
    population: count,
    organizationNumber: z.string().meta({ examples: ['958935420'] }),
    email: z.string(),
    languageForm: z.enum(['nb', 'nn', 'neutral']),
    samiAdminArea: z.boolean(),
    website: z.string(),
    longitude: z.number(),
    latitude: z.number(),
  })
  .meta({ id: 'Municipality' });

export const municipalityPage = pageSchema(municipalityAnswer).meta({ id: 'MunicipalityPage' });

export const importedRegisterAnswer = z
  .object({ rows: count, added: count, changed: count, unchanged: count })
  .meta({ id: 'ImportedRegister', examples: [{ rows: 356, added: 0, changed: 1, unchanged: 355 }] });

export type MunicipalityAnswer = z.output<typeof municipalityAnswer>;
export type ImportedRegisterAnswer = z.output<typeof importedRegisterAnswer>;
