import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type IdempotencyState = 'RUNNING' | 'DONE';

/**
 * One `Idempotency-Key` of one caller: the request that it stands for, and the answer once there is one. The answer
 * is kept as text and not as jsonb, so that a replay is the same bytes: jsonb sorts keys and takes no `\u0000`.
 */
@Entity('idempotency_key')
@Index('idempotency_key_created_at', ['createdAt'])
@Check('idempotency_key_state', `state IN ('RUNNING', 'DONE')`)
@Check('idempotency_key_answer', `(state = 'DONE') = (response_status IS NOT NULL)`)
export class IdempotencyKey {
  /** Whose key it is, e.g. `key:ID`: two callers may use the same key text. */
  @PrimaryColumn({ name: 'principal_id', type: 'text', primaryKeyConstraintName: 'idempotency_key_pkey' })
  principalId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'idempotency_key_pkey' })
  key!: string;

  /** Method and path with query, e.g. `POST /api/v1/keys`. */
  @Column({ type: 'text' })
  request!: string;

  /** SHA-256 (hex) of the media type and the body. */
  @Column({ name: 'request_sha256', type: 'text' })
  requestSha256!: string;

  @Column({ type: 'text' })
  state!: IdempotencyState;

  /** Which run holds the key: a run that was given up for dead can no longer write its answer. */
  @Column({ name: 'claim_id', type: 'uuid' })
  claimId!: string;

  @Column({ name: 'claimed_at', type: 'timestamptz' })
  claimedAt!: Date;

  @Column({ name: 'response_status', type: 'integer', nullable: true })
  responseStatus!: number | null;

  /** JSON; null for an answer without a body. */
  @Column({ name: 'response_body', type: 'text', nullable: true })
  responseBody!: string | null;

  @Column({ name: 'response_headers', type: 'jsonb', nullable: true })
  responseHeaders!: Readonly<Record<string, string>> | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
