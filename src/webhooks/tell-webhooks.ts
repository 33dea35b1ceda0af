import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog, AuditWitness, type AuditEntry } from '../audit/index.js';
import { nameUuid } from '../platform/ids/index.js';
import { mayReachThreshold, toldEvent, type ToldEvent } from './webhook-event.policy.js';
import { type NewWebhookEvent, WriteWebhookEvents } from './write-webhook-events.js';

interface Place {
  readonly name: string;
  readonly campaignId: string;
  readonly campaign: string;
  readonly declaration: string | null;
  readonly municipality: string | null;
}

/**
 * Writes what the world outside is to be told, in the transaction of the change itself: either both are there or
 * neither. It goes by the audit events, which every change writes, so that no feature knows of webhooks.
 */
@Injectable()
export class TellWebhooks extends AuditWitness implements OnModuleInit {
  constructor(
    private readonly audit: AuditLog,
    private readonly write: WriteWebhookEvents,
  ) {
    super();
  }

  onModuleInit(): void {
    this.audit.addWitness(this);
  }

  async see(manager: EntityManager, entries: readonly AuditEntry[]): Promise<void> {
    const told = entries.map(toldEvent).filter((event) => event !== null);
    const maybeReached = entries.filter(({ action }) => mayReachThreshold(action));
    if (told.length > 0) await this.#tell(manager, told);
    if (maybeReached.length > 0) await checkThresholds(manager, maybeReached);
  }

  async #tell(manager: EntityManager, told: readonly ToldEvent[]): Promise<void> {
    const places = await placesOf(manager, told);
    const events = told.flatMap((event): NewWebhookEvent[] => {
      const place = places.get(nameOf(event));
      if (place === undefined) return [];
      const { campaign, campaignId, declaration, municipality } = place;
      const id = nameUuid('webhook-event', event.type, nameOf(event), event.at.toISOString(), event.key);
      return [
        {
          id,
          type: event.type,
          at: event.at,
          campaignId,
          data: { campaign, ...(event.subject.kind === 'campaign' ? {} : { declaration, municipality }), ...event.ids },
        },
      ];
    });
    const now = told[0]?.at;
    if (now !== undefined) await this.write.execute(manager, events, now);
  }
}

function nameOf({ subject }: ToldEvent): string {
  switch (subject.kind) {
    case 'declaration':
      return subject.reference;
    case 'return':
      return subject.id;
    case 'campaign':
      return subject.slug;
  }
}

/** Where each event belongs, by the name of its subject: references, ids and short names are never alike. */
async function placesOf(manager: EntityManager, told: readonly ToldEvent[]): Promise<Map<string, Place>> {
  const named = (kind: ToldEvent['subject']['kind']): string[] =>
    told.filter(({ subject }) => subject.kind === kind).map(nameOf);
  const rows: Place[] = await manager.query(
    `SELECT declaration.reference AS name, campaign.id AS "campaignId", campaign.slug AS campaign,
       declaration.reference AS declaration, declaration.municipality_number AS municipality
     FROM declaration JOIN campaign ON campaign.id = declaration.campaign_id WHERE declaration.reference = ANY($1)
     UNION ALL
     SELECT return.id::text, campaign.id, campaign.slug, NULL, NULL
     FROM return JOIN campaign ON campaign.id = return.campaign_id WHERE return.id = ANY($2::uuid[])
     UNION ALL
     SELECT slug, id, slug, NULL, NULL FROM campaign WHERE slug = ANY($3)`,
    [named('declaration'), named('return'), named('campaign')],
  );
  return new Map(rows.map((row) => [row.name, row]));
}

/** Leaves a look at the figures for when the change is there for everybody; none where it was told already. */
async function checkThresholds(manager: EntityManager, entries: readonly AuditEntry[]): Promise<void> {
  await manager.query(
    `INSERT INTO threshold_check (id, campaign_id, due_at)
     SELECT changed.id, declaration.campaign_id, changed.at
     FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS changed(id, subject, at)
     JOIN declaration ON declaration.reference = substr(changed.subject, length('declaration:') + 1)
     WHERE NOT EXISTS (
       SELECT FROM webhook_event WHERE type = 'threshold.reached' AND campaign_id = declaration.campaign_id
     )
     ON CONFLICT DO NOTHING`,
    [
      entries.map(({ at, action, subject }) => nameUuid('threshold-check', subject, action, at.toISOString())),
      entries.map(({ subject }) => subject),
      entries.map(({ at }) => at.toISOString()),
    ],
  );
}
