import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PersonLanguage, PersonRole } from './person.policy.js';

/** Somebody who logs in: with a password and one-time codes of their own, or by the organisation's log-in (OIDC). */
@Entity('person')
@Index('person_email', ['email'], { unique: true })
@Index('person_oidc', ['oidcIssuer', 'oidcSubject'], { unique: true })
@Check('person_language', "language IN ('nb', 'nn', 'en')")
@Check('person_oidc_whole', '(oidc_issuer IS NULL) = (oidc_subject IS NULL)')
export class Person {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'person_pkey' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  /** In lower case; what the audit log calls the person, so it never changes. */
  @Column({ type: 'text' })
  email!: string;

  @Column({ type: 'text', array: true })
  roles!: PersonRole[];

  @Column({ type: 'text' })
  language!: PersonLanguage;

  /** argon2id in PHC form; null before the invitation is accepted, and for those who come by OIDC. */
  @Column({ name: 'password_hash', type: 'text', nullable: true })
  passwordHash!: string | null;

  @Column({ name: 'password_changed_at', type: 'timestamptz', nullable: true })
  passwordChangedAt!: Date | null;

  /** The secret of the one-time codes, sealed with a key that is not in the database. */
  @Column({ name: 'totp_sealed', type: 'text', nullable: true })
  totpSealed!: string | null;

  /** Number of the latest 30-second step whose code was used: it and those before it are used up (RFC 6238, 5.2). */
  @Column({ name: 'totp_last_step', type: 'integer', nullable: true })
  totpLastStep!: number | null;

  @Column({ name: 'oidc_issuer', type: 'text', nullable: true })
  oidcIssuer!: string | null;

  @Column({ name: 'oidc_subject', type: 'text', nullable: true })
  oidcSubject!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'disabled_at', type: 'timestamptz', nullable: true })
  disabledAt!: Date | null;

  @Column({ name: 'signed_in_at', type: 'timestamptz', nullable: true })
  signedInAt!: Date | null;
}
