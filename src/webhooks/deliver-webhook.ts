import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { openTaskAbout } from '../mailbox/index.js';
import { Clock } from '../platform/clock/index.js';
import { DueWork, type Performed } from '../platform/jobs/index.js';
import { nextAttempt, restAfter } from './retry.policy.js';
import { type SendingOutcome, WebhookSender } from './webhook-sender.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { signatureHeaders } from './webhook-signature.policy.js';

/** Longer than the sender's own limit of time, shorter than it takes until a lost job is queued again. */
const LEASE_MS = 30_000;

interface Claimed {
  readonly id: string;
  readonly attempts: number;
  readonly endpointId: string;
  readonly name: string;
  readonly url: string;
  readonly enabled: boolean;
  readonly restingUntil: Date | null;
  readonly secretVersion: number;
  readonly previousSecretUntil: Date | null;
  readonly eventId: string;
  readonly body: string;
}

/**
 * Delivers one event to one endpoint, at least once. The row is leased and not locked while the request is under way: a
 * slow receiver holds no connection of the database. A kind of work of its own, so that neither mail waits for
 * receivers nor receivers for mail.
 */
@Injectable()
export class DeliverWebhook extends DueWork {
  readonly kind = 'deliver-webhook';
  readonly table = 'webhook_delivery';
  readonly pending = `state = 'PENDING'`;
  readonly concurrency = 8;

  constructor(
    private readonly dataSource: DataSource,
    private readonly sender: WebhookSender,
    private readonly secrets: WebhookSecrets,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {
    super();
  }

  async perform(id: string): Promise<Performed> {
    const now = this.clock.now();
    const claimed = await this.#claim(id, now);
    if (claimed === null) return 'NOTHING_TO_DO';
    if (!claimed.enabled) {
      await settle(this.dataSource.manager, claimed.id, 'FAILED', now, 'ENDPOINT_DISABLED: enable it, then replay.');
      return 'DONE';
    }
    if (claimed.restingUntil !== null && claimed.restingUntil > now) {
      await putOff(this.dataSource.manager, claimed.id, claimed.restingUntil);
      return 'NOTHING_TO_DO';
    }
    const headers = signatureHeaders(
      { id: claimed.eventId, at: now, body: claimed.body },
      this.secrets.signing({ ...claimed, id: claimed.endpointId }, now),
    );
    const outcome = await this.sender.post(claimed.url, headers, claimed.body);
    await this.dataSource.transaction((manager) => this.#note(manager, claimed, outcome, this.clock.now()));
    return 'DONE';
  }

  async #claim(id: string, now: Date): Promise<Claimed | null> {
    const result: [Claimed[], number] = await this.dataSource.query(
      `UPDATE webhook_delivery AS delivery SET leased_until = $3
       FROM webhook_endpoint AS endpoint, webhook_event AS event
       WHERE delivery.id = $1 AND delivery.state = 'PENDING' AND delivery.due_at <= $2
         AND (delivery.leased_until IS NULL OR delivery.leased_until <= $2)
         AND endpoint.id = delivery.endpoint_id AND event.id = delivery.event_id
       RETURNING delivery.id, delivery.attempts, endpoint.id AS "endpointId", endpoint.name, endpoint.url,
         endpoint.enabled, endpoint.resting_until AS "restingUntil", endpoint.secret_version AS "secretVersion",
         endpoint.previous_secret_until AS "previousSecretUntil", event.id AS "eventId", event.body`,
      [id, now.toISOString(), new Date(now.getTime() + LEASE_MS).toISOString()],
    );
    return result[0][0] ?? null;
  }

  async #note(manager: EntityManager, claimed: Claimed, outcome: SendingOutcome, now: Date): Promise<void> {
    const held: unknown[] = await manager.query(
      `SELECT id FROM webhook_delivery WHERE id = $1 AND state = 'PENDING' FOR UPDATE`,
      [claimed.id],
    );
    // Removed with its endpoint while the request was under way.
    if (held.length === 0) return;
    await manager.query(`INSERT INTO webhook_attempt (delivery_id, at, outcome, status) VALUES ($1, $2, $3, $4)`, [
      claimed.id,
      now.toISOString(),
      outcome.code,
      outcome.status,
    ]);
    if (outcome.code === 'DELIVERED') {
      await settle(manager, claimed.id, 'DELIVERED', now, null);
      await this.#recover(manager, claimed, now);
      return;
    }
    const words = outcome.status === null ? outcome.code : `${outcome.code}: HTTP ${outcome.status}`;
    const next = outcome.code === 'GONE' ? null : nextAttempt(claimed.attempts + 1, now);
    if (next === null) await settle(manager, claimed.id, 'FAILED', now, words);
    else await putOff(manager, claimed.id, next, words);
    await this.#markFailure(manager, claimed, now, { givenUp: next === null, gone: outcome.code === 'GONE' });
  }

  async #recover(manager: EntityManager, { endpointId, name }: Claimed, now: Date): Promise<void> {
    const rows: { failingSince: Date | null }[] = await manager.query(
      `SELECT failing_since AS "failingSince" FROM webhook_endpoint
       WHERE id = $1 AND (failures > 0 OR failing_since IS NOT NULL) FOR UPDATE`,
      [endpointId],
    );
    if (rows.length === 0) return;
    await manager.query(
      'UPDATE webhook_endpoint SET failures = 0, resting_until = NULL, failing_since = NULL WHERE id = $1',
      [endpointId],
    );
    if (rows[0]?.failingSince === null) return;
    await this.audit.record(manager, this.#event('WEBHOOK_ENDPOINT_RECOVERED', name, now));
  }

  /** A delivery given up marks its endpoint as failing, once, and puts it before a person. */
  async #markFailure(
    manager: EntityManager,
    { endpointId, name }: Claimed,
    now: Date,
    { givenUp, gone }: { readonly givenUp: boolean; readonly gone: boolean },
  ): Promise<void> {
    const rows: { failures: number; failingSince: Date | null }[] = await manager.query(
      'SELECT failures, failing_since AS "failingSince" FROM webhook_endpoint WHERE id = $1 FOR UPDATE',
      [endpointId],
    );
    const endpoint = rows[0];
    if (endpoint === undefined) return;
    const failures = endpoint.failures + 1;
    const fails = givenUp && endpoint.failingSince === null;
    await manager.query(
      `UPDATE webhook_endpoint SET failures = $2, resting_until = $3, enabled = enabled AND NOT $4,
         version = version + CASE WHEN enabled AND $4 THEN 1 ELSE 0 END,
         failing_since = CASE WHEN $5 THEN $6::timestamptz ELSE failing_since END
       WHERE id = $1`,
      [endpointId, failures, restAfter(failures, now).toISOString(), gone, fails, now.toISOString()],
    );
    if (!fails) return;
    await this.audit.record(manager, this.#event('WEBHOOK_ENDPOINT_FAILING', name, now));
    await openTaskAbout(manager, 'WEBHOOK_FAILING', `webhook-endpoint:${endpointId}`, now);
  }

  #event(action: string, name: string, at: Date) {
    return { at, actor: 'system:webhooks', action, subject: `webhook-endpoint:${name}`, data: {} };
  }
}

async function settle(
  manager: EntityManager,
  id: string,
  state: 'DELIVERED' | 'FAILED',
  now: Date,
  error: string | null,
): Promise<void> {
  await manager.query(
    `UPDATE webhook_delivery SET state = $2, settled_at = $3, last_error = $4, attempts = attempts + 1, queued_at = NULL,
       leased_until = NULL WHERE id = $1`,
    [id, state, now.toISOString(), error],
  );
}

/** With an error: after a failed attempt. Without: nothing was tried. */
async function putOff(manager: EntityManager, id: string, dueAt: Date, error: string | null = null): Promise<void> {
  await manager.query(
    `UPDATE webhook_delivery SET due_at = $2, queued_at = NULL, leased_until = NULL,
       attempts = attempts + CASE WHEN $3::text IS NULL THEN 0 ELSE 1 END, last_error = coalesce($3, last_error)
     WHERE id = $1`,
    [id, dueAt.toISOString(), error],
  );
}
