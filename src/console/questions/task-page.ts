import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CampaignReadModel } from '../../campaigns/index.js';
import { DeclarationReadModel } from '../../declarations/index.js';
import { permits, type SignedIn } from '../../identity/index.js';
import { type AnswerPreview, MailboxReadModel, ReadMessageContent, type TaskView } from '../../mailbox/index.js';
import { pageFormats, type PageLanguage } from '../../platform/pages/index.js';
import { ConsolePages } from '../frame/console-pages.js';
import { pageCampaign } from '../frame/page-campaign.js';
import { saidExplanation } from './said-explanation.js';
import type { QuestionsTexts } from './texts/questions-texts.js';
import { questionsTexts } from './texts/questions-texts-of-language.js';

/** What somebody did before the page is shown, and what was wrong with it. */
export interface TaskNotice {
  readonly done?: string | null;
  readonly errors?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly typed?: { readonly note?: string; readonly answer?: string; readonly reference?: string };
  readonly preview?: AnswerPreview;
}

const ANSWERABLE: ReadonlySet<TaskView['kind']> = new Set(['QUESTION', 'UNMATCHED_MESSAGE']);

/** A task with what it is about and what can be done. */
@Injectable()
export class TaskPage {
  constructor(
    private readonly pages: ConsolePages,
    private readonly campaigns: CampaignReadModel,
    private readonly declarations: DeclarationReadModel,
    private readonly mailbox: MailboxReadModel,
    private readonly messageContent: ReadMessageContent,
  ) {}

  async show(request: Request, response: Response, signedIn: SignedIn, id: string, notice: TaskNotice): Promise<void> {
    const { language, roles } = signedIn.person;
    const text = questionsTexts[language];
    const task = await this.mailbox.task(id);
    const mayHandle = permits(roles, ['case-handler']);
    const [campaign, content, declaration] = await Promise.all([
      task.campaignSlug === null ? null : this.campaigns.bySlug(task.campaignSlug),
      mayHandle && task.inboundMessageId !== null ? this.messageContent.execute(task.inboundMessageId) : null,
      task.reference === null ? null : this.declarations.byReference(task.reference),
    ]);
    const open = task.closedAt === null;
    const answerable = mayHandle && open && ANSWERABLE.has(task.kind);
    this.pages.show(request, response, {
      view: 'questions/task',
      title: task.recipientName === null ? text.kinds[task.kind] : `${text.kinds[task.kind]}: ${task.recipientName}`,
      signedIn,
      section: 'questions',
      campaign: campaign === null ? undefined : pageCampaign(campaign, language),
      done: notice.done ?? null,
      errors: notice.errors ?? {},
      ...(notice.status === undefined ? {} : { status: notice.status }),
      values: {
        text,
        path: `/tasks/${id}`,
        backHref: task.campaignSlug === null ? '/campaigns' : `/campaigns/${task.campaignSlug}/questions`,
        explanation: text.explanations[task.kind],
        facts: factsOf(task, text, language),
        reference: task.reference,
        version: task.version,
        open,
        mayHandle,
        content,
        messageHref: task.inboundMessageId === null ? null : `/messages/${task.inboundMessageId}`,
        actions: mayHandle && open ? actionsOf(task, text) : [],
        canAttach: answerable && declaration === null,
        canAnswer: answerable && declaration !== null,
        answerLanguage: text.task.languages[declaration?.language ?? 'nb'],
        typed: { note: '', answer: '', reference: '', ...notice.typed },
        preview: notice.preview ?? null,
      },
    });
  }
}

function factsOf(task: TaskView, text: QuestionsTexts, language: PageLanguage): readonly (readonly [string, string])[] {
  const { instant } = pageFormats(language);
  const rows: [string, string | null][] = [
    [text.task.from, task.fromAddress],
    [text.task.subject, task.subject],
    [text.task.why, task.explanation === null ? null : saidExplanation(task.explanation, language)],
    [text.task.since, instant(task.openedAt)],
    [text.task.closed, task.closedAt === null ? null : instant(task.closedAt)],
    [text.task.by, task.closedBy],
    [text.task.outcome, task.outcome],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== null);
}

/** Where the task's matter can be taken further. */
function actionsOf(
  { reference, about, campaignSlug }: TaskView,
  text: QuestionsTexts,
): { label: string; href: string }[] {
  const actions: { label: string; href: string }[] = [];
  if (reference !== null) {
    const path = `/declarations/${reference}`;
    actions.push(
      { label: text.task.declaration, href: path },
      { label: text.task.extension, href: `${path}/extension` },
      { label: text.task.contact, href: `${path}/contact` },
      { label: text.task.resolution, href: `${path}/resolution` },
    );
  }
  if (about?.startsWith('letter:')) {
    actions.push({ label: text.task.sendAgain, href: `/letters/${about.slice('letter:'.length)}#again` });
    if (campaignSlug !== null) actions.push({ label: text.task.held, href: `/campaigns/${campaignSlug}/letters/held` });
  }
  return actions;
}
