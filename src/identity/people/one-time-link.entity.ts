import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** FIRST_ADMINISTRATOR makes a new person, who is told by nobody before; the others are for a person who is there. */
export type OneTimeLinkKind = 'FIRST_ADMINISTRATOR' | 'INVITATION' | 'NEW_PASSWORD';

/** A link that lets somebody in once, to choose a password. Only its hash is kept. */
@Entity('one_time_link')
@Index('one_time_link_secret', ['secretSha256'], { unique: true })
@Index('one_time_link_person', ['personId'])
@Check('one_time_link_kind', "kind IN ('FIRST_ADMINISTRATOR', 'INVITATION', 'NEW_PASSWORD')")
@Check('one_time_link_whose', "(kind = 'FIRST_ADMINISTRATOR') = (person_id IS NULL)")
export class OneTimeLink {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'one_time_link_pkey' })
  id!: string;

  @Column({ type: 'text' })
  kind!: OneTimeLinkKind;

  @Column({ name: 'person_id', type: 'uuid', nullable: true })
  personId!: string | null;

  @Column({ name: 'secret_sha256', type: 'text' })
  secretSha256!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  /** Used, or replaced by a later link. */
  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
