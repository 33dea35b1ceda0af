import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../clock/index.js';
import { DueWork, type Performed } from '../../jobs/index.js';
import { HTTP_OPTIONS, type HttpOptions } from '../http-options.js';
import { DAY_MS, IdempotencyStore } from './idempotency-store.js';

/** Forgets the idempotency keys of a day, with the answers that they keep, when nobody repeats a request any more. */
@Injectable()
export class PurgeIdempotencyKeys extends DueWork {
  readonly kind = 'purge-idempotency-keys';
  readonly table = 'idempotency_purge';
  readonly pending = 'true';
  readonly concurrency = 1;

  constructor(
    private readonly dataSource: DataSource,
    private readonly store: IdempotencyStore,
    @Inject(HTTP_OPTIONS) private readonly options: HttpOptions,
    private readonly clock: Clock,
  ) {
    super();
  }

  async perform(id: string): Promise<Performed> {
    const now = this.clock.now();
    const rows: { until: Date }[] = await this.dataSource.query(
      'SELECT until FROM idempotency_purge WHERE id = $1 AND due_at <= $2',
      [id, now.toISOString()],
    );
    const until = rows[0]?.until;
    if (until === undefined) return 'NOTHING_TO_DO';
    const wantedAt = new Date(until.getTime() + this.options.idempotencyKeyDays * DAY_MS);
    // Keys are kept for longer than they were when the row was written.
    if (wantedAt > now) {
      await this.dataSource.query('UPDATE idempotency_purge SET due_at = $2, queued_at = NULL WHERE id = $1', [
        id,
        wantedAt.toISOString(),
      ]);
      return 'NOTHING_TO_DO';
    }
    await this.store.purge(until);
    await this.dataSource.query('DELETE FROM idempotency_purge WHERE id = $1', [id]);
    return 'DONE';
  }
}
