import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CampaignReadModel } from '../../campaigns/index.js';
import { CurrentSession, Roles, type SignedIn } from '../../identity/index.js';
import { MailboxReadModel, TASK_KINDS, type TaskView } from '../../mailbox/index.js';
import { pageOf, pageQuery } from '../../platform/http/index.js';
import { pageFormats, type PageLanguage } from '../../platform/pages/index.js';
import { ConsolePages } from '../frame/console-pages.js';
import { choice, listHref, searchField, timePosition } from '../frame/list-query.js';
import { pageCampaign } from '../frame/page-campaign.js';
import { isReference } from './is-reference.js';
import { questionsTexts } from './texts/questions-texts-of-language.js';

const STATES = ['OPEN', 'SETTLED'] as const;
const listSchema = pageQuery(timePosition('openedAt')).extend({
  state: choice(STATES),
  kind: choice(TASK_KINDS),
  reference: searchField,
  done: z.enum(['settled', 'answered']).optional().catch(undefined),
});

/** What operators have to do, and what they have done. */
@ApiExcludeController()
@Controller('campaigns/:slug/questions')
@Roles('reader')
export class TasksPageController {
  constructor(
    private readonly pages: ConsolePages,
    private readonly campaigns: CampaignReadModel,
    private readonly mailbox: MailboxReadModel,
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
    const text = questionsTexts[language];
    const campaign = await this.campaigns.bySlug(slug);
    const state = query.state ?? 'OPEN';
    const reference = query.reference?.toUpperCase();
    const invalid = reference !== undefined && !isReference(reference);
    const [rows, counts] = await Promise.all([
      invalid
        ? []
        : this.mailbox.tasks({
            campaignSlug: slug,
            state,
            kind: query.kind,
            reference,
            after: query.cursor,
            limit: query.limit + 1,
          }),
      this.mailbox.openTaskCounts(slug),
    ]);
    const position = (row: TaskView): object => ({ openedAt: row.openedAt.toISOString(), id: row.id });
    const page = pageOf(rows, query.limit, position, (row) => rowOf(row, language));
    const path = `/campaigns/${slug}/questions`;
    const filters = { state: query.state, kind: query.kind, reference: query.reference };
    this.pages.show(request, response, {
      view: 'questions/list',
      title: text.title,
      signedIn,
      section: 'questions',
      campaign: pageCampaign(campaign, language),
      done: query.done === undefined ? null : text.task[query.done],
      errors: invalid ? { reference: text.list.referenceInvalid } : {},
      values: {
        text,
        path,
        state,
        filters,
        states: STATES.map((value) => ({ value, label: text.list.states[value] })),
        kinds: [
          { value: '', label: text.list.all },
          ...TASK_KINDS.map((value) => ({ value, label: text.list.counts(text.kinds[value], counts[value] ?? 0) })),
        ],
        tasks: page.items,
        firstHref: query.cursor === undefined ? null : listHref(path, filters),
        furtherHref: page.nextCursor === null ? null : listHref(path, { ...filters, cursor: page.nextCursor }),
      },
    });
  }
}

function rowOf(task: TaskView, language: PageLanguage): object {
  const text = questionsTexts[language];
  return {
    href: `/tasks/${task.id}`,
    kind: text.kinds[task.kind],
    about: task.subject ?? task.explanation ?? task.about ?? '–',
    from: task.fromAddress,
    municipality: task.recipientName,
    reference: task.reference,
    since: pageFormats(language).instant(task.openedAt),
    outcome: task.outcome,
  };
}
