import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A mail server that signs what it hands in. Its secret is made from the service's key and lies in no table. */
@Entity('mail_gateway')
@Index('mail_gateway_name', ['name'], { unique: true })
export class MailGateway {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'mail_gateway_pkey' })
  id!: string;

  /** What the audit log calls it; never used again, not even after its end. */
  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;
}
