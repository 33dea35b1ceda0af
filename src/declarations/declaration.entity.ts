import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Campaign } from '../campaigns/index.js';
import { MunicipalityRow } from '../municipalities/index.js';

export const RETURN_STATES = ['NONE', 'RECEIVED', 'NEEDS_REVIEW', 'ACCEPTED', 'REJECTED'] as const;
/** The return axis of a declaration; SUPERSEDED is a state of one returned document only. */
export type DeclarationReturnState = (typeof RETURN_STATES)[number];

export const ACCEPTANCE_METHODS = ['PADES', 'REVIEWED_SCAN', 'REVIEWED'] as const;
export type AcceptanceMethod = (typeof ACCEPTANCE_METHODS)[number];

/** One municipality's case in one campaign. Names, address and population are those of the day it was issued. */
@Entity('declaration')
@Unique('declaration_once', ['campaignId', 'municipalityNumber'])
@Check('declaration_return_state', `"return_state" IN ('NONE', 'RECEIVED', 'NEEDS_REVIEW', 'ACCEPTED', 'REJECTED')`)
@Check('declaration_language', `"language" IN ('nb', 'nn')`)
@Check('declaration_resolution', `"resolution" IN ('ADOPTED', 'DECLINED', 'POSTPONED')`)
@Index('declaration_list', ['campaignId', 'returnState', 'municipalityNumber'])
@Index('declaration_by_name', ['campaignId', 'nameOrder', 'municipalityNumber'])
@Index('declaration_by_population', ['campaignId', 'population', 'municipalityNumber'])
@Index('declaration_by_deadline', ['campaignId', 'dueOn', 'municipalityNumber'])
@Index('declaration_organization', ['organizationNumber', 'issuedAt', 'reference'])
@Index('declaration_by_change', ['campaignId', 'changedAt', 'municipalityNumber'])
@Index('declaration_by_offered_link', ['portalLinkOfferedHash'], {
  unique: true,
  where: `"portal_link_offered_hash" IS NOT NULL`,
})
@Check('declaration_offered_link', `("portal_link_offered_hash" IS NULL) = ("portal_link_offered_at" IS NULL)`)
export class Declaration {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'campaign_id', type: 'uuid' })
  campaignId!: string;

  @ManyToOne(() => Campaign)
  @JoinColumn({ name: 'campaign_id' })
  campaign?: Campaign;

  @Column({ name: 'municipality_number', type: 'text' })
  municipalityNumber!: string;

  @ManyToOne(() => MunicipalityRow)
  @JoinColumn({ name: 'municipality_number' })
  municipality?: MunicipalityRow;

  /** What people read and write, e.g. `AKSON-2020-0301-Q7K2M`. */
  @Column({ type: 'text', unique: true })
  reference!: string;

  /** In Reply-To and the envelope sender: brings answers and bounces back to the case. Opens nothing. */
  @Column({ name: 'case_token', type: 'text', unique: true })
  caseToken!: string;

  /** SHA-256 (hex) of the portal link's secret; the secret itself is nowhere. */
  @Column({ name: 'portal_link_hash', type: 'text', unique: true })
  portalLinkHash!: string;

  @Column({ name: 'portal_link_version', type: 'integer' })
  portalLinkVersion!: number;

  /** When a link was last sent in place of another; null: never. */
  @Column({ name: 'portal_link_renewed_at', type: 'timestamptz', nullable: true })
  portalLinkRenewedAt!: Date | null;

  /** Of the next version's secret, as long as that link is sent but not opened; null: there is none such. */
  @Column({ name: 'portal_link_offered_hash', type: 'text', nullable: true })
  portalLinkOfferedHash!: string | null;

  /** When it was last sent. */
  @Column({ name: 'portal_link_offered_at', type: 'timestamptz', nullable: true })
  portalLinkOfferedAt!: Date | null;

  @Column({ type: 'text' })
  language!: 'nb' | 'nn';

  @Column({ name: 'recipient_name', type: 'text' })
  recipientName!: string;

  @Column({ name: 'recipient_email', type: 'text' })
  recipientEmail!: string;

  @Column({ name: 'organization_number', type: 'text' })
  organizationNumber!: string;

  @Column({ type: 'integer' })
  population!: number;

  @Column({ name: 'issued_at', type: 'timestamptz' })
  issuedAt!: Date;

  @Column({ name: 'deadline_version', type: 'integer' })
  deadlineVersion!: number;

  @Column({ name: 'return_state', type: 'text' })
  returnState!: DeclarationReturnState;

  @Column({ name: 'withdrawn_at', type: 'timestamptz', nullable: true })
  withdrawnAt!: Date | null;

  @Column({ name: 'withdrawn_reason', type: 'text', nullable: true })
  withdrawnReason!: string | null;

  /** The day of the deadline version that counts, beside that version: lists are sorted and filtered by it. */
  @Column({ name: 'due_on', type: 'date' })
  dueOn!: string;

  /** Outcome of the latest resolution recorded, beside the resolutions. */
  @Column({ type: 'text', nullable: true })
  resolution!: 'ADOPTED' | 'DECLINED' | 'POSTPONED' | null;

  /** When the case last moved: issued, returned, resolved, extended, withdrawn, or given another address. */
  @Column({ name: 'changed_at', type: 'timestamptz' })
  changedAt!: Date;

  /** See `nameOrder`. */
  @Column({ name: 'name_order', type: 'text', collation: 'C' })
  nameOrder!: string;

  /** Number, name, reference and organisation number: see `searchText`. */
  @Column({ name: 'search_text', type: 'text' })
  searchText!: string;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
