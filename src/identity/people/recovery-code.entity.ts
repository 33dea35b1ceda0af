import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A code that stands in for the one-time codes once, when the telephone is lost. Used ones are deleted. */
@Entity('recovery_code')
export class RecoveryCode {
  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'recovery_code_pkey' })
  personId!: string;

  /** SHA-256 (hex) of the code. */
  @PrimaryColumn({ name: 'code_sha256', type: 'text', primaryKeyConstraintName: 'recovery_code_pkey' })
  codeSha256!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
