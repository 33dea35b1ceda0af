import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/index.js';
import { DueWork, type Performed } from '../platform/jobs/index.js';
import { CHAIN_START, checkLink, type ChainState } from './audit-chain.policy.js';
import { AuditChainReadModel } from './audit-chain.read-model.js';
import type { AuditFault, LostHead } from './audit-check.entity.js';
import { SealAuditChain } from './seal-audit-chain.js';

/** Events after which a check writes down how far it has come: one that was killed goes on there. */
const STEP = 20_000;
/** Events hashed in one go: requests that the same process answers wait for no more. */
const PAGE = 500;

/**
 * Checks the chain from its first event to its last, as long as that may take, a page of events in memory at a time.
 * It also holds the chain against what the last good check found at its end: a chain whose end was cut off, or that was
 * written anew as a whole, has no fault within itself.
 */
@Injectable()
export class CheckAuditChain extends DueWork {
  readonly kind = 'check-audit-chain';
  readonly table = 'audit_check';
  readonly pending = `state = 'WAITING'`;
  readonly concurrency = 1;
  override readonly idType = 'bigint';

  constructor(
    private readonly dataSource: DataSource,
    private readonly chain: AuditChainReadModel,
    private readonly sealer: SealAuditChain,
    private readonly clock: Clock,
  ) {
    super();
  }

  async perform(id: string): Promise<Performed> {
    const rows: { position: string; hash: string }[] = await this.dataSource.query(
      `SELECT events AS position, head AS hash FROM audit_check WHERE id = $1 AND state = 'WAITING' AND due_at <= $2`,
      [id, this.clock.now().toISOString()],
    );
    const row = rows[0];
    if (row === undefined) return 'NOTHING_TO_DO';
    await this.sealer.execute();
    const earlier = await this.#lastGoodCheck();
    let state: ChainState = { position: Number(row.position), hash: row.hash };
    for await (const event of this.chain.sealedEvents(PAGE, state.position)) {
      const fault = checkLink(state, event);
      if (fault !== null) return await this.#finish(id, state, fault);
      state = { position: event.position, hash: event.hash };
      if (earlier.position === state.position && earlier.hash !== state.hash) {
        return await this.#finish(id, state, rewritten(state.position));
      }
      if (state.position % STEP === 0) await this.#note(id, state);
    }
    return await this.#finish(id, state, state.position < earlier.position ? cutOff(state, earlier) : null);
  }

  async #lastGoodCheck(): Promise<ChainState> {
    const rows: { position: string; hash: string }[] = await this.dataSource.query(
      `SELECT events AS position, head AS hash FROM audit_check WHERE state = 'FITS' ORDER BY id DESC LIMIT 1`,
    );
    const row = rows[0];
    return row === undefined ? { position: 0, hash: CHAIN_START } : { position: Number(row.position), hash: row.hash };
  }

  async #note(id: string, { position, hash }: ChainState): Promise<void> {
    await this.dataSource.query(
      `UPDATE audit_check SET events = $2, head = $3 WHERE id = $1 AND state = 'WAITING' AND events < $2`,
      [id, position, hash],
    );
  }

  async #finish(id: string, { position, hash }: ChainState, fault: AuditFault | null): Promise<Performed> {
    await this.dataSource.query(
      `UPDATE audit_check SET state = $2, events = $3, head = $4, fault = $5, finished_at = $6,
         first_at = (SELECT at FROM audit_event WHERE position = 1),
         last_at = (SELECT at FROM audit_event WHERE position = $3)
       WHERE id = $1 AND state = 'WAITING'`,
      [
        id,
        fault === null ? 'FITS' : 'BROKEN',
        position,
        hash,
        fault === null ? null : JSON.stringify(fault),
        this.clock.now().toISOString(),
      ],
    );
    return 'DONE';
  }
}

function rewritten(position: number): LostHead {
  return {
    position,
    fault: 'REWRITTEN',
    message: `Event ${position} has another hash than an earlier check found: the chain up to it was written anew.`,
  };
}

function cutOff(state: ChainState, earlier: ChainState): LostHead {
  return {
    position: state.position + 1,
    fault: 'CUT_OFF',
    message: `The chain ends at event ${state.position}, but an earlier check found ${earlier.position}.`,
  };
}
