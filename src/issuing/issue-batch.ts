import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { type Campaign, writtenLanguage } from '../campaigns/index.js';
import {
  isRecipientFault,
  type IssuedForm,
  MakeForm,
  nameOrder,
  searchText,
  type StoredTemplate,
} from '../declarations/index.js';
import { PlanLetters, PortalLinks, type NewLetter } from '../letters/index.js';
import { displayName, fullName, type Municipality } from '../municipalities/index.js';
import { endOfDay } from '../platform/calendar/index.js';
import { Clock } from '../platform/clock/index.js';
import { nameUuid } from '../platform/ids/index.js';
import { SecretSource } from '../platform/secrets/index.js';
import { type ReminderSlot, WriteReminderPlan } from '../reminders/index.js';
import { makeCaseToken, makeReference } from './case-identifiers.js';

interface NewCase {
  readonly id: string;
  readonly municipality: Municipality;
  readonly name: string;
  readonly language: 'nb' | 'nn';
  readonly reference: string;
  readonly caseToken: string;
  readonly form: IssuedForm;
}

interface FailedCase {
  readonly municipality: Municipality;
  readonly reason: string;
}

/** First version of a declaration's portal link; a renewed link has the next one. */
const FIRST_LINK = 1;

/**
 * Issues one batch of recipients in one transaction, with a fixed number of statements. The campaign's row is held
 * meanwhile: a second process waits its turn and then finds the batch done, instead of failing on it.
 */
@Injectable()
export class IssueBatch {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeForm: MakeForm,
    private readonly secrets: SecretSource,
    private readonly portalLinks: PortalLinks,
    private readonly writeReminderPlan: WriteReminderPlan,
    private readonly planLetters: PlanLetters,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Recipients that have a result already are left alone. Throws whatever is no fault of a single recipient. */
  async execute(
    campaign: Campaign,
    recipients: readonly Municipality[],
    templates: Readonly<Record<'nb' | 'nn', StoredTemplate>>,
    slots: readonly ReminderSlot[],
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      if (!(await holdsCampaign(manager, campaign.id))) return;
      const open = await withoutResult(manager, campaign.id, recipients);
      if (open.length === 0) return;
      const now = this.clock.now();
      const made = await Promise.all(open.map((municipality) => this.#make(campaign, municipality, templates, now)));
      const cases = made.filter((one): one is NewCase => 'form' in one);
      const failed = made.filter((one): one is FailedCase => 'reason' in one);
      await insertCases(manager, campaign, cases, this.portalLinks, now);
      await insertForms(manager, cases, templates, now);
      await insertResults(manager, campaign.id, cases, failed, now);
      await this.writeReminderPlan.execute(
        manager,
        cases.map((one) => ({ declarationId: one.id, deadlineVersion: 1, slots })),
      );
      await this.planLetters.execute(
        manager,
        cases.map((one) => invitation(campaign, one, now)),
        now,
        'system:issuing',
      );
      await this.audit.recordAll(manager, [
        ...cases.map((one) => ({
          at: now,
          actor: 'system:issuing',
          action: 'DECLARATION_ISSUED',
          subject: `declaration:${one.reference}`,
          data: {
            municipality: one.municipality.number,
            population: one.municipality.population,
            language: one.language,
            deadlineOn: campaign.definition.deadlineOn,
            formSha256: one.form.sha256,
            formBytes: one.form.byteLength,
            reminders: slots.map((slot) => slot.slot),
          },
        })),
        ...failed.map((one) => ({
          at: now,
          actor: 'system:issuing',
          action: 'ISSUING_FAILED',
          subject: `municipality:${one.municipality.number}`,
          data: { campaignId: campaign.id, reason: one.reason },
        })),
      ]);
    });
  }

  /** One recipient's fault (a name that cannot be printed, say) is that recipient's result, not the campaign's end. */
  async #make(
    campaign: Campaign,
    municipality: Municipality,
    templates: Readonly<Record<'nb' | 'nn', StoredTemplate>>,
    now: Date,
  ): Promise<NewCase | FailedCase> {
    const { code } = campaign.definition;
    const language = writtenLanguage(municipality.languageForm);
    const reference = makeReference(this.secrets, code, municipality.number);
    try {
      const form = await this.makeForm.execute(templates[language], {
        reference,
        municipalityNumber: municipality.number,
        municipalityName: fullName(municipality),
        organizationNumber: municipality.organizationNumber,
        issuedAt: now,
      });
      return {
        id: nameUuid('declaration', campaign.slug, municipality.number),
        municipality,
        name: displayName(municipality),
        language,
        reference,
        caseToken: makeCaseToken(this.secrets, code, municipality.number),
        form,
      };
    } catch (error) {
      if (!isRecipientFault(error)) throw error;
      return { municipality, reason: error.message };
    }
  }
}

/** Holds the campaign until the end of the transaction; false when it is not being issued any more. */
async function holdsCampaign(manager: EntityManager, campaignId: string): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `SELECT id FROM campaign WHERE id = $1 AND state = 'ISSUING' FOR NO KEY UPDATE`,
    [campaignId],
  );
  return rows.length > 0;
}

async function withoutResult(
  manager: EntityManager,
  campaignId: string,
  recipients: readonly Municipality[],
): Promise<Municipality[]> {
  const done: { number: string }[] = await manager.query(
    `SELECT municipality_number AS number FROM issuing_result
     WHERE campaign_id = $1 AND municipality_number = ANY($2::text[])`,
    [campaignId, recipients.map((recipient) => recipient.number)],
  );
  const settled = new Set(done.map((row) => row.number));
  return recipients.filter((recipient) => !settled.has(recipient.number));
}

async function insertCases(
  manager: EntityManager,
  campaign: Campaign,
  cases: readonly NewCase[],
  portalLinks: PortalLinks,
  now: Date,
): Promise<void> {
  const rows = cases.map((one) => ({
    id: one.id,
    municipality_number: one.municipality.number,
    reference: one.reference,
    case_token: one.caseToken,
    portal_link_hash: portalLinks.hash(one.id, FIRST_LINK),
    language: one.language,
    recipient_name: one.name,
    recipient_email: one.municipality.email,
    organization_number: one.municipality.organizationNumber,
    population: one.municipality.population,
    name_order: nameOrder(one.name),
    search_text: searchText(one.municipality.number, one.name, one.reference, one.municipality.organizationNumber),
  }));
  await manager.query(
    `WITH fresh AS (
       INSERT INTO declaration (id, campaign_id, municipality_number, reference, case_token, portal_link_hash,
         portal_link_version, language, recipient_name, recipient_email, organization_number, population, issued_at,
         deadline_version, return_state, due_on, changed_at, name_order, search_text)
       SELECT id, $2::uuid, municipality_number, reference, case_token, portal_link_hash, $3::integer, language,
         recipient_name, recipient_email, organization_number, population, $4::timestamptz, 1, 'NONE',
         $5::date, $4::timestamptz, name_order, search_text
       FROM jsonb_to_recordset($1::jsonb) AS row(id uuid, municipality_number text, reference text, case_token text,
         portal_link_hash text, language text, recipient_name text, recipient_email text, organization_number text,
         population integer, name_order text, search_text text)
       RETURNING id
     )
     INSERT INTO deadline (declaration_id, version, kind, due_on, starts_at, reason, granted_by)
     SELECT id, 1, 'ORIGINAL', $5::date, $4::timestamptz, NULL, 'system:issuing' FROM fresh`,
    [JSON.stringify(rows), campaign.id, FIRST_LINK, now.toISOString(), campaign.definition.deadlineOn],
  );
}

/** All revisions as one value, cut up by the database: an array of them would travel as text of twice the size. */
async function insertForms(
  manager: EntityManager,
  cases: readonly NewCase[],
  templates: Readonly<Record<'nb' | 'nn', StoredTemplate>>,
  now: Date,
): Promise<void> {
  let end = 0;
  await manager.query(
    `INSERT INTO form (declaration_id, template_id, revision, byte_length, sha256, issued_at)
     SELECT declaration_id, template_id, substring($3::bytea FROM ends_at - length + 1 FOR length), byte_length, sha256,
       $7::timestamptz
     FROM unnest($1::uuid[], $2::uuid[], $4::integer[], $5::integer[], $6::integer[], $8::text[])
       AS row(declaration_id, template_id, length, ends_at, byte_length, sha256)`,
    [
      cases.map((one) => one.id),
      cases.map((one) => templates[one.language].id),
      Buffer.concat(cases.map((one) => one.form.revision)),
      cases.map((one) => one.form.revision.length),
      cases.map((one) => (end += one.form.revision.length)),
      cases.map((one) => one.form.byteLength),
      now.toISOString(),
      cases.map((one) => one.form.sha256),
    ],
  );
}

async function insertResults(
  manager: EntityManager,
  campaignId: string,
  cases: readonly NewCase[],
  failed: readonly FailedCase[],
  now: Date,
): Promise<void> {
  const rows = [
    ...cases.map((one) => ({ number: one.municipality.number, outcome: 'ISSUED', reason: null })),
    ...failed.map((one) => ({ number: one.municipality.number, outcome: 'FAILED', reason: one.reason })),
  ];
  // The key is the last word: whatever else went wrong, a second result takes its whole transaction with it.
  await manager.query(
    `INSERT INTO issuing_result (campaign_id, municipality_number, outcome, reason, at)
     SELECT $2::uuid, number, outcome, reason, $3::timestamptz
     FROM jsonb_to_recordset($1::jsonb) AS row(number text, outcome text, reason text)`,
    [JSON.stringify(rows), campaignId, now.toISOString()],
  );
}

function invitation(campaign: Campaign, one: NewCase, now: Date): NewLetter {
  const { mailbox, deadlineOn, timeZone } = campaign.definition;
  return {
    kind: 'INVITATION',
    data: {},
    campaign: { id: campaign.id, slug: campaign.slug, mailbox: mailbox.address },
    declaration: one,
    slot: '',
    deadlineVersion: 1,
    recipientName: one.name,
    recipientEmail: one.municipality.email,
    language: one.language,
    dueAt: now,
    notAfter: endOfDay(deadlineOn, timeZone),
  };
}
