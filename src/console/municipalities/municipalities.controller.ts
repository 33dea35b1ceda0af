import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Campaign, CampaignReadModel } from '../../campaigns/index.js';
import { CurrentSession, permits, Roles, type SignedIn } from '../../identity/index.js';
import { Clock } from '../../platform/clock/index.js';
import { pageOf } from '../../platform/http/index.js';
import type { PageLanguage } from '../../platform/pages/index.js';
import {
  type DeclarationFilter,
  DeclarationListReadModel,
  type FilteredFigures,
  positionOf,
  ShareDrawings,
  ShareReports,
} from '../../reporting/index.js';
import { ConsolePages } from '../frame/console-pages.js';
import { campaignName, campaignSlug } from '../overview/campaign-address.js';
import { isNarrowed, readDeclarationQuery, type WrongFilter } from './declaration-query.js';
import { declarationsCsv } from './declarations-csv.js';
import { MOST_ON_MAP, municipalitiesValues } from './municipalities-page.js';
import { municipalitiesTexts } from './texts/municipalities-texts-of-language.js';

const ROWS_IN_PAGE = 100;
const NOTHING_FOUND = { items: [], nextCursor: null };

/** The municipalities of a campaign as map and table, with filters in the address. */
@ApiExcludeController()
@Controller('campaigns/:slug')
@Roles('reader')
export class MunicipalitiesController {
  readonly #drawings = new ShareDrawings();

  constructor(
    private readonly pages: ConsolePages,
    private readonly campaigns: CampaignReadModel,
    private readonly lists: DeclarationListReadModel,
    private readonly reports: ShareReports,
    private readonly clock: Clock,
  ) {}

  @Get('declarations')
  async list(
    @Param('slug', { schema: campaignSlug }) slug: string,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { language, roles } = signedIn.person;
    const text = municipalitiesTexts[language];
    const campaign = await this.campaigns.bySlug(slug);
    const { query, wrong } = readDeclarationQuery(request.query);
    const { filter, sort, order, after } = query;
    const isUnderstood = wrong.length === 0;
    const [choices, figures, rows] = await Promise.all([
      this.lists.choices(campaign),
      this.lists.figures(campaign, filter),
      isUnderstood ? this.lists.page(campaign, { filter, sort, order, after, limit: ROWS_IN_PAGE + 1 }) : [],
    ]);
    const page = pageOf(
      rows,
      ROWS_IN_PAGE,
      (row) => positionOf(row, { sort, order }),
      (row) => row,
    );
    this.pages.show(request, response, {
      view: 'municipalities/list',
      title: text.title,
      signedIn,
      section: 'municipalities',
      styles: ['console/municipalities/municipalities.css'],
      campaign: { slug, name: campaignName(campaign, language) },
      status: isUnderstood ? 200 : 400,
      errors: isUnderstood ? {} : { form: wrongWords(wrong, language) },
      values: {
        isUnderstood,
        ...municipalitiesValues({
          campaign,
          language,
          query,
          page: isUnderstood ? page : NOTHING_FOUND,
          figures,
          choices,
          map: isUnderstood ? await this.#map(campaign, filter, figures, language) : null,
          mayExtend: campaign.state === 'RUNNING' && permits(roles, ['case-handler']),
          now: this.clock.now(),
        }),
      },
    });
  }

  @Get('declarations.csv')
  async csv(
    @Param('slug', { schema: campaignSlug }) slug: string,
    @CurrentSession() { person }: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const campaign = await this.campaigns.bySlug(slug);
    const { query, wrong } = readDeclarationQuery(request.query);
    if (wrong.length > 0) {
      response
        .status(400)
        .type('text/plain; charset=utf-8')
        .send(`${wrongWords(wrong, person.language)}\n`);
      return;
    }
    response.set({
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${slug}.csv"`,
      'Cache-Control': 'no-store',
    });
    await pipeline(
      Readable.from(declarationsCsv(campaign, this.lists.all(campaign, query), this.clock.now())),
      response,
    );
  }

  async #map(
    campaign: Campaign,
    filter: DeclarationFilter,
    { base, declarations }: FilteredFigures,
    language: PageLanguage,
  ): Promise<string | null> {
    if (base.declarations === 0 || base.declarations > MOST_ON_MAP || declarations === 0) return null;
    const [placed, chosen] = await Promise.all([
      this.reports.declarations(campaign.slug, this.clock.now()),
      isNarrowed(filter) ? this.lists.chosen(campaign, filter, MOST_ON_MAP) : null,
    ]);
    const numbers = chosen === null ? null : new Set(chosen.map(({ municipalityNumber }) => municipalityNumber));
    return this.#drawings.cartogram(
      campaign.slug,
      placed,
      language,
      ({ municipalityNumber }) => numbers === null || numbers.has(municipalityNumber),
    );
  }
}

function wrongWords(wrong: readonly WrongFilter[], language: PageLanguage): string {
  const text = municipalitiesTexts[language];
  return [...wrong.map(({ name, value }) => text.wrong(text.filters[name], value)), text.wrongAdvice].join(' ');
}
