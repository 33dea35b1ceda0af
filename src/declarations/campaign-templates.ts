import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Campaign } from '../campaigns/index.js';
import {
  authorEnclosure,
  authorFormTemplate,
  drawableCharacters,
  type FormLayout,
  prepareFormTemplate,
  type PreparedFormTemplate,
} from '../form/index.js';
import { MunicipalityReadModel } from '../municipalities/index.js';
import { Clock } from '../platform/clock/index.js';
import { nameUuid } from '../platform/ids/index.js';

export interface StoredTemplate {
  readonly id: string;
  readonly prepared: PreparedFormTemplate;
}

const LANGUAGES = ['nb', 'nn'] as const;

/** Makes what all letters and forms of a campaign share, once, and keeps it. */
@Injectable()
export class CampaignTemplates {
  constructor(
    private readonly dataSource: DataSource,
    private readonly municipalities: MunicipalityReadModel,
    private readonly clock: Clock,
  ) {}

  /** The form's template in both language forms, and the enclosures; made now if they are not there yet. */
  async prepare(campaign: Campaign): Promise<Record<'nb' | 'nn', StoredTemplate>> {
    for (const language of LANGUAGES) await this.#author(campaign, language);
    return { nb: await this.#load(campaign, 'nb'), nn: await this.#load(campaign, 'nn') };
  }

  async #author(campaign: Campaign, language: 'nb' | 'nn'): Promise<void> {
    const { definition } = campaign;
    const present: { kind: string }[] = await this.dataSource.query(
      'SELECT kind FROM form_template WHERE campaign_id = $1 AND language = $2',
      [campaign.id, language],
    );
    const kinds = new Set(present.map((row) => row.kind));
    const owner = definition.owner.name[language];
    if (!kinds.has('form')) {
      const template = await authorFormTemplate({
        campaign: {
          code: definition.code,
          title: definition.title[language],
          owner,
          mailbox: definition.mailbox.address,
        },
        language,
        text: definition.form[language],
        // One name that cannot be printed is that recipient's fault, and must not keep the form from all others.
        characters: drawableCharacters(await this.municipalities.nameCharacters()),
        authoredAt: this.clock.now(),
      });
      await this.#store(campaign.id, 'form', language, template.bytes, template.layout);
    }
    for (const enclosure of definition.enclosures) {
      if (kinds.has(enclosure.key)) continue;
      const bytes = await authorEnclosure({
        language,
        owner,
        campaignTitle: definition.title[language],
        text: enclosure.text[language],
        authoredAt: this.clock.now(),
      });
      await this.#store(campaign.id, enclosure.key, language, bytes, {});
    }
  }

  /** Two processes that make the same template at once keep the one that was stored first. */
  async #store(campaignId: string, kind: string, language: string, bytes: Uint8Array, layout: object): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO form_template (id, campaign_id, kind, language, bytes, sha256, layout)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [
        nameUuid('form-template', campaignId, kind, language),
        campaignId,
        kind,
        language,
        Buffer.from(bytes),
        createHash('sha256').update(bytes).digest('hex'),
        JSON.stringify(layout),
      ],
    );
  }

  async #load(campaign: Campaign, language: 'nb' | 'nn'): Promise<StoredTemplate> {
    const rows: { id: string; bytes: Buffer; sha256: string; layout: FormLayout }[] = await this.dataSource.query(
      `SELECT id, bytes, sha256, layout FROM form_template WHERE campaign_id = $1 AND kind = 'form' AND language = $2`,
      [campaign.id, language],
    );
    const row = rows[0];
    if (row === undefined) throw new Error(`The form template of ${campaign.slug} in ${language} is gone.`);
    return {
      id: row.id,
      prepared: prepareFormTemplate({ language, bytes: row.bytes, sha256: row.sha256, layout: row.layout }),
    };
  }
}
