import { Controller, Get, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Roles } from '../identity/index.js';
import { LetterReadModel } from '../letters/index.js';
import { Answers, pageOf, Problems, type Page } from '../platform/http/index.js';
import { iso, rowId } from './fields.schemas.js';
import { capturedMessageUnknown } from './integrations.errors.js';
import { capturedMessageAnswerOf, capturedMessagePage, type CapturedMessageAnswer } from './letters.answers.js';
import { capturedMessageQuery, type CapturedMessageQuery } from './letters.requests.js';
import { AnswersFile, sendFile } from './send-file.js';

/** Case handlers only: what was captured holds the municipalities' own links. */
@Controller('api/v1/captured-messages')
@ApiTags('letters')
@Roles('case-handler')
export class CapturedMessagesController {
  constructor(private readonly letters: LetterReadModel) {}

  @Get()
  @ApiOperation({ summary: 'List the messages that the built-in sink took instead of a mailbox, latest first' })
  @Answers(200, 'One page.', capturedMessagePage)
  @Problems(400)
  async list(
    @Query({ schema: capturedMessageQuery }) query: CapturedMessageQuery,
  ): Promise<Page<CapturedMessageAnswer>> {
    const messages = await this.letters.captured(query.cursor ?? null, query.limit + 1);
    return pageOf(
      messages,
      query.limit,
      ({ capturedAt, id }) => ({ capturedAt: iso(capturedAt), id }),
      capturedMessageAnswerOf,
    );
  }

  @Get(':id/raw')
  @ApiOperation({ summary: 'Download a captured message as it was sent' })
  @AnswersFile('message/rfc822', 'The message.')
  @Problems(400, 404)
  async raw(
    @Param('id', { schema: rowId }) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const bytes = await this.letters.capturedRaw(id);
    if (bytes === null) throw capturedMessageUnknown(id);
    return sendFile(response, { bytes, fileName: `${id}.eml`, mediaType: 'message/rfc822' });
  }
}
