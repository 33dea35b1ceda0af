import type { EntityManager } from 'typeorm';
import { nameUuid } from '../platform/ids/index.js';
import type { TaskKind } from './task.entity.js';

/** Puts a message before the operators; once for each kind of task and message. */
export async function openTask(
  manager: EntityManager,
  kind: TaskKind,
  inboundMessageId: string,
  declarationId: string | null,
  now: Date,
): Promise<void> {
  await manager.query(
    `INSERT INTO task (id, kind, campaign_id, declaration_id, inbound_message_id, opened_at)
     SELECT $1, $2, campaign_id, $3, id, $5 FROM inbound_message WHERE id = $4
     ON CONFLICT DO NOTHING`,
    [nameUuid('task', kind, inboundMessageId), kind, declarationId, inboundMessageId, now.toISOString()],
  );
}

/** The same for what no message tells of; once for each kind, thing and time. */
export async function openTaskAbout(
  manager: EntityManager,
  kind: Extract<TaskKind, 'WEBHOOK_FAILING'>,
  about: string,
  now: Date,
): Promise<void> {
  await manager.query(`INSERT INTO task (id, kind, about, opened_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, [
    nameUuid('task', kind, about, now.toISOString()),
    kind,
    about,
    now.toISOString(),
  ]);
}
