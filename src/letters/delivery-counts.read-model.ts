import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { LetterView } from './letter.read-model.js';

/** How a campaign's letters fare, of all kinds together. */
export interface DeliveryCounts {
  readonly deliveries: Readonly<Partial<Record<LetterView['delivery'], number>>>;
  /** Letters, whatever became of them, whose address gets none any more. */
  readonly toStoppedAddresses: number;
}

/** Counts letters for a screen that only says how many there are. */
@Injectable()
export class DeliveryCountsReadModel {
  constructor(private readonly dataSource: DataSource) {}

  async of(campaignId: string): Promise<DeliveryCounts> {
    const [rows, stopped]: [{ delivery: LetterView['delivery']; count: number }[], { count: number }[]] =
      await Promise.all([
        this.dataSource.query(
          `SELECT state AS delivery, count(*)::integer AS count FROM letter
           WHERE campaign_id = $1 AND state <> 'PLANNED' GROUP BY state
           UNION ALL
           SELECT CASE WHEN queued_at IS NULL THEN 'PLANNED' ELSE 'QUEUED' END, count(*)::integer FROM letter
           WHERE campaign_id = $1 AND state = 'PLANNED' GROUP BY 1`,
          [campaignId],
        ),
        // Looked into only when there are such addresses, which is seldom.
        this.dataSource.query(
          `SELECT CASE WHEN EXISTS (SELECT FROM stopped_address) THEN (
             SELECT count(*) FROM letter
             WHERE campaign_id = $1 AND lower(recipient_email) IN (SELECT email FROM stopped_address)
           ) ELSE 0 END::integer AS count`,
          [campaignId],
        ),
      ]);
    return {
      deliveries: Object.fromEntries(rows.map(({ delivery, count }) => [delivery, count])),
      toStoppedAddresses: stopped[0]?.count ?? 0,
    };
  }
}
