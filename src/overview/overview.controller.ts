import { Controller, Get, Headers, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Public } from '../identity/index.js';
import { MailboxHealth } from '../mailbox/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { languageOf, PAGE_LANGUAGES, type PageLanguage } from '../platform/pages/index.js';
import { CurrentOverview, type HeldOverview, type OverviewAnswer } from './current-overview.js';
import { overviewAsCsv, overviewAsJson } from './overview-formats.js';
import { OVERVIEW_OPTIONS, type OverviewOptions } from './overview-options.js';
import { OverviewPage } from './overview-page.js';
import type { Overview } from './read-overview.js';
import { scopeOf } from './overview-scope.js';

const pageSchema = z.object({
  language: z.enum(PAGE_LANGUAGES).optional(),
  /** Only this county, by its name. */
  county: z.string().min(1).max(100).optional(),
  /** What comes after this municipality's number. */
  after: z.string().min(1).max(20).optional(),
});

/** Where the campaign stands, for anybody: as a page, as JSON, as CSV. */
@ApiExcludeController()
@Controller()
export class OverviewController {
  readonly #page: OverviewPage;

  constructor(
    private readonly current: CurrentOverview,
    private readonly mailboxHealth: MailboxHealth,
    @Inject(OVERVIEW_OPTIONS) options: OverviewOptions,
  ) {
    this.#page = new OverviewPage(options);
  }

  @Public()
  @Get()
  async page(
    @Query({ schema: pageSchema }) { language, county, after }: z.output<typeof pageSchema>,
    @Req() request: Request,
    @Res() response: Response,
    @Headers('accept-language') acceptLanguage?: string,
  ): Promise<void> {
    const shown: PageLanguage = language ?? languageOf(acceptLanguage);
    const [held, standstill] = await Promise.all([this.current.get(), this.mailboxHealth.standstill()]);
    // The address without a language answers each reader in theirs: a cache on the way keeps them apart.
    if (language === undefined) response.vary('Accept-Language');
    const key = JSON.stringify([shown, county, after, standstill === null ? null : standstill.fetchedAt]);
    const page = held.answer(key, () => {
      const scope = scopeOf(held.overview, { county, after });
      return this.#page.render(held, scope, standstill, shown);
    });
    tell(request, response, 'text/html; charset=utf-8', page);
  }

  @Public()
  @Get('overview.json')
  async json(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { overview, answer } = await this.#issued();
    const json = answer('json', () => JSON.stringify(overviewAsJson(overview)));
    tell(request, response, 'application/json; charset=utf-8', json);
  }

  @Public()
  @Get('overview.csv')
  async csv(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { overview, answer } = await this.#issued();
    response.setHeader('Content-Disposition', 'attachment; filename="overview.csv"');
    const csv = answer('csv', () => overviewAsCsv(overview));
    tell(request, response, 'text/csv; charset=utf-8', csv);
  }

  async #issued(): Promise<HeldOverview & { readonly overview: Overview }> {
    const held = await this.current.get();
    if (held.overview !== null) return { ...held, overview: held.overview };
    throw new ServiceError('NOTHING_ISSUED', 'No campaign has been issued yet: there are no figures.', {
      category: 'not-found',
    });
  }
}

/**
 * May be kept by anybody for a minute, and shown for an hour more while it is fetched anew (RFC 9111, RFC 5861). Who has
 * the content that the tag says is told so.
 */
function tell(request: Request, response: Response, mediaType: string, { body, gzip, etag }: OverviewAnswer): void {
  response.setHeader('Content-Type', mediaType);
  response.setHeader('Cache-Control', 'public, max-age=60, stale-while-revalidate=3600');
  response.setHeader('ETag', etag);
  response.vary('Accept-Encoding');
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  const isCompressed = request.acceptsEncodings('gzip') === 'gzip';
  if (isCompressed) response.setHeader('Content-Encoding', 'gzip');
  response.setHeader('Content-Length', isCompressed ? gzip.length : body.length);
  response.end(request.method === 'HEAD' ? undefined : isCompressed ? gzip : body);
}
