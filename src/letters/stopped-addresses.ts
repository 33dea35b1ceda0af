import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { planAgain } from './plan-again.js';

/** Addresses that get no more letters, whichever declaration these are about. */
@Injectable()
export class StoppedAddresses {
  constructor(private readonly audit: AuditLog) {}

  /** In the caller's transaction. The first bounce stays on record. */
  async stop(
    manager: EntityManager,
    bounce: { readonly email: string; readonly letterId: string; readonly explanation: string },
    now: Date,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO stopped_address (email, stopped_at, letter_id, explanation) VALUES (lower($1), $2, $3, $4)
       ON CONFLICT (email) DO NOTHING`,
      [bounce.email, now.toISOString(), bounce.letterId, bounce.explanation],
    );
  }

  /** An operator says that the address works: what waited for it is sent. Returns how many letters that are. */
  async lift(manager: EntityManager, email: string, now: Date, actor: string): Promise<number> {
    const [lifted]: [unknown[], number] = await manager.query(
      'DELETE FROM stopped_address WHERE email = lower($1) RETURNING email',
      [email],
    );
    if (lifted.length === 0) return 0;
    const letters = await planAgain(
      manager,
      this.audit,
      { where: `state = 'HELD' AND lower(recipient_email) = lower($2)`, parameters: [email] },
      now,
      actor,
    );
    return letters.length;
  }

  /** The same for the addresses of many letters, which their caller sends; `where` is as for `planAgain`. */
  async liftFor(
    manager: EntityManager,
    { where, parameters }: { readonly where: string; readonly parameters: readonly unknown[] },
    now: Date,
  ): Promise<void> {
    await manager.query(
      `DELETE FROM stopped_address
       WHERE email IN (SELECT lower(recipient_email) FROM letter WHERE $1::timestamptz IS NOT NULL AND ${where})`,
      [now.toISOString(), ...parameters],
    );
  }
}
