import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { AuditChainReadModel } from '../../audit/index.js';
import type { Campaign } from '../../campaigns/index.js';
import { DeadlineChangesReadModel, FindRecipients, type UnfoundLine } from '../../declarations/index.js';
import { PreviewExtension } from '../../extensions/index.js';
import { permits, type SignedIn } from '../../identity/index.js';
import { pageOf, pageQuery } from '../../platform/http/index.js';
import { pageFormats, type PageLanguage } from '../../platform/pages/index.js';
import { isLine } from '../declaration/case-action.js';
import { actorWords, writtenDay, writtenEvent } from '../declaration/case-words.js';
import { isDeadlineDay } from '../declaration/extend-action.js';
import { caseTexts } from '../declaration/texts/case-texts-of-language.js';
import { ConsolePages } from '../frame/console-pages.js';
import { newOnce } from '../frame/submit-once.js';
import { ChosenRecipients, MOST_AT_ONCE } from './chosen-recipients.js';
import { manyPreview } from './many-preview.js';
import { extensionsTexts } from './texts/extensions-texts-of-language.js';

export interface ExtensionsVisit {
  readonly campaign: Campaign;
  readonly signedIn: SignedIn;
  readonly request: Request;
  readonly response: Response;
}

/** As it was typed. */
export interface ExtensionsForm {
  readonly list: string;
  readonly dueOn: string;
  readonly reason: string;
}

/** What a decision was made on that was refused: the latest event known then, and the cases. */
export interface RefusedDecision {
  readonly seen: string;
  readonly references: readonly string[];
}

interface Shown {
  readonly form: ExtensionsForm;
  readonly errors?: Readonly<Record<string, string>>;
  readonly effect?: object;
  readonly meanwhile?: readonly object[];
  readonly status?: number;
  readonly done?: string | null;
}

const ROWS = 50;
const position = z.strictObject({ startsAt: z.iso.datetime(), declarationId: z.uuid(), version: z.int().min(1) });
const querySchema = z.object({
  cursor: pageQuery(position).shape.cursor.catch(undefined),
  granted: z.coerce.number().int().min(1).max(MOST_AT_ONCE).optional().catch(undefined),
});

/** The page about extensions, with the form for many and its preview. */
@Injectable()
export class ExtensionsPage {
  constructor(
    private readonly pages: ConsolePages,
    private readonly recipients: ChosenRecipients,
    private readonly findRecipients: FindRecipients,
    private readonly previewExtension: PreviewExtension,
    private readonly changes: DeadlineChangesReadModel,
    private readonly audit: AuditChainReadModel,
  ) {}

  async show(visit: ExtensionsVisit, query: Readonly<Record<string, unknown>>): Promise<void> {
    const { granted } = querySchema.parse(query);
    const list = await this.recipients.lines(visit.campaign, query);
    const { language } = visit.signedIn.person;
    await this.#show(visit, query, {
      form: { list, dueOn: '', reason: '' },
      done: granted === undefined ? null : extensionsTexts[language].done(pageFormats(language).integer(granted)),
    });
  }

  async showPreview(visit: ExtensionsVisit, form: ExtensionsForm, refused: RefusedDecision | null): Promise<void> {
    const { language } = visit.signedIn.person;
    // Before the cases are read: an event between the two is then shown once too often, and never missed.
    const seen = await this.audit.lastEvent();
    const { references, errors } = await this.#checked(visit.campaign, form, language);
    if (Object.keys(errors).length > 0) return this.#show(visit, {}, { form, errors });
    const preview = await this.previewExtension.judge(references, form.dueOn, form.reason.trim());
    const isNobody = preview.possible.length === 0;
    await this.#show(
      visit,
      {},
      {
        form,
        ...(isNobody ? { errors: { dueOn: extensionsTexts[language].faults.nobody } } : {}),
        effect: { ...manyPreview(preview, form.dueOn, language), seen, once: newOnce() },
        ...(refused === null ? {} : { meanwhile: await this.#meanwhile(refused, language), status: 412 }),
      },
    );
  }

  async #checked(
    campaign: Campaign,
    form: ExtensionsForm,
    language: PageLanguage,
  ): Promise<{ references: readonly string[]; errors: Record<string, string> }> {
    const { faults } = extensionsTexts[language];
    const common = caseTexts[language].form.faults;
    const { references, unfound } = await this.findRecipients.byList(campaign.id, form.list);
    const list = [
      ...unfound.map((line) => lineWords(line, language)),
      ...(references.length === 0 && unfound.length === 0 ? [faults.empty] : []),
      ...(references.length > MOST_AT_ONCE ? [faults.tooMany(pageFormats(language).integer(MOST_AT_ONCE))] : []),
    ];
    return {
      references,
      errors: {
        ...(list.length === 0 ? {} : { list: list.join(' ') }),
        ...(isDeadlineDay(form.dueOn) ? {} : { dueOn: common.dueOn }),
        ...(isLine(form.reason, 1000) ? {} : { reason: common.reason }),
      },
    };
  }

  async #meanwhile({ seen, references }: RefusedDecision, language: PageLanguage): Promise<object[]> {
    const subjects = references.map((reference) => `declaration:${reference}`);
    const events = await this.audit.eventsSince(subjects, seen);
    return events.map((event) => ({
      ...writtenEvent(event, language),
      reference: event.subject.slice('declaration:'.length),
    }));
  }

  async #show(visit: ExtensionsVisit, query: Readonly<Record<string, unknown>>, shown: Shown): Promise<void> {
    const { campaign, signedIn, request, response } = visit;
    const { language, roles } = signedIn.person;
    const text = extensionsTexts[language];
    const common = caseTexts[language];
    const { integer, instant } = pageFormats(language, campaign.definition.timeZone);
    const { cursor } = querySchema.parse(query);
    const [changes, unanswered] = await Promise.all([
      this.changes.list(campaign.id, cursor, ROWS + 1),
      this.findRecipients.unanswered(campaign.id),
    ]);
    const { items, nextCursor } = pageOf(
      changes,
      ROWS,
      ({ startsAt, declarationId, version }) => ({ startsAt: startsAt.toISOString(), declarationId, version }),
      (change) => [
        { text: change.recipientName, href: `/declarations/${change.reference}` },
        writtenDay(change.previousDueOn, language),
        { text: writtenDay(change.dueOn, language), note: change.kind === 'RESTORED' ? text.undone : null },
        change.reason ?? '–',
        actorWords(change.grantedBy, common),
        instant(change.startsAt),
      ],
    );
    const path = `/campaigns/${campaign.slug}/extensions`;
    this.pages.show(request, response, {
      view: 'extensions/extensions',
      title: text.title,
      signedIn,
      section: 'extensions',
      styles: ['console/declaration/case.css'],
      campaign: { slug: campaign.slug, name: campaign.definition.title[language === 'nn' ? 'nn' : 'nb'] },
      errors: shown.errors ?? {},
      done: shown.done ?? null,
      ...(shown.status === undefined ? {} : { status: shown.status }),
      values: {
        text,
        common,
        path,
        mayGrant: permits(roles, ['case-handler']),
        form: shown.form,
        fields: [
          { id: 'list', kind: 'prose', rows: 8, label: text.list, required: true },
          { id: 'dueOn', kind: 'date', label: common.form.dueOn, required: true },
          { id: 'reason', kind: 'line', label: common.form.reasonForMunicipality, required: true },
        ],
        effect: shown.effect ?? null,
        meanwhile: shown.meanwhile ?? null,
        unanswered: unanswered.length === 0 ? null : text.allUnanswered(integer(unanswered.length)),
        changes: items,
        olderHref: nextCursor === null ? null : `${path}?${new URLSearchParams({ cursor: nextCursor }).toString()}`,
        isFirst: cursor === undefined,
      },
    });
  }
}

function lineWords({ line, text, candidates, fault }: UnfoundLine, language: PageLanguage): string {
  const { faults } = extensionsTexts[language];
  const number = pageFormats(language).integer(line);
  const shortened = text.slice(0, 80);
  return fault === 'UNKNOWN'
    ? faults.unknown(number, shortened)
    : faults.ambiguous(number, shortened, candidates.slice(0, 5).join(', '));
}
