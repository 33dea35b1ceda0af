import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Letter } from './letter.entity.js';

/** An address to which a letter bounced for good: nothing more is sent there until an operator lifts it. */
@Entity('stopped_address')
export class StoppedAddress {
  /** In lower case. */
  @PrimaryColumn({ type: 'text' })
  email!: string;

  @Column({ name: 'stopped_at', type: 'timestamptz' })
  stoppedAt!: Date;

  /** The letter that bounced. */
  @Column({ name: 'letter_id', type: 'uuid' })
  letterId!: string;

  @ManyToOne(() => Letter)
  @JoinColumn({ name: 'letter_id' })
  letter?: Letter;

  /** The words of the mail server that refused it. */
  @Column({ type: 'text' })
  explanation!: string;
}
