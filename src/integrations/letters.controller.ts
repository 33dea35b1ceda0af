import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CampaignReadModel } from '../campaigns/index.js';
import { actorName, CurrentActor, Roles, type Actor } from '../identity/index.js';
import { LetterReadModel, SendAgain } from '../letters/index.js';
import { Answers, pageOf, Problems, type Page } from '../platform/http/index.js';
import { iso, rowId, slug as slugField } from './fields.schemas.js';
import {
  letterAnswer,
  letterAnswerOf,
  letterPage,
  sentAgainAnswer,
  type LetterAnswer,
  type SentAgainAnswer,
} from './letters.answers.js';
import { letterQuery, sendAgainRequest, type LetterQuery, type SendAgainRequest } from './letters.requests.js';

@Controller('api/v1')
@ApiTags('letters')
@Roles('reader')
export class LettersController {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly letters: LetterReadModel,
    private readonly sendAgain: SendAgain,
  ) {}

  @Get('campaigns/:slug/letters')
  @ApiOperation({ summary: 'List the letters of a campaign, first written first' })
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

  @Post('letters/:id/send-again')
  @HttpCode(200)
  @Roles('case-handler')
  @ApiOperation({
    summary: 'Send a letter that is held, has failed or has bounced once more, to the address that it has',
  })
  @Answers(200, 'It is due. What else waited for that address is, too.', sentAgainAnswer)
  @Problems(400, 404, 409, 415)
  async again(
    @Param('id', { schema: rowId }) id: string,
    @Body({ schema: sendAgainRequest }) { reason }: SendAgainRequest,
    @CurrentActor() actor: Actor,
  ): Promise<SentAgainAnswer> {
    return await this.sendAgain.execute(id, reason, actorName(actor));
  }
}
