import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Declaration } from '../declarations/index.js';

/** A municipality's link, opened in one browser. The cookie holds 32 random bytes; here is only their hash. */
@Entity('portal_session')
@Check('portal_session_link_version', '"link_version" >= 1')
export class PortalSession {
  /** SHA-256, hex. */
  @PrimaryColumn({ name: 'token_sha256', type: 'text', primaryKeyConstraintName: 'portal_session_pkey' })
  tokenSha256!: string;

  @Column({ name: 'declaration_id', type: 'uuid' })
  declarationId!: string;

  @ManyToOne(() => Declaration)
  @JoinColumn({ name: 'declaration_id', foreignKeyConstraintName: 'portal_session_declaration' })
  declaration?: Declaration;

  /** Of the link that opened it: a renewed link ends what the former one opened. */
  @Column({ name: 'link_version', type: 'integer' })
  linkVersion!: number;

  @Column({ name: 'opened_at', type: 'timestamptz' })
  openedAt!: Date;
}
