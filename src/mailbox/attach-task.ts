import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { declarationUnknown, DeclarationReadModel } from '../declarations/index.js';
import { Clock } from '../platform/clock/index.js';
import { assertVersion } from '../platform/http/index.js';
import { taskClosed, taskMatched, taskUnknown } from './mailbox.errors.js';
import { Task } from './task.entity.js';

export interface AttachTaskInput {
  readonly taskId: string;
  readonly expectedVersion: number;
  readonly reference: string;
  readonly actor: string;
}

/** Says whose a message is that pointed to no declaration: it is that municipality's question then, and can be answered. */
@Injectable()
export class AttachTask {
  constructor(
    private readonly dataSource: DataSource,
    private readonly declarations: DeclarationReadModel,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws TASK_UNKNOWN, TASK_CLOSED, TASK_MATCHED, DECLARATION_UNKNOWN (of another campaign too) or a version conflict. */
  async execute({ taskId, expectedVersion, reference, actor }: AttachTaskInput): Promise<{ version: number }> {
    return await this.dataSource.transaction(async (manager) => {
      const tasks = manager.getRepository(Task);
      const task = await tasks.findOne({ where: { id: taskId }, lock: { mode: 'pessimistic_write' } });
      if (task === null) throw taskUnknown(taskId);
      assertVersion(expectedVersion, task.version);
      if (task.closedAt !== null) throw taskClosed(taskId);
      if (task.kind !== 'UNMATCHED_MESSAGE' || task.declarationId !== null) throw taskMatched(taskId);
      const declaration = await this.declarations.byReference(reference, manager);
      if (declaration.campaignId !== task.campaignId) throw declarationUnknown(reference);
      const version = task.version + 1;
      await tasks.update({ id: taskId }, { declarationId: declaration.id, version });
      await manager.query('UPDATE inbound_message SET declaration_id = $2 WHERE id = $1', [
        task.inboundMessageId,
        declaration.id,
      ]);
      await this.audit.record(manager, {
        at: this.clock.now(),
        actor,
        action: 'MESSAGE_ATTACHED',
        subject: `message:${task.inboundMessageId}`,
        data: { campaignId: task.campaignId, declaration: reference },
      });
      return { version };
    });
  }
}
