import { z } from 'zod';
import { count } from './fields.schemas.js';

const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ examples: ['9f2c4b8f0e1d3a5768c9b0a1f2e3d4c5b6a798877665544332211000ffeeddcc'] });

export const auditHeadAnswer = z
  .object({
    position: count.describe('Of the last sealed event; 0 when nothing is sealed yet.'),
    hash,
    unsealed: count.describe('Events that wait for the sealer.'),
  })
  .meta({ id: 'AuditHead' });

export const auditVerdictAnswer = z
  .object({
    events: count.describe('How many fit.'),
    head: hash,
    fault: z
      .object({
        position: count,
        fault: z.enum(['GAP', 'PREDECESSOR', 'CHANGED']),
        message: z.string(),
      })
      .nullable()
      .describe('The first fault; nothing after it can be relied on.'),
  })
  .meta({ id: 'AuditVerdict' });

export type AuditHeadAnswer = z.output<typeof auditHeadAnswer>;
export type AuditVerdictAnswer = z.output<typeof auditVerdictAnswer>;
