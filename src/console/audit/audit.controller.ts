import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  AuditCheckReadModel,
  AuditEventReadModel,
  type EventFilter,
  type ListedEvent,
  RequestAuditCheck,
} from '../../audit/index.js';
import { type Campaign, CampaignReadModel } from '../../campaigns/index.js';
import { actorName, actorOfPerson, CurrentSession, permits, Roles, type SignedIn } from '../../identity/index.js';
import { pageOf, pageQuery } from '../../platform/http/index.js';
import type { PageLanguage } from '../../platform/pages/index.js';
import { ConsolePages } from '../frame/console-pages.js';
import { listHref } from '../frame/list-query.js';
import { pageCampaign } from '../frame/page-campaign.js';
import { ACTIONS_BY_AREA, type ActionArea } from './audit-actions.js';
import { type WrittenCheck, writtenCheck } from './chain-words.js';
import { FindEventPlaces } from './event-places.js';
import { eventFields, type EventQuery, readEventQuery } from './event-query.js';
import { writtenEvent } from './event-words.js';
import { eventsCsv } from './events-csv.js';
import { auditTexts } from './texts/audit-texts-of-language.js';

const position = z.strictObject({ at: z.iso.datetime(), id: z.string().regex(/^[1-9]\d{0,17}$/) });
const listSchema = pageQuery(position).extend({
  ...eventFields,
  // Each with its details, on a page that is not compressed because it holds a secret.
  limit: z.coerce.number().int().min(1).max(200).default(30),
  asked: z.literal('1').optional(),
});
const csvSchema = z.object(eventFields);

const PATH = '/audit';

/** What happened in the whole service, and whether its log is as it was written. */
@ApiExcludeController()
@Controller('audit')
@Roles('reader')
export class AuditPageController {
  constructor(
    private readonly pages: ConsolePages,
    private readonly events: AuditEventReadModel,
    private readonly checks: AuditCheckReadModel,
    private readonly requestCheck: RequestAuditCheck,
    private readonly campaigns: CampaignReadModel,
    private readonly places: FindEventPlaces,
  ) {}

  @Get()
  async list(
    @Query({ schema: listSchema }) query: z.output<typeof listSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { language, roles } = signedIn.person;
    const text = auditTexts[language];
    const campaigns = await this.campaigns.list();
    const { filter, faults } = this.#filter(query, campaigns);
    const isUnderstood = Object.keys(faults).length === 0;
    const rows = isUnderstood ? await this.events.list(filter, query.cursor, query.limit + 1) : [];
    const place = ({ at, id }: ListedEvent): object => ({ at: at.toISOString(), id });
    const places = await this.places.execute(rows, campaigns, permits(roles, ['admin']));
    const page = pageOf(rows, query.limit, place, (event) => writtenEvent(event, language, places));
    const filters = filtersOf(query);
    this.pages.show(request, response, {
      view: 'audit/list',
      title: text.title,
      signedIn,
      section: 'audit',
      errors: Object.fromEntries(Object.entries(faults).map(([field, fault]) => [field, text.filter[fault]])),
      done: query.asked === undefined ? null : text.check.asked,
      styles: ['console/audit/audit.css'],
      values: {
        text,
        path: PATH,
        filters,
        filtered: Object.values(filters).some((value) => value !== undefined),
        areas: Object.entries(ACTIONS_BY_AREA).map(([area, actions]) => ({
          label: text.areas[area as ActionArea],
          actions: actions.map((value) => ({ value, label: text.actions[value] })),
        })),
        campaigns: campaignChoices(campaigns, text.filter.all, language),
        isUnderstood,
        events: page.items,
        newestHref: query.cursor === undefined ? null : listHref(PATH, filters),
        olderHref: page.nextCursor === null ? null : listHref(PATH, { ...filters, cursor: page.nextCursor }),
        csvHref: listHref(`${PATH}/events.csv`, filters),
        check: await this.#check(language),
        mayCheck: permits(roles, ['admin']),
      },
    });
  }

  @Get('events.csv')
  async csv(
    @Query({ schema: csvSchema }) query: EventQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { filter, faults } = this.#filter(query, await this.campaigns.list());
    if (Object.keys(faults).length > 0) {
      // Where the list says what is wrong with its days.
      response.redirect(303, request.originalUrl.replace('/events.csv', ''));
      return;
    }
    response.set({
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="audit-events.csv"',
      'Cache-Control': 'no-store',
    });
    await pipeline(Readable.from(eventsCsv(this.events.all(filter))), response);
  }

  @Post('check')
  @Roles('admin')
  async check(@CurrentSession() { person }: SignedIn, @Res() response: Response): Promise<void> {
    await this.requestCheck.execute(actorName(actorOfPerson(person)));
    response.redirect(303, `${PATH}?asked=1`);
  }

  #filter(
    query: EventQuery,
    campaigns: readonly Campaign[],
  ): { filter: EventFilter; faults: ReturnType<typeof readEventQuery>['faults'] } {
    const { filter, faults } = readEventQuery(query);
    if (query.campaign === undefined) return { filter, faults };
    const found = campaigns.find(({ slug }) => slug === query.campaign);
    // Of a campaign that is not there nothing happened.
    const campaign = { id: found?.id ?? '', slug: query.campaign, code: found?.definition.code ?? '' };
    return { filter: { ...filter, campaign }, faults };
  }

  async #check(language: PageLanguage): Promise<WrittenCheck | null> {
    const check = await this.checks.latest();
    if (check === null) return null;
    const event = check.fault === null ? null : await this.events.atPosition(check.fault.position);
    return writtenCheck(check, event, language);
  }
}

function filtersOf({ actor, action, campaign, subject, from, to }: EventQuery): EventQuery {
  return { actor, action, campaign, subject, from, to };
}

function campaignChoices(
  campaigns: readonly Campaign[],
  all: string,
  language: PageLanguage,
): { value: string; label: string }[] {
  return [
    { value: '', label: all },
    ...campaigns.map((campaign) => ({ value: campaign.slug, label: pageCampaign(campaign, language).name })),
  ];
}
