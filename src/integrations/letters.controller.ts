import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CampaignReadModel } from '../campaigns/index.js';
import { actorName, CurrentActor, Roles, type Actor } from '../identity/index.js';
import { LetterHistory, LetterReadModel, ReadLetter, SendAgain } from '../letters/index.js';
import { Answers, Idempotent, pageOf, Problems, type Page } from '../platform/http/index.js';
import { iso, rowId, slug as slugField } from './fields.schemas.js';
import {
  letterAnswer,
  letterAnswerOf,
  letterEventsAnswer,
  letterPage,
  letterWordsAnswer,
  sendAgainPreviewAnswer,
  sentAgainAnswer,
  type LetterAnswer,
  type LetterEventsAnswer,
  type LetterWordsAnswer,
  type SendAgainPreviewAnswer,
  type SentAgainAnswer,
} from './letters.answers.js';
import {
  enclosureIndex,
  letterQuery,
  sendAgainRequest,
  type LetterQuery,
  type SendAgainRequest,
} from './letters.requests.js';
import { AnswersFile, sendFile } from './send-file.js';

@Controller('api/v1')
@ApiTags('letters')
@Roles('reader')
export class LettersController {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly letters: LetterReadModel,
    private readonly readLetter: ReadLetter,
    private readonly history: LetterHistory,
    private readonly sendAgain: SendAgain,
  ) {}

  @Get('campaigns/:slug/letters')
  @ApiOperation({ summary: 'List the letters of a campaign' })
  @Answers(200, 'One page.', letterPage)
  @Problems(400, 404)
  async list(
    @Param('slug', { schema: slugField }) slug: string,
    @Query({ schema: letterQuery }) query: LetterQuery,
  ): Promise<Page<LetterAnswer>> {
    await this.campaigns.bySlug(slug);
    const letters = await this.letters.list({
      campaignSlug: slug,
      kind: query.kind,
      delivery: query.delivery,
      stopped: query.stopped,
      search: query.search,
      latestFirst: query.order === 'latest',
      after: query.cursor,
      limit: query.limit + 1,
    });
    return pageOf(letters, query.limit, ({ createdAt, id }) => ({ createdAt: iso(createdAt), id }), letterAnswerOf);
  }

  @Get('letters/:id')
  @ApiOperation({ summary: 'Read a letter and how its delivery went' })
  @Answers(200, 'The letter.', letterAnswer)
  @Problems(400, 404)
  async read(@Param('id', { schema: rowId }) id: string): Promise<LetterAnswer> {
    return letterAnswerOf(await this.letters.byId(id));
  }

  @Get('letters/:id/words')
  @ApiOperation({ summary: 'Read what a letter says, and which files go with it' })
  @Answers(200, 'Its words; figures in copies and in the list for operators are those of now.', letterWordsAnswer)
  @Problems(400, 404)
  async words(@Param('id', { schema: rowId }) id: string): Promise<LetterWordsAnswer> {
    const enclosures = await this.readLetter.enclosures(id);
    return {
      ...(await this.readLetter.words(id)),
      enclosures: enclosures.map(({ fileName, mediaType }, index) => ({ index, fileName, mediaType })),
    };
  }

  @Get('letters/:id/enclosures/:index')
  @ApiOperation({ summary: 'Download a file that goes with a letter' })
  @AnswersFile(['application/pdf', 'text/calendar'], 'The file.')
  @Problems(400, 404)
  async enclosure(
    @Param('id', { schema: rowId }) id: string,
    @Param('index', { schema: enclosureIndex }) index: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    return sendFile(response, await this.readLetter.enclosure(id, index));
  }

  @Get('letters/:id/events')
  @ApiOperation({ summary: 'Read what has happened to a letter, in the order of time' })
  @Answers(200, 'Its events.', letterEventsAnswer)
  @Problems(400, 404)
  async events(@Param('id', { schema: rowId }) id: string): Promise<LetterEventsAnswer> {
    const events = await this.history.of(await this.letters.byId(id));
    return { items: events.map((event) => ({ ...event, at: iso(event.at) })) };
  }

  @Get('letters/:id/send-again')
  @Roles('case-handler')
  @ApiOperation({ summary: 'See what sending a letter again would do; nothing is changed' })
  @Answers(200, 'To whom it would go, and what else would.', sendAgainPreviewAnswer)
  @Problems(400, 404)
  async previewAgain(@Param('id', { schema: rowId }) id: string): Promise<SendAgainPreviewAnswer> {
    return await this.sendAgain.preview(id);
  }

  @Post('letters/:id/send-again')
  @HttpCode(200)
  @Roles('case-handler')
  @Idempotent()
  @ApiOperation({
    summary: 'Send a letter that is held, has failed or has bounced once more, to the address that it has',
  })
  @Answers(200, 'It is due. What else waited for that address is, too.', sentAgainAnswer)
  @Problems(400, 404, 409, 415, 422)
  async again(
    @Param('id', { schema: rowId }) id: string,
    @Body({ schema: sendAgainRequest }) { reason }: SendAgainRequest,
    @CurrentActor() actor: Actor,
  ): Promise<SentAgainAnswer> {
    return await this.sendAgain.execute(id, reason, actorName(actor));
  }
}
