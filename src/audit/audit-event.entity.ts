import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { JsonObject } from '../platform/json/index.js';

/** One state change: who did what to what, written in the transaction that made the change. */
@Entity('audit_event')
@Index('audit_event_unsealed', ['at', 'id'], { where: 'position IS NULL' })
@Index('audit_event_position', ['position'], { unique: true })
@Index('audit_event_subject', ['subject', 'id'])
@Index('audit_event_at', ['at', 'id'])
@Index('audit_event_by_actor', ['actor', 'at', 'id'])
@Index('audit_event_by_action', ['action', 'at', 'id'])
// Of expressions, EVENT_CAMPAIGN_CODE and EVENT_CAMPAIGN_ID, which decorators cannot say.
@Index('audit_event_by_campaign', { synchronize: false })
@Index('audit_event_by_campaign_id', { synchronize: false })
// Of an expression too: AuditLog.recordFirstOfDay.
@Index('audit_event_first_of_day', { synchronize: false })
export class AuditEvent {
  @PrimaryGeneratedColumn({ type: 'bigint' })
  id!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text' })
  actor!: string;

  @Column({ type: 'text' })
  action!: string;

  @Column({ type: 'text' })
  subject!: string;

  @Column({ type: 'jsonb' })
  data!: JsonObject;

  /** Place in the chain, from 1, without gaps; null until sealed. */
  @Column({ type: 'bigint', nullable: true })
  position!: string | null;

  @Column({ name: 'previous_hash', type: 'text', nullable: true })
  previousHash!: string | null;

  @Column({ type: 'text', nullable: true })
  hash!: string | null;
}
