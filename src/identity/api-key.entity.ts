import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Role } from './role.policy.js';

/** One API key: everything but the key itself, of which only the hash is kept. */
@Entity('api_key')
@Index('api_key_name', ['name'], { unique: true })
@Index('api_key_prefix', ['prefix'])
@Check('api_key_roles', 'cardinality(roles) > 0')
export class ApiKey {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'api_key_pkey' })
  id!: string;

  /** What the audit log calls it; never used again, not even after revocation. */
  @Column({ type: 'text' })
  name!: string;

  /** The readable part of the key, by which it is looked up and can be recognised in a configuration file. */
  @Column({ type: 'text' })
  prefix!: string;

  /** SHA-256 (hex) of the whole key. */
  @Column({ name: 'secret_sha256', type: 'text' })
  secretSha256!: string;

  @Column({ type: 'text', array: true })
  roles!: Role[];

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  /**
   * The person who answers for it, as the audit log writes them: who made it, or whose key made it. What it does counts
   * as theirs. Null for one that the command line made.
   */
  @Column({ type: 'text', nullable: true })
  owner!: string | null;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;

  /** Exact to the minute only: it is written at most once in one. */
  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt!: Date | null;
}
