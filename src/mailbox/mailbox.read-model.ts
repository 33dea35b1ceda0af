import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MessageFinding } from '../mime/index.js';
import type { MailSource } from './found-message.js';
import type { Classification, InboundState } from './inbound-message.entity.js';
import { messageUnknown, taskUnknown } from './mailbox.errors.js';
import type { SenderChecks } from './reading/sender-checks.js';
import type { TaskKind } from './task.entity.js';

export interface InboundMessageView {
  readonly id: string;
  readonly campaignSlug: string;
  readonly mailbox: string;
  readonly source: MailSource;
  readonly messageId: string;
  readonly deliveredTo: string;
  readonly fromAddress: string | null;
  readonly subject: string | null;
  readonly byteLength: number;
  readonly sha256: string;
  readonly arrivedAt: Date;
  readonly state: InboundState;
  readonly classification: Classification | null;
  readonly explanation: string | null;
  readonly findings: readonly MessageFinding[];
  readonly senderChecks: SenderChecks | null;
  readonly reference: string | null;
}

export interface TaskFilter {
  readonly campaignSlug: string;
  /** OPEN: oldest first. SETTLED: the last opened first. */
  readonly state: 'OPEN' | 'SETTLED';
  readonly kind?: TaskKind | undefined;
  /** Only about this declaration. */
  readonly reference?: string | undefined;
  readonly after?: { readonly openedAt: string; readonly id: string } | undefined;
  readonly limit: number;
}

export interface TaskView {
  readonly id: string;
  /** Null for what concerns all campaigns. */
  readonly campaignSlug: string | null;
  readonly kind: TaskKind;
  readonly reference: string | null;
  readonly recipientName: string | null;
  /** Null for a task that is about something else: see `about`. */
  readonly inboundMessageId: string | null;
  readonly about: string | null;
  readonly explanation: string | null;
  readonly subject: string | null;
  readonly fromAddress: string | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly outcome: string | null;
  readonly version: number;
}

const MESSAGE = `
  SELECT inbound_message.id, campaign.slug AS "campaignSlug", inbound_message.mailbox, inbound_message.source, inbound_message.message_id AS "messageId",
    inbound_message.delivered_to AS "deliveredTo", inbound_message.from_address AS "fromAddress",
    inbound_message.subject, inbound_message.byte_length AS "byteLength", inbound_message.sha256,
    inbound_message.arrived_at AS "arrivedAt", inbound_message.state, inbound_message.classification,
    inbound_message.explanation, inbound_message.findings, inbound_message.sender_checks AS "senderChecks", declaration.reference
  FROM inbound_message
  JOIN campaign ON campaign.id = inbound_message.campaign_id
  LEFT JOIN declaration ON declaration.id = inbound_message.declaration_id`;

const TASK = `
  SELECT task.id, campaign.slug AS "campaignSlug", task.kind, declaration.reference, declaration.recipient_name AS "recipientName",
    task.inbound_message_id AS "inboundMessageId", task.about,
    coalesce(task.explanation, inbound_message.explanation) AS explanation, inbound_message.subject,
    inbound_message.from_address AS "fromAddress", task.opened_at AS "openedAt", task.closed_at AS "closedAt",
    task.closed_by AS "closedBy", task.outcome, task.version
  FROM task
  LEFT JOIN inbound_message ON inbound_message.id = task.inbound_message_id
  LEFT JOIN campaign ON campaign.id = task.campaign_id
  LEFT JOIN declaration ON declaration.id = task.declaration_id`;

/** Look-ups of what came in, and of what operators have to do about it. */
@Injectable()
export class MailboxReadModel {
  constructor(private readonly dataSource: DataSource) {}

  async messages(filter: {
    readonly campaignSlug: string;
    readonly after?: { readonly arrivedAt: string; readonly id: string } | undefined;
    readonly limit: number;
  }): Promise<InboundMessageView[]> {
    return await this.dataSource.query(
      `${MESSAGE}
       WHERE inbound_message.campaign_id = (SELECT id FROM campaign WHERE slug = $1)
         AND ($2::timestamptz IS NULL OR (inbound_message.arrived_at, inbound_message.id) > ($2::timestamptz, $3::uuid))
       ORDER BY inbound_message.arrived_at, inbound_message.id LIMIT $4`,
      [filter.campaignSlug, filter.after?.arrivedAt ?? null, filter.after?.id ?? null, filter.limit],
    );
  }

  /** Of one declaration, in the order of their arrival. */
  async messagesOf(declarationId: string): Promise<InboundMessageView[]> {
    return await this.dataSource.query(
      `${MESSAGE} WHERE inbound_message.declaration_id = $1 ORDER BY inbound_message.arrived_at, inbound_message.id`,
      [declarationId],
    );
  }

  /** Throws MESSAGE_UNKNOWN. */
  async message(id: string): Promise<InboundMessageView> {
    const rows: InboundMessageView[] = await this.dataSource.query(`${MESSAGE} WHERE inbound_message.id = $1`, [id]);
    const row = rows[0];
    if (row === undefined) throw messageUnknown(id);
    return row;
  }

  /** The message as it came. Throws MESSAGE_UNKNOWN. */
  async raw(id: string): Promise<Buffer> {
    const rows: { raw: Buffer }[] = await this.dataSource.query('SELECT raw FROM inbound_message WHERE id = $1', [id]);
    const row = rows[0];
    if (row === undefined) throw messageUnknown(id);
    return row.raw;
  }

  /** Tasks of a campaign, and those that belong to none. */
  async tasks(filter: TaskFilter): Promise<TaskView[]> {
    const [condition, order, behind] = filter.state === 'OPEN' ? ['IS NULL', 'ASC', '>'] : ['IS NOT NULL', 'DESC', '<'];
    return await this.dataSource.query(
      `${TASK}
       WHERE (campaign.slug = $1 OR task.campaign_id IS NULL) AND task.closed_at ${condition}
         AND ($2::timestamptz IS NULL OR (task.opened_at, task.id) ${behind} ($2::timestamptz, $3::uuid))
         AND ($5::text IS NULL OR task.kind = $5)
         AND ($6::text IS NULL OR declaration.reference = $6)
       ORDER BY task.opened_at ${order}, task.id ${order} LIMIT $4`,
      [
        filter.campaignSlug,
        filter.after?.openedAt ?? null,
        filter.after?.id ?? null,
        filter.limit,
        filter.kind ?? null,
        filter.reference ?? null,
      ],
    );
  }

  /** Open and closed ones of one declaration, first opened first. */
  async tasksOf(declarationId: string): Promise<TaskView[]> {
    return await this.dataSource.query(`${TASK} WHERE task.declaration_id = $1 ORDER BY task.opened_at, task.id`, [
      declarationId,
    ]);
  }

  /** How many tasks of each kind are open, in a campaign and in none. */
  async openTaskCounts(campaignSlug: string): Promise<Partial<Record<TaskKind, number>>> {
    const rows: { kind: TaskKind; count: number }[] = await this.dataSource.query(
      `SELECT task.kind, count(*)::integer AS count FROM task LEFT JOIN campaign ON campaign.id = task.campaign_id
       WHERE (campaign.slug = $1 OR task.campaign_id IS NULL) AND task.closed_at IS NULL
       GROUP BY task.kind ORDER BY task.kind`,
      [campaignSlug],
    );
    return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
  }

  /** Open or closed. Throws TASK_UNKNOWN. */
  async task(id: string): Promise<TaskView> {
    const rows: TaskView[] = await this.dataSource.query(`${TASK} WHERE task.id = $1`, [id]);
    const row = rows[0];
    if (row === undefined) throw taskUnknown(id);
    return row;
  }

  /** Messages by classification. */
  async counts(campaignSlug: string): Promise<Record<string, number>> {
    const rows: { classification: string; count: number }[] = await this.dataSource.query(
      `SELECT coalesce(inbound_message.classification, inbound_message.state) AS classification, count(*)::integer AS count
       FROM inbound_message JOIN campaign ON campaign.id = inbound_message.campaign_id
       WHERE campaign.slug = $1 GROUP BY 1 ORDER BY 1`,
      [campaignSlug],
    );
    return Object.fromEntries(rows.map((row) => [row.classification, row.count]));
  }
}
