import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { nameUuid } from '../platform/ids/index.js';
import { SecretSource } from '../platform/secrets/index.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
import { PING } from './webhook-event.policy.js';
import { deliveryUnknown, endpointDisabled, endpointUnknown } from './webhooks.errors.js';
import { deliveryId, WriteWebhookEvents } from './write-webhook-events.js';

const AGAIN = `state = 'PENDING', due_at = $2, queued_at = NULL, leased_until = NULL, attempts = 0, settled_at = NULL`;

/** Sends again what was sent or given up, and a test message. Each bears the id that it had: receivers know it again. */
@Injectable()
export class ReplayDeliveries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly write: WriteWebhookEvents,
    private readonly secrets: SecretSource,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** One that is still on its way goes at once. Throws WEBHOOK_DELIVERY_UNKNOWN or WEBHOOK_ENDPOINT_DISABLED. */
  async one(endpointId: string, id: string, actor: string): Promise<void> {
    await this.#with(endpointId, actor, 'WEBHOOK_REPLAYED', async (manager, _endpoint, now) => {
      const result: [unknown[], number] = await manager.query(
        `UPDATE webhook_delivery SET ${AGAIN} WHERE id = $1 AND endpoint_id = $3 RETURNING id`,
        [id, now.toISOString(), endpointId],
      );
      if (result[0].length === 0) throw deliveryUnknown(id);
      return { deliveries: 1 };
    });
  }

  /**
   * All events since an instant that the endpoint asks for today, those from before it was registered included; those
   * still on their way keep their turn. Returns how many. Throws WEBHOOK_ENDPOINT_UNKNOWN or WEBHOOK_ENDPOINT_DISABLED.
   */
  async since(endpointId: string, since: Date, onlyUndelivered: boolean, actor: string): Promise<number> {
    return await this.#with(endpointId, actor, 'WEBHOOK_REPLAYED', async (manager, endpoint, now) => {
      const events: { id: string }[] = await manager.query(
        `SELECT id FROM webhook_event
         WHERE at >= $1 AND type = ANY($2) AND ($3::uuid IS NULL OR campaign_id = $3) ORDER BY at, id`,
        [since.toISOString(), endpoint.eventTypes, endpoint.campaignId],
      );
      const changed: { id: string }[] = await manager.query(
        `INSERT INTO webhook_delivery (id, endpoint_id, event_id, state, created_at, due_at)
         SELECT id, $1, event_id, 'PENDING', $2::timestamptz, $2::timestamptz
         FROM unnest($3::uuid[], $4::uuid[]) AS wanted(id, event_id)
         ON CONFLICT (endpoint_id, event_id) DO UPDATE SET ${AGAIN}
           WHERE webhook_delivery.state = 'FAILED' OR webhook_delivery.state = 'DELIVERED' AND NOT $5
         RETURNING id`,
        [
          endpointId,
          now.toISOString(),
          events.map((event) => deliveryId(endpointId, event.id)),
          events.map((event) => event.id),
          onlyUndelivered,
        ],
      );
      return { deliveries: changed.length, since: since.toISOString() };
    });
  }

  /** A message that means nothing, to try the endpoint out; returns its delivery. */
  async ping(endpointId: string, actor: string): Promise<string> {
    let delivery = '';
    await this.#with(endpointId, actor, 'WEBHOOK_PINGED', async (manager, endpoint, now) => {
      const nonce = this.secrets.bytes(`webhook-ping:${endpointId}:${now.toISOString()}`, 16).toString('hex');
      const event = { id: nameUuid('webhook-event', PING, nonce), type: PING, at: now, campaignId: null };
      const data = { endpoint: endpoint.name };
      delivery = await this.write.forOne(manager, { ...event, data }, endpointId, now);
      return { deliveries: 1 };
    });
    return delivery;
  }

  async #with(
    endpointId: string,
    actor: string,
    action: string,
    work: (
      manager: EntityManager,
      endpoint: WebhookEndpoint,
      now: Date,
    ) => Promise<{ deliveries: number; since?: string }>,
  ): Promise<number> {
    return await this.dataSource.transaction(async (manager) => {
      const endpoint = await manager
        .getRepository(WebhookEndpoint)
        .findOne({ where: { id: endpointId }, lock: { mode: 'pessimistic_write' } });
      if (endpoint === null) throw endpointUnknown(endpointId);
      if (!endpoint.enabled) throw endpointDisabled(endpoint.name);
      const now = this.clock.now();
      const data = await work(manager, endpoint, now);
      await manager.getRepository(WebhookEndpoint).update({ id: endpointId }, { restingUntil: null });
      await this.audit.record(manager, { at: now, actor, action, subject: `webhook-endpoint:${endpoint.name}`, data });
      return data.deliveries;
    });
  }
}
