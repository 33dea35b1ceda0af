import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CampaignState } from '../campaigns/index.js';
import { Selection } from '../platform/database/index.js';
import type { DeclarationReturnState } from './declaration.entity.js';
import { declarationUnknown } from './declarations.errors.js';
import type { ResolutionOutcome } from './resolution.entity.js';

/** A declaration with its current deadline and latest resolution. */
export interface DeclarationView {
  readonly id: string;
  readonly campaignId: string;
  readonly campaignSlug: string;
  readonly municipalityNumber: string;
  readonly recipientName: string;
  readonly recipientEmail: string;
  readonly organizationNumber: string;
  readonly reference: string;
  readonly caseToken: string;
  readonly portalLinkVersion: number;
  readonly portalLinkRenewedAt: Date | null;
  /** Null: every link that was sent is in force, or has ended. */
  readonly portalLinkOfferedAt: Date | null;
  readonly language: 'nb' | 'nn';
  readonly population: number;
  readonly issuedAt: Date;
  readonly returnState: DeclarationReturnState;
  readonly withdrawnAt: Date | null;
  readonly deadlineVersion: number;
  readonly deadlineKind: 'ORIGINAL' | 'EXTENDED' | 'RESTORED';
  /** YYYY-MM-DD, local. */
  readonly dueOn: string;
  readonly resolution: {
    readonly outcome: ResolutionOutcome;
    readonly decidedOn: string;
    readonly caseNumber: string | null;
  } | null;
  readonly version: number;
}

export interface DeadlineView {
  readonly version: number;
  readonly kind: 'ORIGINAL' | 'EXTENDED' | 'RESTORED';
  readonly dueOn: string;
  readonly startsAt: Date;
  readonly reason: string | null;
  readonly grantedBy: string;
}

export interface ResolutionView {
  readonly id: string;
  readonly outcome: ResolutionOutcome;
  readonly decidedOn: string;
  readonly caseNumber: string | null;
  readonly recordedAt: Date;
  readonly recordedBy: string;
}

/** What stands on every page of a form, or on its first. */
export interface PrintedNames {
  readonly reference: string;
  readonly number: string;
  readonly name: string;
  readonly county: string;
  readonly organizationNumber: string;
}

const COLUMNS = `declaration.id, declaration.campaign_id AS "campaignId", campaign.slug AS "campaignSlug",
    declaration.municipality_number AS "municipalityNumber", declaration.recipient_name AS "recipientName",
    declaration.recipient_email AS "recipientEmail", declaration.organization_number AS "organizationNumber",
    declaration.reference, declaration.case_token AS "caseToken",
    declaration.portal_link_version AS "portalLinkVersion",
    declaration.portal_link_renewed_at AS "portalLinkRenewedAt",
    declaration.portal_link_offered_at AS "portalLinkOfferedAt", declaration.language, declaration.population,
    declaration.issued_at AS "issuedAt", declaration.return_state AS "returnState",
    declaration.withdrawn_at AS "withdrawnAt", declaration.deadline_version AS "deadlineVersion",
    deadline.kind AS "deadlineKind", deadline.due_on::text AS "dueOn", declaration.version,
    CASE WHEN declaration.resolution IS NOT NULL THEN
      (SELECT jsonb_build_object('outcome', outcome, 'decidedOn', decided_on::text, 'caseNumber', case_number)
       FROM resolution WHERE declaration_id = declaration.id ORDER BY recorded_at DESC, id DESC LIMIT 1)
    END AS resolution`;
const TABLES = `declaration
  JOIN campaign ON campaign.id = declaration.campaign_id
  JOIN deadline ON deadline.declaration_id = declaration.id AND deadline.version = declaration.deadline_version`;

/** The view's statement, without its conditions; `more` is further columns, each by its name. */
export function selectDeclarations(more: Readonly<Record<string, string>> = {}): string {
  const columns = Object.entries(more).map(([name, column]) => `, ${column} AS "${name}"`);
  return `SELECT ${COLUMNS}${columns.join('')} FROM ${TABLES}`;
}

const SELECT = selectDeclarations();

/** `$1`: the reference. With what its campaign says of all its declarations. */
export const DECLARATION_IN_CAMPAIGN = new Selection<
  DeclarationView & { readonly campaignState: CampaignState; readonly timeZone: string }
>(
  `${selectDeclarations({ campaignState: 'campaign.state', timeZone: "campaign.definition ->> 'timeZone'" })}
   WHERE declaration.reference = $1`,
  { issuedAt: true, withdrawnAt: true, portalLinkRenewedAt: true, portalLinkOfferedAt: true },
);

/** All deadline versions, first one first, of the declaration whose id that SQL expression says. */
export function deadlinesOf(declarationId: string): Selection<DeadlineView> {
  return new Selection<DeadlineView>(
    `SELECT version, kind, due_on::text AS "dueOn", starts_at AS "startsAt", reason, granted_by AS "grantedBy"
     FROM deadline WHERE declaration_id = ${declarationId} ORDER BY version`,
    { startsAt: true },
  );
}

/** All resolutions reported, first one first, of the declaration whose id that SQL expression says. */
export function resolutionsOf(declarationId: string): Selection<ResolutionView> {
  return new Selection<ResolutionView>(
    `SELECT id, outcome, decided_on::text AS "decidedOn", case_number AS "caseNumber", recorded_at AS "recordedAt",
       recorded_by AS "recordedBy"
     FROM resolution WHERE declaration_id = ${declarationId} ORDER BY recorded_at, id`,
    { recordedAt: true },
  );
}

/** Look-ups of declarations. */
@Injectable()
export class DeclarationReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** Throws DECLARATION_UNKNOWN. */
  async byReference(reference: string, manager: EntityManager = this.dataSource.manager): Promise<DeclarationView> {
    const rows: DeclarationView[] = await manager.query(`${SELECT} WHERE declaration.reference = $1`, [reference]);
    const row = rows[0];
    if (row === undefined) throw declarationUnknown(reference);
    return row;
  }

  /** The same, for the municipality itself: another's case does not exist for it. Throws DECLARATION_UNKNOWN. */
  async ownByReference(reference: string, organizationNumber: string): Promise<DeclarationView> {
    const view = await this.byReference(reference);
    if (view.organizationNumber !== organizationNumber) throw declarationUnknown(reference);
    return view;
  }

  /** So many, in the order of their issue, from behind `after`. */
  async ofOrganization(
    organizationNumber: string,
    after: { readonly issuedAt: string; readonly reference: string } | undefined,
    limit: number,
  ): Promise<DeclarationView[]> {
    return await this.dataSource.query(
      `${SELECT} WHERE declaration.organization_number = $1
         AND (declaration.issued_at, declaration.reference) > (coalesce($2::timestamptz, '-infinity'), coalesce($3, ''))
       ORDER BY declaration.issued_at, declaration.reference LIMIT $4`,
      [organizationNumber, after?.issuedAt ?? null, after?.reference ?? null, limit],
    );
  }

  /** Those that exist, in the order of the municipalities' numbers. */
  async byReferences(references: readonly string[], manager: EntityManager): Promise<DeclarationView[]> {
    return await manager.query(
      `${SELECT} WHERE declaration.reference = ANY($1::text[]) ORDER BY declaration.municipality_number`,
      [references],
    );
  }

  /** The same, of one campaign alone. */
  async ofCampaign(campaignId: string, references: readonly string[]): Promise<DeclarationView[]> {
    return await this.dataSource.query(
      `${SELECT} WHERE declaration.campaign_id = $1 AND declaration.reference = ANY($2::text[])
       ORDER BY declaration.municipality_number`,
      [campaignId, references],
    );
  }

  async byId(id: string, manager: EntityManager = this.dataSource.manager): Promise<DeclarationView | null> {
    const rows: DeclarationView[] = await manager.query(`${SELECT} WHERE declaration.id = $1`, [id]);
    return rows[0] ?? null;
  }

  async byCaseToken(token: string): Promise<DeclarationView | null> {
    const rows: DeclarationView[] = await this.dataSource.query(`${SELECT} WHERE declaration.case_token = $1`, [token]);
    return rows[0] ?? null;
  }

  /** By the link in force, or by the one that is sent but not opened. */
  async byPortalLinkHash(hash: string): Promise<(DeclarationView & { readonly isOffered: boolean }) | null> {
    const rows: (DeclarationView & { isOffered: boolean })[] = await this.dataSource.query(
      `${selectDeclarations({ isOffered: 'declaration.portal_link_hash <> $1' })}
       WHERE declaration.portal_link_hash = $1 OR declaration.portal_link_offered_hash = $1`,
      [hash],
    );
    return rows[0] ?? null;
  }

  /** Of those whose address is of this domain, in the order of the municipalities' numbers; at most three. */
  async referencesByDomain(campaignId: string, domain: string): Promise<string[]> {
    const rows: { reference: string }[] = await this.dataSource.query(
      `SELECT reference FROM declaration
       WHERE campaign_id = $1 AND lower(split_part(recipient_email, '@', 2)) = lower($2)
       ORDER BY municipality_number LIMIT 3`,
      [campaignId, domain],
    );
    return rows.map((row) => row.reference);
  }

  /** The deadline version that was in force at an instant: the latest one that had begun by then. */
  async deadlineAt(
    declarationId: string,
    at: Date,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<{ version: number; dueOn: string } | null> {
    const rows: { version: number; dueOn: string }[] = await manager.query(
      `SELECT version, due_on::text AS "dueOn" FROM deadline WHERE declaration_id = $1
       ORDER BY (starts_at <= $2) DESC, version DESC LIMIT 1`,
      [declarationId, at.toISOString()],
    );
    return rows[0] ?? null;
  }

  /** All deadline versions of one declaration, first one first. */
  async deadlines(declarationId: string, manager: EntityManager = this.dataSource.manager): Promise<DeadlineView[]> {
    return await manager.query(deadlinesOf('$1').text, [declarationId]);
  }

  /** How its return axis has gone, first change first. */
  async returnStates(declarationId: string): Promise<{ at: Date; state: DeclarationReturnState }[]> {
    return await this.dataSource.query(
      'SELECT at, state FROM return_state_change WHERE declaration_id = $1 ORDER BY at, id',
      [declarationId],
    );
  }

  /** All resolutions reported for one declaration, first one first; the last one counts. */
  async resolutions(declarationId: string): Promise<ResolutionView[]> {
    return await this.dataSource.query(resolutionsOf('$1').text, [declarationId]);
  }

  /** Those who have not answered and whose current deadline is this day, in the order of their numbers. */
  async unanswered(campaignId: string, dueOn: string): Promise<DeclarationView[]> {
    return await this.dataSource.query(
      `${SELECT}
       WHERE declaration.campaign_id = $1 AND deadline.due_on = $2::date AND declaration.withdrawn_at IS NULL
         AND declaration.return_state IN ('NONE', 'REJECTED')
       ORDER BY declaration.municipality_number`,
      [campaignId, dueOn],
    );
  }

  /** The population of the campaign's base: of every recipient, as it was issued. */
  async basePopulation(campaignSlug: string): Promise<number> {
    const rows: { population: number }[] = await this.dataSource.query(
      `SELECT coalesce(sum(population), 0)::integer AS population FROM declaration
       WHERE campaign_id = (SELECT id FROM campaign WHERE slug = $1)`,
      [campaignSlug],
    );
    return rows[0]?.population ?? 0;
  }

  /** The campaign's base as it was issued: every recipient with its population. */
  async populations(campaignSlug: string): Promise<{ number: string; population: number }[]> {
    return await this.dataSource.query(
      `SELECT declaration.municipality_number AS number, declaration.population FROM declaration
       JOIN campaign ON campaign.id = declaration.campaign_id WHERE campaign.slug = $1
       ORDER BY declaration.municipality_number`,
      [campaignSlug],
    );
  }

  /**
   * By what a form's print names its declaration, of all campaigns that run; null when they are more than `most`: among
   * so many, badly read print tells nothing.
   */
  async printedNames(most: number): Promise<PrintedNames[] | null> {
    const rows: PrintedNames[] = await this.dataSource.query(
      `SELECT declaration.reference, declaration.municipality_number AS number, municipality.name,
         municipality.county_name AS county, declaration.organization_number AS "organizationNumber"
       FROM declaration
       JOIN municipality ON municipality.number = declaration.municipality_number
       JOIN campaign ON campaign.id = declaration.campaign_id
       WHERE campaign.state IN ('ISSUING', 'RUNNING')
       ORDER BY declaration.reference LIMIT $1`,
      [most + 1],
    );
    return rows.length > most ? null : rows;
  }
}
