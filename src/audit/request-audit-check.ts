import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/index.js';
import { CHAIN_START } from './audit-chain.policy.js';

/** Asks for a check of the whole chain, which is made apart from any request; one that waits already is enough. */
@Injectable()
export class RequestAuditCheck {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** `actor` as the log writes it. */
  async execute(actor: string): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO audit_check (requested_at, requested_by, state, head, due_at) VALUES ($1, $2, 'WAITING', $3, $1)
       ON CONFLICT (state) WHERE state = 'WAITING' DO NOTHING`,
      [this.clock.now().toISOString(), actor, CHAIN_START],
    );
  }
}
