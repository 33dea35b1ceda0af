import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CampaignReadModel } from '../campaigns/index.js';
import { Roles } from '../identity/index.js';
import { LetterReadModel } from '../letters/index.js';
import { Answers, pageOf, Problems, type Page } from '../platform/http/index.js';
import { iso, rowId, slug as slugField } from './fields.schemas.js';
import { letterAnswer, letterAnswerOf, letterPage, type LetterAnswer } from './letters.answers.js';
import { letterQuery, type LetterQuery } from './letters.requests.js';

@Controller('api/v1')
@ApiTags('letters')
@Roles('reader')
export class LettersController {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly letters: LetterReadModel,
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
}
