import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DocumentLanguage } from '../../form/index.js';
import { SteeringReport } from './steering-report.entity.js';

/** An issued report without its bytes. */
export interface IssuedSteeringReport {
  readonly asOf: Date;
  readonly language: DocumentLanguage;
  readonly since: Date | null;
  readonly sha256: string;
  readonly byteLength: number;
  readonly issuedAt: Date;
  readonly issuedBy: string;
}

const COLUMNS = `as_of AS "asOf", language, since, sha256, length(pdf) AS "byteLength", issued_at AS "issuedAt",
  issued_by AS "issuedBy"`;

/** Look-ups of issued reports, all by their primary key. */
@Injectable()
export class SteeringReportReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** So many of a campaign, the latest instant first, from behind `after`. */
  async list(
    campaignId: string,
    after: { readonly asOf: string; readonly language: DocumentLanguage } | undefined,
    limit: number,
  ): Promise<IssuedSteeringReport[]> {
    return await this.dataSource.query(
      `SELECT ${COLUMNS} FROM steering_report
       WHERE campaign_id = $1 AND (as_of, language) < (coalesce($2::timestamptz, 'infinity'), coalesce($3, ''))
       ORDER BY as_of DESC, language DESC LIMIT $4`,
      [campaignId, after?.asOf ?? null, after?.language ?? null, limit],
    );
  }

  /**
   * The instant of the report before one of `asOf`. Of those only that had been issued by then: a report that somebody
   * makes of the past later on changes nothing of what was told.
   */
  async previous(campaignId: string, asOf: Date): Promise<Date | null> {
    const rows: { asOf: Date }[] = await this.dataSource.query(
      `SELECT as_of AS "asOf" FROM steering_report WHERE campaign_id = $1 AND as_of < $2 AND issued_at <= $2
       ORDER BY as_of DESC LIMIT 1`,
      [campaignId, asOf.toISOString()],
    );
    return rows[0]?.asOf ?? null;
  }

  /** Without its bytes; null: none was issued. */
  async issued(campaignId: string, asOf: Date, language: DocumentLanguage): Promise<IssuedSteeringReport | null> {
    const rows: IssuedSteeringReport[] = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM steering_report WHERE campaign_id = $1 AND as_of = $2 AND language = $3`,
      [campaignId, asOf.toISOString(), language],
    );
    return rows[0] ?? null;
  }

  /** With its bytes; null: none was issued. */
  async find(campaignId: string, asOf: Date, language: DocumentLanguage): Promise<SteeringReport | null> {
    return await this.dataSource.getRepository(SteeringReport).findOneBy({ campaignId, asOf, language });
  }
}
