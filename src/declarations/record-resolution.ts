import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { localDate } from '../platform/calendar/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { assertVersion } from '../platform/http/index.js';
import { nameUuid } from '../platform/ids/index.js';
import { Declaration } from './declaration.entity.js';
import { declarationUnknown } from './declarations.errors.js';
import { Resolution, type ResolutionOutcome } from './resolution.entity.js';

export interface RecordResolutionInput {
  readonly reference: string;
  readonly outcome: ResolutionOutcome;
  /** The day of the council's meeting, YYYY-MM-DD. */
  readonly decidedOn: string;
  readonly caseNumber: string | null;
  readonly actor: string;
  /** What the report was made on; without it, it is recorded however the declaration stands. */
  readonly expectedVersion?: number | undefined;
}

/** Notes what a municipal council decided. An earlier report stays; the latest counts. */
@Injectable()
export class RecordResolution {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws DECLARATION_UNKNOWN, VERSION_MISMATCH, or RESOLUTION_IN_FUTURE for a meeting that has not been held. */
  async execute(input: RecordResolutionInput): Promise<Resolution> {
    const now = this.clock.now();
    if (input.decidedOn > localDate(now)) {
      throw new ServiceError(
        'RESOLUTION_IN_FUTURE',
        `The council's decision is dated ${input.decidedOn}, which is still to come. Record it after the meeting.`,
        { category: 'invalid', faults: [{ where: 'decidedOn', message: 'lies in the future' }] },
      );
    }
    return await this.dataSource.transaction(async (manager) => {
      const declaration = await manager
        .getRepository(Declaration)
        .findOne({ where: { reference: input.reference }, lock: { mode: 'pessimistic_write' } });
      if (declaration === null) throw declarationUnknown(input.reference);
      if (input.expectedVersion !== undefined) assertVersion(input.expectedVersion, declaration.version);
      const resolutions = manager.getRepository(Resolution);
      const earlier = await resolutions.countBy({ declarationId: declaration.id });
      const resolution = resolutions.create({
        id: nameUuid('resolution', declaration.id, earlier + 1),
        declarationId: declaration.id,
        outcome: input.outcome,
        decidedOn: input.decidedOn,
        caseNumber: input.caseNumber,
        recordedAt: now,
        recordedBy: input.actor,
      });
      await resolutions.insert(resolution);
      // It is part of what people see of the declaration, so its version is another one.
      await manager.query(
        'UPDATE declaration SET resolution = $2, changed_at = $3, version = version + 1 WHERE id = $1',
        [declaration.id, input.outcome, now.toISOString()],
      );
      await this.audit.record(manager, {
        at: now,
        actor: input.actor,
        action: 'RESOLUTION_RECORDED',
        subject: `declaration:${declaration.reference}`,
        data: { outcome: input.outcome, decidedOn: input.decidedOn, caseNumber: input.caseNumber },
      });
      return resolution;
    });
  }
}
