import { Injectable } from '@nestjs/common';
import { DataSource, LessThan, type EntityManager } from 'typeorm';
import { afterFailure, type FailureCounter, FORGOTTEN_AFTER_MS, isPaused } from './lock-out.policy.js';
import { SignInPaused } from './people.errors.js';
import { SignInFailures } from './sign-in-failures.entity.js';

/** What attempts are counted under: `account:HASH`, `address:GROUP` … */
export interface Counted {
  readonly counter: FailureCounter;
  readonly id: string;
}

/** Counts attempts to get in, and makes those wait who fail too often. */
@Injectable()
export class AttemptLimits {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Counts an attempt as failed before it is looked at, so that many at once are as many as one after another; the
   * successful one is taken back by `forgive`. During a pause nothing is counted and nothing looked at: throws
   * SIGN_IN_PAUSED.
   */
  async claim(counted: readonly Counted[], now: Date): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.delete(SignInFailures, { lastAt: LessThan(new Date(now.getTime() - FORGOTTEN_AFTER_MS)) });
      for (const one of counted.toSorted((a, b) => subjectOf(a).localeCompare(subjectOf(b)))) {
        await claimOne(manager, one, now);
      }
    });
  }

  /** The owner is there: failures of the account or browser are forgotten, the address gets back this one. */
  async forgive(counted: readonly Counted[]): Promise<void> {
    for (const one of counted) {
      const subject = subjectOf(one);
      if (one.counter === 'address') {
        await this.dataSource.query(
          `UPDATE sign_in_failures SET failures = failures - 1, blocked_until = NULL WHERE subject = $1 AND failures > 0`,
          [subject],
        );
      } else await this.dataSource.getRepository(SignInFailures).delete({ subject });
    }
  }
}

async function claimOne(manager: EntityManager, one: Counted, now: Date): Promise<void> {
  const subject = subjectOf(one);
  const none = { subject, failures: 0, lastAt: now, blockedUntil: null };
  await manager.createQueryBuilder().insert().into(SignInFailures).values(none).orIgnore().execute();
  const before = await manager.findOneOrFail(SignInFailures, {
    where: { subject },
    lock: { mode: 'pessimistic_write' },
  });
  if (isPaused(before, now)) throw new SignInPaused(before.blockedUntil ?? now);
  await manager.update(SignInFailures, { subject }, { ...afterFailure(before, one.counter, now) });
}

function subjectOf({ counter, id }: Counted): string {
  return `${counter}:${id}`;
}
