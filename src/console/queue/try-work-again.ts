import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { JobRunner } from '../../platform/jobs/index.js';

/** Has a piece of work that was tried in vain tried again at once, because an administrator says that its fault is mended. */
@Injectable()
export class TryWorkAgain {
  constructor(
    private readonly jobs: JobRunner,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** False when there is no such work any more, or it is due already: then nothing was done. */
  async execute(kind: string, id: string, actor: string): Promise<boolean> {
    return await this.jobs.tryAgain(kind, id, async (manager, { attempts, error, dueAt }) => {
      await this.audit.record(manager, {
        at: this.clock.now(),
        actor,
        action: 'WORK_TRIED_AGAIN',
        subject: `work:${kind}-${id}`,
        data: { kind, id, attempts, error, dueAt: dueAt.toISOString() },
      });
    });
  }
}
