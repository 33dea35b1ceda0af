import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DeliveryState } from './webhook-delivery.entity.js';
import type { WebhookEventType } from './webhook-event.policy.js';
import { deliveryUnknown, endpointUnknown } from './webhooks.errors.js';

export interface EndpointView {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly eventTypes: WebhookEventType[];
  readonly campaign: string | null;
  readonly enabled: boolean;
  readonly failingSince: Date | null;
  readonly secretVersion: number;
  readonly previousSecretUntil: Date | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly version: number;
}

export interface DeliveryView {
  readonly id: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly dueAt: Date;
  readonly settledAt: Date | null;
  readonly lastError: string | null;
}

export interface AttemptView {
  readonly at: Date;
  readonly outcome: string;
  readonly status: number | null;
}

const ENDPOINT = `
  SELECT endpoint.id, endpoint.name, endpoint.url, endpoint.event_types AS "eventTypes", campaign.slug AS campaign,
    endpoint.enabled, endpoint.failing_since AS "failingSince", endpoint.secret_version AS "secretVersion",
    endpoint.previous_secret_until AS "previousSecretUntil", endpoint.created_at AS "createdAt",
    endpoint.created_by AS "createdBy", endpoint.version
  FROM webhook_endpoint AS endpoint LEFT JOIN campaign ON campaign.id = endpoint.campaign_id`;

const DELIVERY = `
  SELECT delivery.id, delivery.event_id AS "eventId", event.type AS "eventType", delivery.state, delivery.attempts,
    delivery.created_at AS "createdAt", delivery.due_at AS "dueAt", delivery.settled_at AS "settledAt",
    delivery.last_error AS "lastError"
  FROM webhook_delivery AS delivery JOIN webhook_event AS event ON event.id = delivery.event_id`;

/** Endpoints, and the log of what they were sent. */
@Injectable()
export class WebhookReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** By name. */
  async endpoints(afterName: string | undefined, limit: number): Promise<EndpointView[]> {
    return await this.dataSource.query(
      `${ENDPOINT} WHERE $1::text IS NULL OR endpoint.name > $1 ORDER BY endpoint.name LIMIT $2`,
      [afterName ?? null, limit],
    );
  }

  /** Throws WEBHOOK_ENDPOINT_UNKNOWN. */
  async endpoint(id: string): Promise<EndpointView> {
    const rows: EndpointView[] = await this.dataSource.query(`${ENDPOINT} WHERE endpoint.id = $1`, [id]);
    const row = rows[0];
    if (row === undefined) throw endpointUnknown(id);
    return row;
  }

  /** Oldest first. Throws WEBHOOK_ENDPOINT_UNKNOWN. */
  async deliveries(filter: {
    readonly endpointId: string;
    readonly state: DeliveryState | undefined;
    readonly after: { readonly createdAt: string; readonly id: string } | undefined;
    readonly limit: number;
  }): Promise<DeliveryView[]> {
    await this.endpoint(filter.endpointId);
    return await this.dataSource.query(
      `${DELIVERY}
       WHERE delivery.endpoint_id = $1 AND ($2::text IS NULL OR delivery.state = $2)
         AND ($3::timestamptz IS NULL OR (delivery.created_at, delivery.id) > ($3::timestamptz, $4::uuid))
       ORDER BY delivery.created_at, delivery.id LIMIT $5`,
      [
        filter.endpointId,
        filter.state ?? null,
        filter.after?.createdAt ?? null,
        filter.after?.id ?? null,
        filter.limit,
      ],
    );
  }

  /** With every attempt, oldest first. Throws WEBHOOK_DELIVERY_UNKNOWN. */
  async delivery(
    endpointId: string,
    id: string,
  ): Promise<DeliveryView & { readonly body: string; readonly log: AttemptView[] }> {
    const rows: (DeliveryView & { body: string })[] = await this.dataSource.query(
      `${DELIVERY.replace('SELECT', 'SELECT event.body,')} WHERE delivery.endpoint_id = $1 AND delivery.id = $2`,
      [endpointId, id],
    );
    const row = rows[0];
    if (row === undefined) throw deliveryUnknown(id);
    const log: AttemptView[] = await this.dataSource.query(
      'SELECT at, outcome, status FROM webhook_attempt WHERE delivery_id = $1 ORDER BY id',
      [id],
    );
    return { ...row, log };
  }
}
