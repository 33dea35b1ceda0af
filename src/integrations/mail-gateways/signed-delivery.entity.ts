import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { MailGateway } from './mail-gateway.entity.js';

/** What a gateway handed in under one id, for as long as a repeat of it could still be taken for fresh. */
@Entity('signed_delivery')
@Index('signed_delivery_at', ['gatewayId', 'takenAt'])
export class SignedDelivery {
  @PrimaryColumn({ name: 'gateway_id', type: 'uuid', primaryKeyConstraintName: 'signed_delivery_pkey' })
  gatewayId!: string;

  @ManyToOne(() => MailGateway)
  @JoinColumn({ name: 'gateway_id', foreignKeyConstraintName: 'signed_delivery_gateway' })
  gateway?: MailGateway;

  /** The gateway's `webhook-id`. */
  @PrimaryColumn({ name: 'delivery_id', type: 'text', primaryKeyConstraintName: 'signed_delivery_pkey' })
  deliveryId!: string;

  /** SHA-256 (hex) of the message. */
  @Column({ type: 'text' })
  sha256!: string;

  @Column({ name: 'taken_at', type: 'timestamptz' })
  takenAt!: Date;
}
