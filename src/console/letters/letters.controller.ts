import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CampaignReadModel } from '../../campaigns/index.js';
import { CurrentSession, permits, Roles, type SignedIn } from '../../identity/index.js';
import {
  LETTER_DELIVERIES,
  LETTER_KINDS,
  LetterReadModel,
  type LetterView,
  SettleHeldLetters,
} from '../../letters/index.js';
import { pageOf, pageQuery } from '../../platform/http/index.js';
import { pageFormats, type PageLanguage } from '../../platform/pages/index.js';
import { capturedMailBase } from '../captured-mail/captured-mail-base.js';
import { CONSOLE_OPTIONS, type ConsoleOptions } from '../console-options.js';
import { ConsolePages } from '../frame/console-pages.js';
import { choice, listHref, searchField, timePosition } from '../frame/list-query.js';
import { pageCampaign } from '../frame/page-campaign.js';
import { lettersTexts } from './texts/letters-texts-of-language.js';

const listSchema = pageQuery(timePosition('createdAt')).extend({
  kind: choice(LETTER_KINDS),
  delivery: choice(LETTER_DELIVERIES),
  stopped: choice(['1']),
  q: searchField,
});

/** The letters of a campaign, with filters in the address. */
@ApiExcludeController()
@Controller('campaigns/:slug/letters')
@Roles('reader')
export class LettersPageController {
  constructor(
    private readonly pages: ConsolePages,
    private readonly campaigns: CampaignReadModel,
    private readonly letters: LetterReadModel,
    private readonly heldLetters: SettleHeldLetters,
    @Inject(CONSOLE_OPTIONS) private readonly options: Pick<ConsoleOptions, 'showsCapturedMail'>,
  ) {}

  @Get()
  async list(
    @Param('slug') slug: string,
    @Query({ schema: listSchema }) query: z.output<typeof listSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { language } = signedIn.person;
    const text = lettersTexts[language];
    const campaign = await this.campaigns.bySlug(slug);
    const rows = await this.letters.list({
      campaignSlug: slug,
      kind: query.kind,
      delivery: query.delivery,
      stopped: query.stopped !== undefined,
      search: query.q,
      after: query.cursor,
      limit: query.limit + 1,
      latestFirst: true,
    });
    const position = (row: LetterView): object => ({ createdAt: row.createdAt.toISOString(), id: row.id });
    const page = pageOf(rows, query.limit, position, (row) => rowOf(row, language));
    const held = await this.#held(slug, signedIn);
    const path = `/campaigns/${slug}/letters`;
    const filters = { kind: query.kind, delivery: query.delivery, stopped: query.stopped, q: query.q };
    const all = { value: '', label: text.filter.all };
    this.pages.show(request, response, {
      view: 'letters/list',
      title: text.title,
      signedIn,
      section: 'letters',
      campaign: pageCampaign(campaign, language),
      values: {
        text,
        path,
        filters,
        filtered: Object.values(filters).some((value) => value !== undefined),
        kinds: [all, ...LETTER_KINDS.map((value) => ({ value, label: text.kinds[value] }))],
        deliveries: [all, ...LETTER_DELIVERIES.map((value) => ({ value, label: text.deliveries[value] }))],
        stopped: [all, { value: '1', label: text.filter.stoppedOnly }],
        letters: page.items,
        newestHref: query.cursor === undefined ? null : listHref(path, filters),
        olderHref: page.nextCursor === null ? null : listHref(path, { ...filters, cursor: page.nextCursor }),
        held,
        capturedHref: capturedMailBase(this.options, signedIn.person.roles),
      },
    });
  }

  /** How many wait for somebody to decide, for those who may. */
  async #held(slug: string, { person }: SignedIn): Promise<number> {
    if (!permits(person.roles, ['case-handler'])) return 0;
    const counts = await this.heldLetters.preview({ campaignSlug: slug, heldBecause: null, kind: null, domain: null });
    return counts.reduce((sum, { letters }) => sum + letters, 0);
  }
}

function rowOf(letter: LetterView, language: PageLanguage): object {
  const text = lettersTexts[language];
  const { instant } = pageFormats(language);
  return {
    href: `/letters/${letter.id}`,
    written: instant(letter.createdAt),
    kind: text.kinds[letter.kind],
    recipient: letter.recipientName,
    email: letter.recipientEmail,
    reference: letter.reference,
    delivery: text.deliveries[letter.delivery],
    sent: letter.sentAt === null ? null : instant(letter.sentAt),
  };
}
