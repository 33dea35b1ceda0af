import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { nameUuid } from '../platform/ids/index.js';
import { endOfDay, WEBHOOK_LOG_DAYS } from './webhook-log-days.js';

export interface NewWebhookEvent {
  readonly id: string;
  readonly type: string;
  readonly at: Date;
  readonly campaignId: string | null;
  readonly data: Readonly<Record<string, string | number | null>>;
}

/** Writes events and their deliveries in the caller's transaction: at most four statements however many. */
@Injectable()
export class WriteWebhookEvents {
  constructor(@Inject(WEBHOOK_LOG_DAYS) private readonly days: number) {}

  /** Events that are there already stay as they are, and are told to nobody again. */
  async execute(manager: EntityManager, events: readonly NewWebhookEvent[], now: Date): Promise<void> {
    const written = await insertEvents(manager, events, this.days);
    if (written.length === 0) return;
    const endpoints: { id: string; eventTypes: string[]; campaignId: string | null }[] = await manager.query(
      `SELECT id, event_types AS "eventTypes", campaign_id AS "campaignId" FROM webhook_endpoint
       WHERE enabled AND event_types && $1::text[]`,
      [written.map(({ type }) => type)],
    );
    const wanted = endpoints.flatMap((endpoint) =>
      written
        .filter(({ type }) => endpoint.eventTypes.includes(type))
        .filter(({ campaignId }) => endpoint.campaignId === null || endpoint.campaignId === campaignId)
        .map(({ id }) => ({ endpointId: endpoint.id, eventId: id })),
    );
    await insertDeliveries(manager, wanted, now);
  }

  /** Writes an event for one endpoint alone, whatever it asked for; returns the delivery's id. */
  async forOne(manager: EntityManager, event: NewWebhookEvent, endpointId: string, now: Date): Promise<string> {
    await insertEvents(manager, [event], this.days);
    await insertDeliveries(manager, [{ endpointId, eventId: event.id }], now);
    return deliveryId(endpointId, event.id);
  }
}

export function deliveryId(endpointId: string, eventId: string): string {
  return nameUuid('webhook-delivery', endpointId, eventId);
}

async function insertEvents(
  manager: EntityManager,
  events: readonly NewWebhookEvent[],
  days: number,
): Promise<{ id: string; type: string; campaignId: string | null }[]> {
  const ends = [...new Set(events.map(({ at }) => endOfDay(at).toISOString()))];
  await manager.query(
    `INSERT INTO webhook_purge (id, until, due_at)
     SELECT id, until, until + make_interval(days => $3) FROM unnest($1::uuid[], $2::timestamptz[]) AS day(id, until)
     ON CONFLICT DO NOTHING`,
    [ends.map((end) => nameUuid('webhook-purge', end)), ends, days],
  );
  return await manager.query(
    `INSERT INTO webhook_event (id, type, at, campaign_id, body)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[], $5::text[])
     ON CONFLICT DO NOTHING RETURNING id, type, campaign_id AS "campaignId"`,
    [
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      events.map(({ at }) => at.toISOString()),
      events.map(({ campaignId }) => campaignId),
      events.map(({ type, at, data }) => JSON.stringify({ type, timestamp: at.toISOString(), data })),
    ],
  );
}

async function insertDeliveries(
  manager: EntityManager,
  wanted: readonly { readonly endpointId: string; readonly eventId: string }[],
  now: Date,
): Promise<void> {
  if (wanted.length === 0) return;
  await manager.query(
    `INSERT INTO webhook_delivery (id, endpoint_id, event_id, state, created_at, due_at)
     SELECT id, endpoint_id, event_id, 'PENDING', $4::timestamptz, $4::timestamptz
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS wanted(id, endpoint_id, event_id)
     ON CONFLICT DO NOTHING`,
    [
      wanted.map(({ endpointId, eventId }) => deliveryId(endpointId, eventId)),
      wanted.map(({ endpointId }) => endpointId),
      wanted.map(({ eventId }) => eventId),
      now.toISOString(),
    ],
  );
}
