import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Campaign } from '../campaigns/index.js';

/** What all forms of one campaign and language share, byte for byte; also the enclosures, as made once. */
@Entity('form_template')
@Unique('form_template_once', ['campaignId', 'kind', 'language'])
export class FormTemplateRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'campaign_id', type: 'uuid' })
  campaignId!: string;

  @ManyToOne(() => Campaign)
  @JoinColumn({ name: 'campaign_id' })
  campaign?: Campaign;

  /** `form`, or the key of an enclosure. */
  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text' })
  language!: 'nb' | 'nn';

  @Column({ type: 'bytea' })
  bytes!: Buffer;

  @Column({ type: 'text' })
  sha256!: string;

  /** Where the appended part of a form goes and how names are written in it; empty for enclosures. */
  @Column({ type: 'jsonb' })
  layout!: object;
}
