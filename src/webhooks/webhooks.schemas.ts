import { z } from 'zod';
import { pageQuery, pageSchema } from '../platform/http/index.js';
import { DELIVERY_STATES } from './webhook-delivery.entity.js';
import { WEBHOOK_EVENT_TYPES } from './webhook-event.policy.js';

const url = z
  .string()
  .max(2000)
  .regex(/^https?:\/\/[!-~]+$/, 'is not a URL in ASCII characters')
  .refine((text) => URL.canParse(text), 'is not a URL')
  .describe('https:// on the public internet. Redirects are not followed.')
  .meta({ examples: ['https://arkiv.example.org/tilslutning'] });

const eventTypes = z
  .array(z.enum(WEBHOOK_EVENT_TYPES))
  .min(1)
  .max(WEBHOOK_EVENT_TYPES.length)
  .meta({ examples: [['declaration.accepted', 'threshold.reached']] });

const campaign = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,99}$/, 'is not the short name of a campaign, such as akson-2020')
  .nullable()
  .describe('The short name of a campaign; null: every campaign.');

const name = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'takes 1 to 63 lower-case letters, digits and inner hyphens');

export const createEndpointRequest = z.strictObject({ name, url, eventTypes, campaign: campaign.default(null) }).meta({
  id: 'NewWebhookEndpoint',
  examples: [
    {
      name: 'arkivet',
      url: 'https://arkiv.example.org/tilslutning',
      eventTypes: ['declaration.accepted', 'threshold.reached'],
      campaign: 'akson-2020',
    },
  ],
});

export const changeEndpointRequest = z
  .strictObject({ url, eventTypes, campaign, enabled: z.boolean() })
  .partial()
  .meta({ id: 'WebhookEndpointChange', examples: [{ enabled: false }] });

/** No earlier and no later than what every store can hold. */
const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((at) => at.getUTCFullYear() >= 1900 && at.getUTCFullYear() < 3000, 'must lie between 1900 and 2999');

export const replayRequest = z
  .strictObject({
    since: instant.describe('The earliest event to send again.'),
    onlyUndelivered: z
      .boolean()
      .default(true)
      .describe('False: also what the endpoint has taken before; it knows the ids.'),
  })
  .meta({ id: 'WebhookReplay', example: { since: '2020-06-01T00:00:00Z', onlyUndelivered: true } });

const timestamp = z.iso.datetime();

export const endpointAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    url: z.string(),
    eventTypes: z.array(z.enum(WEBHOOK_EVENT_TYPES)),
    campaign,
    enabled: z.boolean(),
    state: z
      .enum(['ACTIVE', 'FAILING', 'DISABLED'])
      .describe('FAILING: a delivery was given up after three days; those after it are still tried.'),
    failingSince: timestamp.nullable(),
    secretVersion: z.int().min(1),
    previousSecretUntil: timestamp.nullable().describe('Until then the secret before this one signs too.'),
    createdAt: timestamp,
    createdBy: z.string(),
    version: z.int().min(1).describe('Grows with every change; the ETag is made from it.'),
  })
  .meta({ id: 'WebhookEndpoint' });

const secret = z.string().nullable().describe('whsec_ and base64, told this once; null in a replayed answer.');

export const createdEndpointAnswer = endpointAnswer.extend({ secret }).meta({ id: 'CreatedWebhookEndpoint' });
export const rotatedSecretAnswer = z
  .object({ secret, previousUntil: timestamp.describe('Until then the secret before it signs too.') })
  .meta({ id: 'RotatedWebhookSecret' });

const delivery = {
  id: z.uuid(),
  eventId: z.uuid().describe('Sent as webhook-id, the same in every attempt and replay.'),
  eventType: z.string(),
  state: z.enum(DELIVERY_STATES),
  attempts: z.int().min(0).describe('Since it was made or last replayed.'),
  createdAt: timestamp,
  dueAt: timestamp.describe('When it is tried next, if it is still PENDING.'),
  settledAt: timestamp.nullable(),
  lastError: z.string().nullable(),
};

export const deliveryAnswer = z.object(delivery).meta({ id: 'WebhookDelivery' });
export const deliveryLogAnswer = z
  .object({
    ...delivery,
    body: z.string().describe('What is sent, to the byte.'),
    log: z.array(
      z.object({
        at: timestamp,
        outcome: z.string().describe('DELIVERED, or a code: TIMED_OUT, ADDRESS_NOT_PUBLIC, REFUSED …'),
        status: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'WebhookDeliveryLog' });

export const endpointPage = pageSchema(endpointAnswer).meta({ id: 'WebhookEndpointPage' });
export const deliveryPage = pageSchema(deliveryAnswer).meta({ id: 'WebhookDeliveryPage' });
export const replayedAnswer = z
  .object({ deliveries: z.int().min(0).describe('How many are sent again.') })
  .meta({ id: 'ReplayedWebhooks' });
export const pingedAnswer = z.object({ deliveryId: z.uuid() }).meta({ id: 'PingedWebhook' });

export const rowId = z.uuid();
export const endpointQuery = pageQuery(z.strictObject({ name: z.string().max(63) }));
export const deliveryQuery = pageQuery(
  z.strictObject({ createdAt: z.iso.datetime().refine((text) => /^[12]\d{3}/.test(text)), id: z.uuid() }),
).extend({ state: z.enum(DELIVERY_STATES).optional() });

export type CreateEndpointRequest = z.output<typeof createEndpointRequest>;
export type ChangeEndpointRequest = z.output<typeof changeEndpointRequest>;
export type ReplayRequest = z.output<typeof replayRequest>;
export type EndpointQuery = z.output<typeof endpointQuery>;
export type DeliveryQuery = z.output<typeof deliveryQuery>;
export type EndpointAnswer = z.output<typeof endpointAnswer>;
export type CreatedEndpointAnswer = z.output<typeof createdEndpointAnswer>;
export type RotatedSecretAnswer = z.output<typeof rotatedSecretAnswer>;
export type DeliveryAnswer = z.output<typeof deliveryAnswer>;
export type DeliveryLogAnswer = z.output<typeof deliveryLogAnswer>;
export type ReplayedAnswer = z.output<typeof replayedAnswer>;
export type PingedAnswer = z.output<typeof pingedAnswer>;
