import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { describeForm, type FormDescription, type FormLayout, prefixDigests } from '../form/index.js';
import { FormTemplateRow } from './form-template.entity.js';

export interface IssuedFormFile {
  readonly bytes: Buffer;
  readonly byteLength: number;
  readonly sha256: string;
  readonly reference: string;
  readonly issuedAt: Date;
}

/** What a returned file may be bound to. */
export interface IssuedFormIdentity {
  readonly declarationId: string;
  readonly campaignId: string;
  readonly reference: string;
  readonly byteLength: number;
  readonly sha256: string;
}

/** An issued form with the places where its page codes stand and where the municipality writes. */
export interface IssuedFormPlaces extends FormDescription {
  readonly declarationId: string;
  readonly campaignId: string;
  readonly bytes: Buffer;
}

/** The issued forms, put together from the template (read once per process) and the declaration's own part. */
@Injectable()
export class IssuedForms {
  readonly #templates = new Map<string, Promise<Buffer>>();

  constructor(private readonly dataSource: DataSource) {}

  /** The form's bytes exactly as issued; null when the declaration has none. */
  async read(declarationId: string, manager: EntityManager = this.dataSource.manager): Promise<IssuedFormFile | null> {
    const rows: {
      template_id: string;
      revision: Buffer;
      byte_length: number;
      sha256: string;
      reference: string;
      issued_at: Date;
    }[] = await manager.query(
      `SELECT form.template_id, form.revision, form.byte_length, form.sha256, declaration.reference, form.issued_at
       FROM form JOIN declaration ON declaration.id = form.declaration_id WHERE form.declaration_id = $1`,
      [declarationId],
    );
    const row = rows[0];
    if (row === undefined) return null;
    const template = await this.#template(row.template_id, manager);
    return {
      bytes: Buffer.concat([template, row.revision]),
      byteLength: row.byte_length,
      sha256: row.sha256,
      reference: row.reference,
      issuedAt: row.issued_at,
    };
  }

  /** The enclosure of a campaign in one language; null when there is none. */
  async readEnclosure(
    campaignId: string,
    key: string,
    language: 'nb' | 'nn',
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Buffer | null> {
    const rows: { id: string }[] = await manager.query(
      'SELECT id FROM form_template WHERE campaign_id = $1 AND kind = $2 AND language = $3',
      [campaignId, key, language],
    );
    const id = rows[0]?.id;
    return id === undefined ? null : await this.#template(id, manager);
  }

  /** The issued form, if any, whose whole file has one of these SHA-256 values (hex). */
  async findBySha256(sha256: readonly string[]): Promise<IssuedFormIdentity | null> {
    const rows: IssuedFormIdentity[] = await this.dataSource.query(
      `SELECT form.declaration_id AS "declarationId", declaration.campaign_id AS "campaignId", declaration.reference,
              form.byte_length AS "byteLength", form.sha256
       FROM form JOIN declaration ON declaration.id = form.declaration_id
       WHERE form.sha256 = ANY($1::text[]) ORDER BY form.byte_length DESC LIMIT 1`,
      [sha256],
    );
    return rows[0] ?? null;
  }

  /** The issued form, if any, with whose bytes a file begins. */
  async findByPrefix(bytes: Uint8Array): Promise<IssuedFormIdentity | null> {
    return await this.findBySha256(prefixDigests(bytes).map((digest) => digest.sha256));
  }

  /** Those of the given references that are known, each with its places. */
  async readPlaces(references: readonly string[]): Promise<IssuedFormPlaces[]> {
    const rows: {
      declarationId: string;
      campaignId: string;
      reference: string;
      templateId: string;
      revision: Buffer;
      layout: FormLayout;
    }[] = await this.dataSource.query(
      `SELECT form.declaration_id AS "declarationId", declaration.campaign_id AS "campaignId", declaration.reference,
              form.template_id AS "templateId", form.revision, form_template.layout
       FROM form JOIN declaration ON declaration.id = form.declaration_id
       JOIN form_template ON form_template.id = form.template_id
       WHERE declaration.reference = ANY($1::text[]) ORDER BY declaration.reference`,
      [references],
    );
    return await Promise.all(
      rows.map(async ({ declarationId, campaignId, reference, templateId, revision, layout }) => {
        const template = await this.#template(templateId, this.dataSource.manager);
        const bytes = Buffer.concat([template, revision]);
        return { declarationId, campaignId, bytes, ...describeForm(layout, reference) };
      }),
    );
  }

  async #template(id: string, manager: EntityManager): Promise<Buffer> {
    let bytes = this.#templates.get(id);
    if (bytes === undefined) {
      bytes = manager
        .getRepository(FormTemplateRow)
        .findOneByOrFail({ id })
        .then((row) => row.bytes);
      // A failed read must not be remembered.
      bytes.catch(() => this.#templates.delete(id));
      this.#templates.set(id, bytes);
    }
    return await bytes;
  }
}
