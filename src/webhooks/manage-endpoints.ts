import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { CampaignReadModel } from '../campaigns/index.js';
import { Clock } from '../platform/clock/index.js';
import { assertVersion } from '../platform/http/index.js';
import { nameUuid } from '../platform/ids/index.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
import type { WebhookEventType } from './webhook-event.policy.js';
import { OVERLAP_MS, WebhookSecrets } from './webhook-secrets.js';
import { WebhookSender } from './webhook-sender.js';
import { formatSecret } from './webhook-signature.policy.js';
import { endpointNameTaken, endpointUnknown, urlNotAllowed } from './webhooks.errors.js';

export interface EndpointWish {
  readonly url: string;
  readonly eventTypes: readonly WebhookEventType[];
  /** Null: every campaign. */
  readonly campaign: string | null;
}

export interface EndpointChange extends Partial<EndpointWish> {
  readonly enabled?: boolean | undefined;
}

/** Registers, changes and removes endpoints, and gives them their secrets. The audit log holds no address. */
@Injectable()
export class ManageEndpoints {
  constructor(
    private readonly dataSource: DataSource,
    private readonly campaigns: CampaignReadModel,
    private readonly sender: WebhookSender,
    private readonly secrets: WebhookSecrets,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws WEBHOOK_URL_NOT_ALLOWED, WEBHOOK_ENDPOINT_NAME_TAKEN or CAMPAIGN_UNKNOWN. The secret is told this once. */
  async create(name: string, wish: EndpointWish, actor: string): Promise<{ id: string; secret: string }> {
    this.#checkUrl(wish.url);
    const campaignId = await this.#campaignId(wish.campaign);
    const now = this.clock.now();
    // Made anew with its time, so that an endpoint that is removed and made again gets another secret.
    const id = nameUuid('webhook-endpoint', name, now.toISOString());
    await this.dataSource.transaction(async (manager) => {
      const inserted: unknown[] = await manager.query(
        `INSERT INTO webhook_endpoint (id, name, url, event_types, campaign_id, created_at, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
        [id, name, wish.url, distinct(wish.eventTypes), campaignId, now.toISOString(), actor],
      );
      if (inserted.length === 0) throw endpointNameTaken(name);
      await this.#record(manager, 'WEBHOOK_ENDPOINT_CREATED', name, actor, now, {
        eventTypes: distinct(wish.eventTypes),
        campaign: wish.campaign,
      });
    });
    return { id, secret: formatSecret(this.secrets.of(id, 1)) };
  }

  /** Throws WEBHOOK_ENDPOINT_UNKNOWN, WEBHOOK_URL_NOT_ALLOWED, CAMPAIGN_UNKNOWN or a version conflict. */
  async change(id: string, change: EndpointChange, expectedVersion: number, actor: string): Promise<void> {
    if (change.url !== undefined) this.#checkUrl(change.url);
    const campaignId = change.campaign === undefined ? undefined : await this.#campaignId(change.campaign);
    await this.#locked(id, async (manager, endpoint, now) => {
      assertVersion(expectedVersion, endpoint.version);
      await manager.getRepository(WebhookEndpoint).update(
        { id },
        {
          ...(change.url === undefined ? {} : { url: change.url }),
          ...(change.eventTypes === undefined ? {} : { eventTypes: distinct(change.eventTypes) }),
          ...(campaignId === undefined ? {} : { campaignId }),
          ...(change.enabled === undefined ? {} : { enabled: change.enabled }),
          // Whoever changes it has looked at it: it is tried again at once.
          failures: 0,
          restingUntil: null,
          version: endpoint.version + 1,
        },
      );
      await this.#record(manager, 'WEBHOOK_ENDPOINT_CHANGED', endpoint.name, actor, now, {
        changed: Object.keys(change).toSorted(),
      });
    });
  }

  /** The new secret signs at once, and the one before it for a day more. Throws WEBHOOK_ENDPOINT_UNKNOWN. */
  async rotateSecret(id: string, actor: string): Promise<{ secret: string; previousUntil: Date }> {
    return await this.#locked(id, async (manager, endpoint, now) => {
      const secretVersion = endpoint.secretVersion + 1;
      const previousUntil = new Date(now.getTime() + OVERLAP_MS);
      await manager
        .getRepository(WebhookEndpoint)
        .update({ id }, { secretVersion, previousSecretUntil: previousUntil, version: endpoint.version + 1 });
      await this.#record(manager, 'WEBHOOK_SECRET_ROTATED', endpoint.name, actor, now, { secretVersion });
      return { secret: formatSecret(this.secrets.of(id, secretVersion)), previousUntil };
    });
  }

  /** With its log of deliveries. Throws WEBHOOK_ENDPOINT_UNKNOWN. */
  async remove(id: string, actor: string): Promise<void> {
    await this.#locked(id, async (manager, endpoint, now) => {
      await manager.getRepository(WebhookEndpoint).delete({ id });
      await this.#record(manager, 'WEBHOOK_ENDPOINT_REMOVED', endpoint.name, actor, now, {});
    });
  }

  #checkUrl(url: string): void {
    const why = this.sender.whyNot(new URL(url));
    if (why !== null) throw urlNotAllowed(why);
  }

  async #campaignId(slug: string | null): Promise<string | null> {
    return slug === null ? null : (await this.campaigns.bySlug(slug)).id;
  }

  async #locked<T>(
    id: string,
    work: (manager: EntityManager, endpoint: WebhookEndpoint, now: Date) => Promise<T>,
  ): Promise<T> {
    return await this.dataSource.transaction(async (manager) => {
      const endpoint = await manager
        .getRepository(WebhookEndpoint)
        .findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      if (endpoint === null) throw endpointUnknown(id);
      return await work(manager, endpoint, this.clock.now());
    });
  }

  async #record(
    manager: EntityManager,
    action: string,
    name: string,
    actor: string,
    at: Date,
    data: Record<string, string | number | string[] | null>,
  ): Promise<void> {
    await this.audit.record(manager, { at, actor, action, subject: `webhook-endpoint:${name}`, data });
  }
}

function distinct(types: readonly WebhookEventType[]): WebhookEventType[] {
  return [...new Set(types)].toSorted();
}
