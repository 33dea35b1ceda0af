import { z } from 'zod';
import { pageQuery, pageSchema } from '../../platform/http/index.js';
import { PERSON_LANGUAGES, PERSON_ROLES } from './person.policy.js';

const roles = z
  .array(z.enum(PERSON_ROLES))
  .min(1)
  .max(PERSON_ROLES.length)
  .overwrite((words) => PERSON_ROLES.filter((role) => words.includes(role)));

export const invitePersonRequest = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), 'holds a control character'),
    email: z.email().max(254).describe('What the audit log calls the person; it never changes.'),
    roles,
    language: z.enum(PERSON_LANGUAGES).default('nb').describe('Of the pages.'),
  })
  .meta({
    id: 'NewPerson',
    examples: [{ name: 'Kari Nordmann', email: 'kari@departement.example', roles: ['case-handler'], language: 'nn' }],
  });

export const changeRolesRequest = z
  .strictObject({ roles })
  .meta({ id: 'NewRoles', examples: [{ roles: ['case-handler', 'approver'] }] });

export const personAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    roles: z.array(z.enum(PERSON_ROLES)),
    language: z.enum(PERSON_LANGUAGES),
    state: z.enum(['INVITED', 'ACTIVE', 'DISABLED']),
    byOrganisation: z.boolean().describe("Comes by the organisation's log-in, which also says the roles."),
    hasSecondFactor: z.boolean(),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    signedInAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Person' });

const link = z.object({
  url: z.string().nullable().describe('To be passed on; told this once, null in a replayed answer.'),
  expiresAt: z.iso.datetime(),
});

export const invitedPersonAnswer = personAnswer
  .extend({ url: link.shape.url, linkExpiresAt: z.iso.datetime() })
  .meta({ id: 'InvitedPerson' });
export const personLinkAnswer = link.meta({ id: 'PersonLink' });
export const personPage = pageSchema(personAnswer).meta({ id: 'PersonPage' });
export const personQuery = pageQuery(z.strictObject({ email: z.string().max(320) }));
export const personId = z.uuid();

export type InvitePersonRequest = z.output<typeof invitePersonRequest>;
export type ChangeRolesRequest = z.output<typeof changeRolesRequest>;
export type PersonAnswer = z.output<typeof personAnswer>;
export type InvitedPersonAnswer = z.output<typeof invitedPersonAnswer>;
export type PersonLinkAnswer = z.output<typeof personLinkAnswer>;
export type PersonQuery = z.output<typeof personQuery>;
