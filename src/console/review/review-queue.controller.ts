import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { DeclarationReadModel } from '../../declarations/index.js';
import { CurrentSession, Roles, type SignedIn } from '../../identity/index.js';
import { daysBetween, localDate, OSLO } from '../../platform/calendar/index.js';
import { Clock } from '../../platform/clock/index.js';
import { percentHundredths } from '../../platform/figures/index.js';
import { pageOf, pageQuery } from '../../platform/http/index.js';
import { pageFormats } from '../../platform/pages/index.js';
import { ReturnReadModel, type ReturnView } from '../../returns/index.js';
import { ConsolePages } from '../frame/console-pages.js';
import { onlyField } from './decision-form.js';
import { nameOf, ReviewWork } from './review-work.js';
import { reasonSentence } from './texts/reason-words.js';
import type { ReviewTexts } from './texts/review-texts.js';
import { reviewTexts } from './texts/texts-of-language.js';

const CHANNELS = ['MAIL', 'REST', 'PORTAL', 'CONSOLE'] as const;
const slugParam = z.string().regex(/^[a-z][a-z0-9-]{0,99}$/);
const position = z.strictObject({ arrivedAt: z.iso.datetime(), id: z.uuid() });
const queueQuery = pageQuery(position).extend({
  search: z
    .string()
    .trim()
    .max(100)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)
    .catch(''),
  only: onlyField,
  channel: z.enum(CHANNELS).optional().catch(undefined),
  decided: z.uuid().optional().catch(undefined),
});

type QueueQuery = z.output<typeof queueQuery>;

/** What waits for a decision, oldest first. */
@ApiExcludeController()
@Controller('campaigns/:slug/review')
@Roles('reader')
export class ReviewQueueController {
  constructor(
    private readonly pages: ConsolePages,
    private readonly work: ReviewWork,
    private readonly returns: ReturnReadModel,
    private readonly declarations: DeclarationReadModel,
    private readonly clock: Clock,
  ) {}

  @Get()
  async queue(
    @Param('slug', { schema: slugParam }) slug: string,
    @Query({ schema: queueQuery }) query: QueueQuery,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { language } = signedIn.person;
    const text = reviewTexts[language];
    const campaign = await this.work.campaign(slug, language);
    const { search, only, channel } = query;
    const rows = await this.returns.list({
      campaignSlug: slug,
      state: 'NEEDS_REVIEW',
      reason: only,
      channel,
      search: search === '' ? undefined : search,
      after: query.cursor,
      limit: query.limit + 1,
    });
    const base = await this.declarations.basePopulation(slug);
    const page = pageOf(
      rows,
      query.limit,
      ({ arrivedAt, id }) => ({ arrivedAt: arrivedAt.toISOString(), id }),
      (view) => rowOf(view, base, this.clock.now(), language, text, only),
    );
    const waiting = await this.returns.waiting(slug);
    const isFiltered = search !== '' || only !== undefined || channel !== undefined;
    this.pages.show(request, response, {
      view: 'review/queue',
      title: text.queue.title,
      signedIn,
      section: 'review',
      campaign,
      styles: ['console/review/review.css'],
      done: await this.work.doneWords(query.decided, language, false),
      values: {
        text,
        path: `/campaigns/${slug}/review`,
        waiting: waiting.returns,
        isFiltered,
        isFirst: query.cursor === undefined,
        filter: { search, only, channel },
        reasonChoices: Object.entries(waiting.byReason)
          .filter(([code]) => code !== '')
          .map(([code, count]) => ({ code, words: reasonSentence(language, code), count })),
        channelChoices: CHANNELS,
        rows: page.items,
        nextHref: page.nextCursor === null ? null : hrefOf(slug, query, page.nextCursor),
        firstHref: hrefOf(slug, query, null),
      },
    });
  }
}

function hrefOf(slug: string, { search, only, channel }: QueueQuery, cursor: string | null): string {
  const query = new URLSearchParams({
    ...(search === '' ? {} : { search }),
    ...(only === undefined ? {} : { only }),
    ...(channel === undefined ? {} : { channel }),
    ...(cursor === null ? {} : { cursor }),
  }).toString();
  return `/campaigns/${slug}/review${query === '' ? '' : `?${query}`}`;
}

function rowOf(
  view: ReturnView,
  base: number,
  now: Date,
  language: SignedIn['person']['language'],
  text: ReviewTexts,
  only: string | undefined,
): object {
  const formats = pageFormats(language);
  const { population } = view;
  const references = [...new Set(view.match.candidates.map(({ reference }) => reference))];
  return {
    href: `/returns/${view.id}${only === undefined ? '' : `?${new URLSearchParams({ only }).toString()}`}`,
    name: nameOf(view, text),
    fileName: view.fileName,
    mayBe: view.reference === null && references.length > 0 ? text.mayBe(references.join(', ')) : null,
    share: population === null || base === 0 ? null : formats.percent(percentHundredths(population, base)),
    arrived: formats.instant(view.arrivedAt),
    waited: text.queue.days(Math.max(0, daysBetween(localDate(view.arrivedAt, OSLO), localDate(now, OSLO)))),
    reasons: view.reasons.map((code) => reasonSentence(language, code)),
    channel: text.channels[view.channel],
  };
}
