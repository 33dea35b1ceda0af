import type pg from 'pg';

/** What a test asks of the service's database: counts and offenders, all read-only. */
export class CampaignRecords {
  constructor(private readonly pool: pg.Pool) {}

  async count(condition: string, parameters: readonly unknown[] = []): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(`SELECT count(*)::integer AS count FROM ${condition}`, [
      ...parameters,
    ]);
    return rows[0]?.count ?? 0;
  }

  async rows<Row extends pg.QueryResultRow>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(sql, [...parameters])).rows;
  }

  lettersSent(kind: string): Promise<number> {
    return this.count(`letter WHERE state = 'SENT' AND kind = $1`, [kind]);
  }

  /** Everything that is due by the service's clock, of any kind. */
  async due(now: Date): Promise<number> {
    const [campaigns, letters, reminders, messages, returns] = await Promise.all([
      this.count(`campaign WHERE state = 'ISSUING'`),
      this.count(`letter WHERE state = 'PLANNED' AND due_at <= $1`, [now]),
      this.count(`reminder WHERE state = 'PLANNED' AND due_at <= $1`, [now]),
      this.count(`inbound_message WHERE state = 'RECEIVED'`),
      this.count(`return WHERE state = 'RECEIVED'`),
    ]);
    return campaigns + letters + reminders + messages + returns;
  }

  /** Letters that are not in exactly one captured message: [Message-ID, copies]. */
  lettersNotCapturedOnce(): Promise<{ messageId: string; kind: string; state: string; copies: number }[]> {
    return this.rows(
      `SELECT letter.message_id AS "messageId", letter.kind, letter.state, count(captured_message.id)::integer AS copies
       FROM letter LEFT JOIN captured_message
         ON captured_message.message_id = letter.message_id AND captured_message.recipient = letter.recipient_email
       GROUP BY letter.id HAVING count(captured_message.id) <> CASE WHEN letter.state = 'SENT' THEN 1 ELSE 0 END`,
    );
  }

  /** Captured messages that no letter accounts for. */
  strayMessages(): Promise<{ recipient: string; messageId: string }[]> {
    return this.rows(
      `SELECT recipient, message_id AS "messageId" FROM captured_message
       WHERE NOT EXISTS (SELECT 1 FROM letter WHERE letter.message_id = captured_message.message_id
         AND letter.recipient_email = captured_message.recipient)`,
    );
  }

  /** Letters sent twice: each with its Message-ID and bytes once more. */
  sentTwice(): Promise<{ messageId: string; deliveries: number }[]> {
    return this.rows(
      'SELECT message_id AS "messageId", deliveries FROM captured_message WHERE deliveries > 1 ORDER BY message_id',
    );
  }

  /** Audit events of these actions that say the same of the same subject more than once. */
  repeatedEvents(
    actions: readonly string[],
  ): Promise<{ action: string; subject: string; data: object; times: number }[]> {
    return this.rows(
      `SELECT action, subject, data, count(*)::integer AS times FROM audit_event WHERE action = ANY($1)
       GROUP BY action, subject, data HAVING count(*) > 1`,
      [actions],
    );
  }
}
