import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Declaration } from './declaration.entity.js';

/** One version of a declaration's deadline. Versions are added, never changed. */
@Entity('deadline')
@Check('deadline_kind', `"kind" IN ('ORIGINAL', 'EXTENDED', 'RESTORED')`)
@Index('deadline_changes', ['startsAt', 'declarationId', 'version'], { where: `"kind" <> 'ORIGINAL'` })
export class Deadline {
  @PrimaryColumn({ name: 'declaration_id', type: 'uuid' })
  declarationId!: string;

  @ManyToOne(() => Declaration)
  @JoinColumn({ name: 'declaration_id' })
  declaration?: Declaration;

  @PrimaryColumn({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  kind!: 'ORIGINAL' | 'EXTENDED' | 'RESTORED';

  /** Local date; the deadline ends at 23:59:59.999 of it. */
  @Column({ name: 'due_on', type: 'date' })
  dueOn!: string;

  /** When this version began to count: issue, or the grant of the extension. */
  @Column({ name: 'starts_at', type: 'timestamptz' })
  startsAt!: Date;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ name: 'granted_by', type: 'text' })
  grantedBy!: string;
}
