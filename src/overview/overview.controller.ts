import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Controller, Get, Headers, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Public } from '../identity/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { languageOf, PAGE_LANGUAGES, type PageLanguage } from '../platform/pages/index.js';
import { overviewAsCsv, overviewAsJson } from './overview-formats.js';
import { OVERVIEW_OPTIONS, type OverviewOptions } from './overview-options.js';
import { OverviewPage } from './overview-page.js';
import { type Overview, ReadOverview } from './read-overview.js';

const pageSchema = z.object({ language: z.enum(PAGE_LANGUAGES).optional() });

/** Where the campaign stands, for anybody: as a page, as JSON, as CSV. */
@ApiExcludeController()
@Controller()
export class OverviewController {
  readonly #page: OverviewPage;

  constructor(
    private readonly overview: ReadOverview,
    @Inject(OVERVIEW_OPTIONS) options: OverviewOptions,
  ) {
    this.#page = new OverviewPage(options);
  }

  @Public()
  @Get()
  async page(
    @Query({ schema: pageSchema }) { language }: z.output<typeof pageSchema>,
    @Req() request: Request,
    @Res() response: Response,
    @Headers('accept-language') acceptLanguage?: string,
  ): Promise<void> {
    const shown: PageLanguage = language ?? languageOf(acceptLanguage);
    const [overview, standstill] = await Promise.all([this.overview.latest(), this.overview.standstill()]);
    const steps = overview === null ? [] : await this.overview.history(overview);
    // The address without a language answers each reader in theirs: a cache on the way keeps them apart.
    if (language === undefined) response.vary('Accept-Language');
    answer(request, response, 'text/html; charset=utf-8', this.#page.render(overview, steps, standstill, shown));
  }

  @Public()
  @Get('overview.json')
  async json(@Req() request: Request, @Res() response: Response): Promise<void> {
    const body = JSON.stringify(overviewAsJson(await this.#issued()));
    answer(request, response, 'application/json; charset=utf-8', body);
  }

  @Public()
  @Get('overview.csv')
  async csv(@Req() request: Request, @Res() response: Response): Promise<void> {
    response.setHeader('Content-Disposition', 'attachment; filename="overview.csv"');
    answer(request, response, 'text/csv; charset=utf-8', overviewAsCsv(await this.#issued()));
  }

  async #issued(): Promise<Overview> {
    const overview = await this.overview.latest();
    if (overview !== null) return overview;
    throw new ServiceError('NOTHING_ISSUED', 'No campaign has been issued yet: there are no figures.', {
      category: 'not-found',
    });
  }
}

/**
 * May be kept by anybody for a minute, and shown for an hour more while it is fetched anew (RFC 9111, RFC 5861). The tag
 * says the content, whatever its coding, so that who has it is told so. Compressed here, where nothing is secret: what a
 * page with a secret weighs could tell it.
 */
function answer(request: Request, response: Response, mediaType: string, body: string): void {
  response.setHeader('Content-Type', mediaType);
  response.setHeader('Cache-Control', 'public, max-age=60, stale-while-revalidate=3600');
  response.setHeader('ETag', `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`);
  response.vary('Accept-Encoding');
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  if (request.acceptsEncodings('gzip') !== 'gzip') {
    response.send(body);
    return;
  }
  response.setHeader('Content-Encoding', 'gzip');
  response.send(gzipSync(body));
}
