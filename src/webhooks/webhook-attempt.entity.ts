import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { WebhookDelivery } from './webhook-delivery.entity.js';

/** One attempt at a delivery, kept for who has to find out why. What the endpoint answered is not kept. */
@Entity('webhook_attempt')
@Index('webhook_attempt_of_delivery', ['deliveryId', 'id'])
export class WebhookAttempt {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'webhook_attempt_pkey' })
  id!: string;

  @Column({ name: 'delivery_id', type: 'uuid' })
  deliveryId!: string;

  @ManyToOne(() => WebhookDelivery, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'delivery_id', foreignKeyConstraintName: 'webhook_attempt_delivery' })
  delivery?: WebhookDelivery;

  @Column({ type: 'timestamptz' })
  at!: Date;

  /** `DELIVERED`, or the code of what went wrong. */
  @Column({ type: 'text' })
  outcome!: string;

  /** The HTTP status, if there was an answer. */
  @Column({ type: 'integer', nullable: true })
  status!: number | null;
}
