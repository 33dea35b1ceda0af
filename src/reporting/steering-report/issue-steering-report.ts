import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../audit/index.js';
import { isoWithOffset } from '../../platform/calendar/index.js';
import { Clock } from '../../platform/clock/index.js';
import { MakeSteeringReport, type SteeringReportRequest } from './make-steering-report.js';
import { SteeringReport } from './steering-report.entity.js';
import { type IssuedSteeringReport, SteeringReportReadModel } from './steering-report.read-model.js';

/** Keeps a report as the one that was given out: the next tells what has changed since. */
@Injectable()
export class IssueSteeringReport {
  constructor(
    private readonly dataSource: DataSource,
    private readonly make: MakeSteeringReport,
    private readonly reports: SteeringReportReadModel,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The same report issued again is the one that is there. Throws what MakeSteeringReport throws. */
  async execute(request: SteeringReportRequest, actor: string): Promise<IssuedSteeringReport> {
    const made = await this.make.execute(request);
    const { campaignId, asOf, since, language, sha256, pdf } = made;
    const now = this.clock.now();
    if (!made.issued) {
      await this.dataSource.transaction(async (manager) => {
        const inserted = await manager
          .createQueryBuilder()
          .insert()
          .into(SteeringReport)
          .values({ campaignId, asOf, language, since, sha256, pdf, issuedAt: now, issuedBy: actor })
          .orIgnore()
          .returning('language')
          .execute();
        // Else somebody issued it meanwhile: theirs is the one.
        if ((inserted.raw as unknown[]).length === 0) return;
        await this.audit.record(manager, {
          at: now,
          actor,
          action: 'REPORT_ISSUED',
          subject: `campaign:${request.slug}`,
          data: { asOf: isoWithOffset(asOf), since: since === null ? null : isoWithOffset(since), language, sha256 },
        });
      });
    }
    const issued = await this.reports.issued(campaignId, asOf, language);
    if (issued === null) throw new Error('A steering report that was just kept is not there.');
    return issued;
  }
}
