import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { SessionStage, SignInMethod } from './session.policy.js';

/** One log-in in one browser. The cookie holds 32 random bytes; here is only their hash. */
@Entity('session')
@Index('session_token', ['tokenSha256'], { unique: true })
@Index('session_person', ['personId'])
@Check('session_stage', "stage IN ('SECOND_FACTOR', 'ENROLMENT', 'FULL')")
@Check('session_method', "method IN ('PASSWORD', 'OIDC')")
export class Session {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'session_pkey' })
  id!: string;

  @Column({ name: 'token_sha256', type: 'text' })
  tokenSha256!: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId!: string;

  @Column({ type: 'text' })
  stage!: SessionStage;

  @Column({ type: 'text' })
  method!: SignInMethod;

  /** What the browser says of itself, for its owner to recognise; at most 200 characters. */
  @Column({ name: 'user_agent', type: 'text' })
  userAgent!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  /** Exact to the minute only: it is written at most once in one. */
  @Column({ name: 'last_seen_at', type: 'timestamptz' })
  lastSeenAt!: Date;
}
