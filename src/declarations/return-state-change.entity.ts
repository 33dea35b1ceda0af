import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { type AcceptanceMethod, Declaration, type DeclarationReturnState } from './declaration.entity.js';

/** The return axis over time, so that any report can be made for any past instant. Rows are only added. */
@Entity('return_state_change')
@Index('return_state_change_history', ['declarationId', 'at', 'id'])
export class ReturnStateChange {
  @PrimaryGeneratedColumn({ type: 'bigint' })
  id!: string;

  @Column({ name: 'declaration_id', type: 'uuid' })
  declarationId!: string;

  @ManyToOne(() => Declaration)
  @JoinColumn({ name: 'declaration_id' })
  declaration?: Declaration;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text' })
  state!: DeclarationReturnState;

  @Column({ type: 'text', nullable: true })
  method!: AcceptanceMethod | null;
}
