import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CampaignReadModel } from '../campaigns/index.js';
import { actorName, CurrentActor, Roles, type Actor } from '../identity/index.js';
import {
  AcceptsRaw,
  Answers,
  Idempotent,
  IfMatch,
  pageOf,
  Problems,
  RawBytes,
  WithEtag,
  type Page,
} from '../platform/http/index.js';
import { HandInReturn, PreviewReview, ReturnReadModel, ReviewReturn } from '../returns/index.js';
import { iso, reference as referenceField, rowId, slug as slugField } from './fields.schemas.js';
import {
  handedInAnswer,
  returnAnswer,
  returnAnswerOf,
  returnPage,
  returnSummaryOf,
  reviewedAnswer,
  reviewPreviewAnswer,
  type HandedInAnswer,
  type ReturnAnswer,
  type ReturnSummary,
  type ReviewedAnswer,
  type ReviewPreviewAnswer,
} from './returns.answers.js';
import {
  handInQuery,
  returnQuery,
  reviewRequest,
  type HandInQuery,
  type ReturnQuery,
  type ReviewRequest,
} from './returns.requests.js';
import { AnswersFile, sendFile } from './send-file.js';

@Controller('api/v1')
@ApiTags('returns')
@Roles('reader')
export class ReturnsController {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly returns: ReturnReadModel,
    private readonly handInReturn: HandInReturn,
    private readonly reviewReturn: ReviewReturn,
    private readonly previewReview: PreviewReview,
  ) {}

  @Post('declarations/:reference/returns')
  @Roles('integration', 'case-handler')
  @AcceptsRaw('application/pdf')
  @Idempotent()
  @ApiOperation({ summary: 'Hand in a signed declaration; it is stored at once and verified afterwards' })
  @Answers(201, 'It is stored. Location is where its verification will stand.', handedInAnswer)
  @Problems(400, 404, 409, 413, 415, 422)
  async handIn(
    @Param('reference', { schema: referenceField }) reference: string,
    @Query({ schema: handInQuery }) { fileName }: HandInQuery,
    @RawBytes() bytes: Buffer,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<HandedInAnswer> {
    const handedIn = await this.handInReturn.execute({
      reference,
      channel: 'REST',
      fileName: fileName ?? `${reference}.pdf`,
      bytes,
      actor: actorName(actor),
    });
    response.location(`/api/v1/returns/${handedIn.id}`);
    return handedIn;
  }

  @Get('campaigns/:slug/returns')
  @ApiOperation({ summary: 'List the returns of a campaign in the order of their arrival' })
  @Answers(200, 'One page.', returnPage)
  @Problems(400, 404)
  async list(
    @Param('slug', { schema: slugField }) slug: string,
    @Query({ schema: returnQuery }) query: ReturnQuery,
  ): Promise<Page<ReturnSummary>> {
    await this.campaigns.bySlug(slug);
    const returns = await this.returns.list({
      campaignSlug: slug,
      state: query.state,
      reason: query.reason,
      channel: query.channel,
      search: query.search,
      after: query.cursor,
      limit: query.limit + 1,
    });
    return pageOf(returns, query.limit, ({ arrivedAt, id }) => ({ arrivedAt: iso(arrivedAt), id }), returnSummaryOf);
  }

  @Get('returns/:id')
  @WithEtag()
  @ApiOperation({ summary: 'Read a return with its verification' })
  @Answers(200, 'The return; its ETag is what a decision takes.', returnAnswer)
  @Problems(400, 404)
  async read(@Param('id', { schema: rowId }) id: string): Promise<ReturnAnswer> {
    const returned = await this.returns.byId(id);
    return returnAnswerOf(returned, await this.returns.verification(id), await this.returns.reviews(id));
  }

  @Get('returns/:id/file')
  @Roles('case-handler')
  @ApiOperation({ summary: 'Download the returned document exactly as it came; open it with care' })
  @AnswersFile('application/octet-stream', 'The bytes as they came; the ETag is their SHA-256.')
  @Problems(400, 404)
  async file(
    @Param('id', { schema: rowId }) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const { sha256 } = await this.returns.byId(id);
    const file = await this.returns.file(id);
    return sendFile(response, { ...file, mediaType: 'application/octet-stream', sha256 });
  }

  @Post('returns/:id/review/preview')
  @Roles('approver')
  @HttpCode(200)
  @ApiOperation({
    summary: 'See what a decision on a return would do, and the letter that would go; nothing is changed',
  })
  @Answers(200, 'What the decision would do. It fails where the decision would.', reviewPreviewAnswer)
  @Problems(400, 404, 409, 412, 415, 428)
  async preview(
    @Param('id', { schema: rowId }) id: string,
    @IfMatch() expectedVersion: number,
    @Body({ schema: reviewRequest }) body: ReviewRequest,
    @CurrentActor() actor: Actor,
  ): Promise<ReviewPreviewAnswer> {
    const input = { ...body, returnId: id, expectedVersion, actor: actorName(actor) };
    return { id, ...(await this.previewReview.execute(input)) };
  }

  @Post('returns/:id/review')
  @Roles('approver')
  @HttpCode(200)
  @Idempotent()
  @WithEtag()
  @ApiOperation({ summary: 'Decide on a return that needs review; nobody decides on what they handed in themselves' })
  @Answers(200, 'Decided; the municipality is told.', reviewedAnswer)
  @Problems(400, 404, 409, 412, 415, 422, 428)
  async review(
    @Param('id', { schema: rowId }) id: string,
    @IfMatch() expectedVersion: number,
    @Body({ schema: reviewRequest }) body: ReviewRequest,
    @CurrentActor() actor: Actor,
  ): Promise<ReviewedAnswer> {
    const decided = await this.reviewReturn.execute({
      ...body,
      returnId: id,
      expectedVersion,
      actor: actorName(actor),
    });
    return { id, state: decided.state, version: decided.version };
  }
}
