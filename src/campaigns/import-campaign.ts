import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { nameUuid } from '../platform/ids/index.js';
import { Campaign } from './campaign.entity.js';
import { parseCampaignDefinition, type CampaignDefinition } from './campaign.schemas.js';
import { campaignCodeTaken, campaignStateForbids } from './campaigns.errors.js';

export interface ImportCampaignInput {
  readonly yaml: string;
  readonly fileName: string;
  readonly actor: string;
  /** A campaign of a replay. */
  readonly simulated?: boolean;
}

/** Takes a campaign's definition. While it is a draft it may be imported again; afterwards it stands. */
@Injectable()
export class ImportCampaign {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws CAMPAIGN_DEFINITION_INVALID with every fault, CAMPAIGN_STATE when issuing has begun, or CAMPAIGN_CODE_TAKEN. */
  async execute(input: ImportCampaignInput): Promise<{ slug: string; outcome: 'CREATED' | 'CHANGED' | 'UNCHANGED' }> {
    const definition = parseCampaignDefinition(input.yaml, input.fileName);
    return await this.dataSource.transaction(async (manager) => {
      const campaigns = manager.getRepository(Campaign);
      const present = await campaigns.findOne({
        where: { slug: definition.slug },
        lock: { mode: 'pessimistic_write' },
      });
      if (present !== null && sameDefinition(present.definition, definition)) {
        return { slug: definition.slug, outcome: 'UNCHANGED' };
      }
      if (present !== null && present.state !== 'DRAFT') {
        throw campaignStateForbids(present.slug, present.state, 'changed');
      }
      await refuseTakenCode(manager, definition);
      const now = this.clock.now();
      await campaigns.save(
        campaigns.create({
          ...(present ?? {
            id: nameUuid('campaign', definition.slug),
            slug: definition.slug,
            state: 'DRAFT',
            simulated: input.simulated ?? false,
            issuedAt: null,
            closedAt: null,
            queuedAt: null,
            lastError: null,
            version: 0,
          }),
          definition,
          importedAt: now,
          dueAt: now,
          version: (present?.version ?? 0) + 1,
        }),
      );
      const outcome = present === null ? 'CREATED' : 'CHANGED';
      await this.audit.record(manager, {
        at: now,
        actor: input.actor,
        action: 'CAMPAIGN_IMPORTED',
        subject: `campaign:${definition.slug}`,
        data: { outcome, simulated: input.simulated ?? false },
      });
      return { slug: definition.slug, outcome };
    });
  }
}

/** References begin with the code, so that a second campaign with it would issue the same ones again. */
async function refuseTakenCode(manager: EntityManager, { slug, code }: CampaignDefinition): Promise<void> {
  const rows: { slug: string }[] = await manager.query(
    `SELECT slug FROM campaign WHERE definition ->> 'code' = $1 AND slug <> $2 LIMIT 1`,
    [code, slug],
  );
  const other = rows[0];
  if (other !== undefined) throw campaignCodeTaken(code, other.slug);
}

function sameDefinition(a: CampaignDefinition, b: CampaignDefinition): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}
