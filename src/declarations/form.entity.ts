import { Column, Entity, Index, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm';
import { Declaration } from './declaration.entity.js';
import { FormTemplateRow } from './form-template.entity.js';

/** The PDF issued for a declaration: the template's bytes followed by this revision. Never changed. */
@Entity('form')
@Index('form_sha256', ['sha256'], { unique: true })
export class FormRow {
  @PrimaryColumn({ name: 'declaration_id', type: 'uuid' })
  declarationId!: string;

  @OneToOne(() => Declaration)
  @JoinColumn({ name: 'declaration_id' })
  declaration?: Declaration;

  @Column({ name: 'template_id', type: 'uuid' })
  templateId!: string;

  @ManyToOne(() => FormTemplateRow)
  @JoinColumn({ name: 'template_id' })
  template?: FormTemplateRow;

  @Column({ type: 'bytea' })
  revision!: Buffer;

  /** Of the whole file. */
  @Column({ name: 'byte_length', type: 'integer' })
  byteLength!: number;

  /** Of the whole file, hex. */
  @Column({ type: 'text' })
  sha256!: string;

  @Column({ name: 'issued_at', type: 'timestamptz' })
  issuedAt!: Date;
}
