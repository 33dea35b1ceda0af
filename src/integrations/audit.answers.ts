import { z } from 'zod';
import type { ListedEvent } from '../audit/index.js';
import { pageSchema } from '../platform/http/index.js';
import { actor, count, iso, timestamp } from './fields.schemas.js';

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

export const auditEventAnswer = z
  .object({
    position: count.nullable().describe('In the chain; null until it is sealed.'),
    at: timestamp,
    actor,
    action: z.string().meta({ examples: ['DEADLINE_EXTENDED'] }),
    subject: z.string().meta({ examples: ['declaration:AKSON-2020-0301-Q7K2M'] }),
    data: z.record(z.string(), z.json()).describe('Facts of the change.'),
  })
  .meta({ id: 'AuditEvent' });

export const auditPage = pageSchema(auditEventAnswer).meta({ id: 'AuditEventPage' });

export function auditEventAnswerOf({ position, at, actor: by, action, subject, data }: ListedEvent): AuditEventAnswer {
  return {
    position: position === null ? null : Number(position),
    at: iso(at),
    actor: by,
    action,
    subject,
    data: z.record(z.string(), z.json()).parse(data),
  };
}

export type AuditEventAnswer = z.output<typeof auditEventAnswer>;
export type AuditHeadAnswer = z.output<typeof auditHeadAnswer>;
export type AuditVerdictAnswer = z.output<typeof auditVerdictAnswer>;
