import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CampaignReadModel } from '../campaigns/index.js';
import { actorName, CurrentActor, Roles, type Actor } from '../identity/index.js';
import { AttachTask, MailboxReadModel, SettleTask } from '../mailbox/index.js';
import { Answers, Idempotent, IfMatch, pageOf, Problems, WithEtag, type Page } from '../platform/http/index.js';
import { iso, rowId, slug as slugField } from './fields.schemas.js';
import {
  answerPreviewAnswer,
  settledTaskAnswer,
  taskAnswer,
  taskAnswerOf,
  taskPage,
  type AnswerPreviewAnswer,
  type SettledTaskAnswer,
  type TaskAnswer,
} from './messages.answers.js';
import {
  answerPreviewRequest,
  attachTaskRequest,
  settleTaskRequest,
  taskQuery,
  type AnswerPreviewRequest,
  type AttachTaskRequest,
  type SettleTaskRequest,
  type TaskQuery,
} from './messages.requests.js';

@Controller('api/v1')
@ApiTags('tasks')
@Roles('reader')
export class TasksController {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly mailbox: MailboxReadModel,
    private readonly settleTask: SettleTask,
    private readonly attachTask: AttachTask,
  ) {}

  @Get('campaigns/:slug/tasks')
  @ApiOperation({ summary: 'List what operators have to do about messages, and what they have settled' })
  @Answers(200, 'One page.', taskPage)
  @Problems(400, 404)
  async list(
    @Param('slug', { schema: slugField }) slug: string,
    @Query({ schema: taskQuery }) query: TaskQuery,
  ): Promise<Page<TaskAnswer>> {
    await this.campaigns.bySlug(slug);
    const { state, kind, reference, cursor, limit } = query;
    const tasks = await this.mailbox.tasks({
      campaignSlug: slug,
      state,
      kind,
      reference,
      after: cursor,
      limit: limit + 1,
    });
    return pageOf(tasks, query.limit, ({ openedAt, id }) => ({ openedAt: iso(openedAt), id }), taskAnswerOf);
  }

  @Get('tasks/:id')
  @WithEtag()
  @ApiOperation({ summary: 'Read a task, open or closed' })
  @Answers(200, 'The task; its ETag is what settling takes.', taskAnswer)
  @Problems(400, 404)
  async read(@Param('id', { schema: rowId }) id: string): Promise<TaskAnswer> {
    return taskAnswerOf(await this.mailbox.task(id));
  }

  @Post('tasks/:id/answer-preview')
  @Roles('case-handler')
  @HttpCode(200)
  @ApiOperation({ summary: 'Read the letter that an answer would be; nothing is sent' })
  @Answers(200, 'The letter; in place of the link stands the address of the page.', answerPreviewAnswer)
  @Problems(400, 404, 409, 415)
  async previewAnswer(
    @Param('id', { schema: rowId }) id: string,
    @Body({ schema: answerPreviewRequest }) { answer }: AnswerPreviewRequest,
  ): Promise<AnswerPreviewAnswer> {
    return await this.settleTask.preview(id, answer);
  }

  @Post('tasks/:id/attach')
  @Roles('case-handler')
  @HttpCode(200)
  @Idempotent()
  @WithEtag()
  @ApiOperation({ summary: 'Say whose a message is that pointed to no declaration, so that it can be answered' })
  @Answers(200, "It is that declaration's.", settledTaskAnswer)
  @Problems(400, 404, 409, 412, 415, 422, 428)
  async attach(
    @Param('id', { schema: rowId }) id: string,
    @IfMatch() expectedVersion: number,
    @Body({ schema: attachTaskRequest }) { reference }: AttachTaskRequest,
    @CurrentActor() actor: Actor,
  ): Promise<SettledTaskAnswer> {
    const attached = await this.attachTask.execute({ taskId: id, expectedVersion, reference, actor: actorName(actor) });
    return { id, ...attached };
  }

  @Post('tasks/:id/settle')
  @Roles('case-handler')
  @HttpCode(200)
  @Idempotent()
  @WithEtag()
  @ApiOperation({ summary: 'Close a task, with or without an answer to the one who wrote' })
  @Answers(200, 'Closed.', settledTaskAnswer)
  @Problems(400, 404, 409, 412, 415, 422, 428)
  async settle(
    @Param('id', { schema: rowId }) id: string,
    @IfMatch() expectedVersion: number,
    @Body({ schema: settleTaskRequest }) body: SettleTaskRequest,
    @CurrentActor() actor: Actor,
  ): Promise<SettledTaskAnswer> {
    const settled = await this.settleTask.execute({
      ...body,
      taskId: id,
      expectedVersion,
      actor: actorName(actor),
    });
    return { id, ...settled };
  }
}
