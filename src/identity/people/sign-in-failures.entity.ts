import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How often log-in has failed of late for one account, one known browser of it, or one address. */
@Entity('sign_in_failures')
@Index('sign_in_failures_last', ['lastAt'])
export class SignInFailures {
  /** `account:HASH`, `device:ID`, `code:…` or `address:GROUP`; no e-mail address. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'sign_in_failures_pkey' })
  subject!: string;

  @Column({ type: 'integer' })
  failures!: number;

  @Column({ name: 'last_at', type: 'timestamptz' })
  lastAt!: Date;

  @Column({ name: 'blocked_until', type: 'timestamptz', nullable: true })
  blockedUntil!: Date | null;
}
