import { Body, Controller, Get, Param, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CampaignReadModel } from '../campaigns/index.js';
import { actorName, CurrentActor, Roles, type Actor } from '../identity/index.js';
import { Answers, Idempotent, pageOf, Problems, type Page } from '../platform/http/index.js';
import { IssueSteeringReport, MakeSteeringReport, SteeringReportReadModel } from '../reporting/index.js';
import { iso, slug as slugField } from './fields.schemas.js';
import { AnswersFile, sendFile } from './send-file.js';
import {
  steeringReportAnswer,
  steeringReportAnswerOf,
  steeringReportPage,
  type SteeringReportAnswer,
} from './steering-reports.answers.js';
import {
  issueSteeringReportRequest,
  steeringReportListQuery,
  steeringReportQuery,
  type IssueSteeringReportRequest,
  type SteeringReportListQuery,
  type SteeringReportQuery,
} from './steering-reports.requests.js';

@Controller('api/v1/campaigns/:slug')
@ApiTags('campaigns')
@Roles('reader')
export class SteeringReportsController {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly makeSteeringReport: MakeSteeringReport,
    private readonly issueSteeringReport: IssueSteeringReport,
    private readonly reports: SteeringReportReadModel,
  ) {}

  @Get('report.pdf')
  @ApiOperation({ summary: 'Download the steering report of any instant; the same instant gives the same bytes' })
  @AnswersFile('application/pdf', 'One or two pages, with all changes attached; the ETag is its SHA-256.')
  @Problems(400, 404, 409)
  async pdf(
    @Param('slug', { schema: slugField }) slug: string,
    @Query({ schema: steeringReportQuery }) query: SteeringReportQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const { pdf, sha256, fileName } = await this.makeSteeringReport.execute({ slug, ...query });
    return sendFile(response, { bytes: pdf, sha256, fileName, mediaType: 'application/pdf' });
  }

  @Get('steering-reports')
  @ApiOperation({ summary: 'List the steering reports that were given out, latest instant first' })
  @Answers(200, 'One page.', steeringReportPage)
  @Problems(400, 404)
  async list(
    @Param('slug', { schema: slugField }) slug: string,
    @Query({ schema: steeringReportListQuery }) { cursor, limit }: SteeringReportListQuery,
  ): Promise<Page<SteeringReportAnswer>> {
    const { id } = await this.campaigns.bySlug(slug);
    const reports = await this.reports.list(id, cursor, limit + 1);
    return pageOf(reports, limit, ({ asOf, language }) => ({ asOf: iso(asOf), language }), steeringReportAnswerOf);
  }

  @Post('steering-reports')
  @Roles('case-handler')
  @Idempotent()
  @ApiOperation({ summary: 'Give out a steering report: it is kept, and the next one tells what has changed since' })
  @Answers(201, 'It is kept; also when it was before.', steeringReportAnswer)
  @Problems(400, 404, 409, 415, 422)
  async issue(
    @Param('slug', { schema: slugField }) slug: string,
    @Body({ schema: issueSteeringReportRequest }) body: IssueSteeringReportRequest,
    @CurrentActor() actor: Actor,
  ): Promise<SteeringReportAnswer> {
    return steeringReportAnswerOf(await this.issueSteeringReport.execute({ slug, ...body }, actorName(actor)));
  }
}
