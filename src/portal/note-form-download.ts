import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import type { DeclarationView } from '../declarations/index.js';
import { localDate } from '../platform/calendar/index.js';
import { Clock } from '../platform/clock/index.js';
import { describeError } from '../platform/jobs/index.js';
import { Log } from '../platform/logging/index.js';
import { portalActor } from './portal-sessions.js';

/** Notes that a municipality has fetched its form: the first time of each day, so that nobody can fill the audit log. */
@Injectable()
export class NoteFormDownload {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Never throws: whoever wants the form gets it, noted or not. */
  async execute(declaration: DeclarationView): Promise<void> {
    const at = this.clock.now();
    const subject = `declaration:${declaration.reference}`;
    const entry = { at, actor: portalActor(declaration), action: 'FORM_DOWNLOADED', subject, data: {} };
    try {
      await this.audit.recordFirstOfDay(this.dataSource.manager, entry, localDate(at));
    } catch (error) {
      this.log.warn({ subject, error: describeError(error) }, 'The download of a form could not be noted');
    }
  }
}
