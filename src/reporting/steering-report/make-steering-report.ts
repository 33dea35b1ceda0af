import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CampaignReadModel } from '../../campaigns/index.js';
import type { DocumentLanguage } from '../../form/index.js';
import { Clock } from '../../platform/clock/index.js';
import { authorSteeringReport } from './author-steering-report.js';
import { ReadSteeringReport } from './read-steering-report.js';
import { reportIssuedOtherwise, reportInFuture, sinceNotBefore } from './steering-report.errors.js';
import { SteeringReportReadModel } from './steering-report.read-model.js';

export interface SteeringReportRequest {
  readonly slug: string;
  /** Default: now. */
  readonly at?: Date | undefined;
  /** What changes are told from. Default: the report before, else the beginning. */
  readonly since?: Date | undefined;
  readonly language: DocumentLanguage;
}

export interface MadeSteeringReport {
  readonly campaignId: string;
  readonly asOf: Date;
  readonly since: Date | null;
  readonly language: DocumentLanguage;
  readonly pdf: Buffer;
  /** Hex. */
  readonly sha256: string;
  readonly fileName: string;
  /** It is an issued one: its stored bytes, whatever this version of the service would write. */
  readonly issued: boolean;
}

/** The report of an instant: as it was issued, else written anew. Changes nothing. */
@Injectable()
export class MakeSteeringReport {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly reading: ReadSteeringReport,
    private readonly issued: SteeringReportReadModel,
    private readonly clock: Clock,
  ) {}

  /** Throws CAMPAIGN_UNKNOWN, SHARE_BASE_EMPTY, REPORT_IN_FUTURE, REPORT_SINCE_NOT_BEFORE or REPORT_ISSUED_OTHERWISE. */
  async execute({ slug, at, since, language }: SteeringReportRequest): Promise<MadeSteeringReport> {
    const now = this.clock.now();
    const asOf = at ?? now;
    if (asOf > now) throw reportInFuture(now);
    if (since !== undefined && since >= asOf) throw sinceNotBefore(asOf);
    const { id: campaignId } = await this.campaigns.bySlug(slug);
    const fileName = `${slug}-${asOf.toISOString().slice(0, 16).replace(':', '')}-${language}.pdf`;
    const found = await this.issued.find(campaignId, asOf, language);
    if (found !== null) {
      if (since !== undefined && since.getTime() !== found.since?.getTime()) throw reportIssuedOtherwise(found.since);
      const { pdf, sha256 } = found;
      return { campaignId, asOf, since: found.since, language, pdf, sha256, fileName, issued: true };
    }
    const from = since ?? (await this.issued.previous(campaignId, asOf));
    const pdf = await authorSteeringReport(await this.reading.execute(slug, asOf, from), language);
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    return { campaignId, asOf, since: from, language, pdf, sha256, fileName, issued: false };
  }
}
