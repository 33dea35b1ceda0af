import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { ReturnRow } from './return.entity.js';

/** A returned scan held against the issued forms: derived from both, and made again at any time. */
@Entity('return_scan')
export class ReturnScan {
  @PrimaryColumn({ name: 'return_id', type: 'uuid' })
  returnId!: string;

  @OneToOne(() => ReturnRow)
  @JoinColumn({ name: 'return_id' })
  returned?: ReturnRow;

  @Column({ type: 'jsonb' })
  report!: object;

  @Column({ name: 'made_at', type: 'timestamptz' })
  madeAt!: Date;
}
