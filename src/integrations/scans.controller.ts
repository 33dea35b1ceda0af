import { Controller, Get, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Roles } from '../identity/index.js';
import { Answers, Problems } from '../platform/http/index.js';
import { ReadScan } from '../returns/index.js';
import { rowId } from './fields.schemas.js';
import {
  picturePage,
  pictureQuery,
  scanAnswer,
  scanAnswerOf,
  type PictureQuery,
  type ScanAnswer,
} from './scans.answers.js';
import { AnswersFile, sendFile } from './send-file.js';

/** What an operator needs of a returned scan or photo, beside the file itself. */
@Controller('api/v1/returns/:id')
@ApiTags('returns')
@Roles('case-handler')
export class ScansController {
  constructor(private readonly readScan: ReadScan) {}

  @Get('scan')
  @ApiOperation({ summary: 'Read how a returned scan compares with the issued form, page by page' })
  @Answers(200, 'The comparison; the first answer may take a second or two a page.', scanAnswer)
  @Problems(400, 404, 409)
  async read(@Param('id', { schema: rowId }) id: string): Promise<ScanAnswer> {
    return scanAnswerOf(id, await this.readScan.execute(id));
  }

  @Get('pages/:page/picture')
  @ApiOperation({ summary: 'Look at one page of a returned scan, as it came, as it was issued, or with what differs' })
  @AnswersFile('image/png', 'In grey, or with marks in colours; the ETag is the SHA-256 of the bytes.')
  @Problems(400, 404, 409)
  async picture(
    @Param('id', { schema: rowId }) id: string,
    @Param('page', { schema: picturePage }) page: number,
    @Query({ schema: pictureQuery }) { kind }: PictureQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const { png, sha256 } = await this.readScan.picture(id, page, kind);
    const fileName = `${id}-${page}-${kind.toLowerCase()}.png`;
    return sendFile(response, { bytes: png, fileName, mediaType: 'image/png', sha256 });
  }
}
