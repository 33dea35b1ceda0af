import { z } from 'zod';
import { RESOLUTION_OUTCOMES } from '../declarations/index.js';
import { pageQuery } from '../platform/http/index.js';
import { DECLARATION_SORTS, declarationFilterFields, declarationPosition, ORDERS } from '../reporting/index.js';
import { day, line, prose } from './fields.schemas.js';

export const declarationQuery = pageQuery(declarationPosition)
  .extend({
    ...declarationFilterFields,
    sort: z.enum(DECLARATION_SORTS).default('number').describe('`changed`: when the case last moved.'),
    order: z.enum(ORDERS).default('asc'),
  })
  .refine(({ cursor, sort, order }) => cursor === undefined || (cursor.sort === sort && cursor.order === order), {
    path: ['cursor'],
    message: 'belongs to another order: ask with the sort and order of the page before',
  });

export const resolutionRequest = z
  .strictObject({
    outcome: z.enum(RESOLUTION_OUTCOMES),
    decidedOn: day.describe("The day of the council's meeting, not in the future."),
    caseNumber: line(100).nullable().default(null),
  })
  .meta({ id: 'NewResolution', examples: [{ outcome: 'ADOPTED', decidedOn: '2020-06-17', caseNumber: 'PS 20/43' }] });

export const withdrawalRequest = z
  .strictObject({
    by: z.enum(['municipality', 'ministry']).describe('Who asked for it; the letter to the municipality says so.'),
    reason: line(1000).describe('Why; stands in the audit log.'),
    note: prose(2000).nullable().default(null).describe('Goes to the municipality as the reason given.'),
  })
  .meta({
    id: 'NewWithdrawal',
    examples: [{ by: 'municipality', reason: 'The council has decided not to take part.', note: null }],
  });

export const contactRequest = z
  .strictObject({
    email: z.email().max(254).describe("Where this declaration's letters go from now on."),
    reason: line(1000).describe('Why; stands in the audit log.'),
  })
  .meta({
    id: 'NewContact',
    examples: [
      { email: 'postmottak@kommune.example', reason: 'Letters bounced; the municipality gave a new address.' },
    ],
  });

export const withdrawalWish = z
  .strictObject({
    by: z.enum(['municipality', 'ministry']).describe('Who asked for it; the letter to the municipality says so.'),
    note: prose(2000).nullable().default(null).describe('Goes to the municipality as the reason given.'),
  })
  .meta({ id: 'WithdrawalWish', examples: [{ by: 'municipality', note: null }] });

export const contactWish = z
  .strictObject({ email: z.email().max(254).describe("Where this declaration's letters would go.") })
  .meta({ id: 'ContactWish', examples: [{ email: 'postmottak@kommune.example' }] });

export type WithdrawalWish = z.output<typeof withdrawalWish>;
export type ContactWish = z.output<typeof contactWish>;
export type DeclarationQuery = z.output<typeof declarationQuery>;
export type ResolutionRequest = z.output<typeof resolutionRequest>;
export type WithdrawalRequest = z.output<typeof withdrawalRequest>;
export type ContactRequest = z.output<typeof contactRequest>;
