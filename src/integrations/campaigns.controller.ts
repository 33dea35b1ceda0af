import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { CampaignReadModel, CloseCampaign, type Campaign, ImportCampaign } from '../campaigns/index.js';
import { actorName, CurrentActor, Roles, type Actor } from '../identity/index.js';
import { DryRunCampaign, IssuingResultReadModel, PreviewClosing, SampleCase, StartIssuing } from '../issuing/index.js';
import {
  AcceptsRawOrJson,
  Answers,
  Idempotent,
  IfMatchIfGiven,
  pageOf,
  Problems,
  WithEtag,
  type Page,
} from '../platform/http/index.js';
import {
  campaignAnswer,
  campaignAnswerOf,
  campaignPage,
  campaignStateAnswer,
  campaignSummaryOf,
  dryRunAnswer,
  dryRunAnswerOf,
  closingAnswer,
  importedCampaignAnswer,
  sampleLettersAnswer,
  type CampaignAnswer,
  type CampaignSummary,
  type CampaignStateAnswer,
  type DryRunAnswer,
  type ClosingAnswer,
  type ImportedCampaignAnswer,
  type SampleLettersAnswer,
} from './campaigns.answers.js';
import {
  campaignQuery,
  importCampaignRequest,
  reportQuery,
  type CampaignQuery,
  type ReportQuery,
} from './campaigns.requests.js';
import { iso, municipalityNumber, slug as slugField } from './fields.schemas.js';
import { ReadReport } from './read-report.js';
import { shareReportAnswer, type ShareReportAnswer } from './report.answers.js';
import { AnswersFile, sendFile } from './send-file.js';

const { $schema: _dialect, ...reportJsonSchema } = z.toJSONSchema(shareReportAnswer, { reused: 'inline' });

@Controller('api/v1/campaigns')
@ApiTags('campaigns')
@Roles('reader')
export class CampaignsController {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly importCampaign: ImportCampaign,
    private readonly closeCampaign: CloseCampaign,
    private readonly dryRunCampaign: DryRunCampaign,
    private readonly startIssuing: StartIssuing,
    private readonly sampleCase: SampleCase,
    private readonly previewClosing: PreviewClosing,
    private readonly issuingResults: IssuingResultReadModel,
    private readonly readReport: ReadReport,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List all campaigns, first imported first' })
  @Answers(200, 'One page.', campaignPage)
  @Problems(400)
  async list(@Query({ schema: campaignQuery }) { cursor, limit }: CampaignQuery): Promise<Page<CampaignSummary>> {
    const campaigns = await this.campaigns.page(cursor, limit + 1);
    const positionOf = ({ importedAt, slug }: Campaign) => ({ importedAt: iso(importedAt), slug });
    return pageOf(campaigns, limit, positionOf, campaignSummaryOf);
  }

  @Get(':slug')
  @WithEtag()
  @ApiOperation({ summary: 'Read a campaign: what it is, its state, how far issuing has come' })
  @Answers(200, 'The campaign.', campaignAnswer)
  @Problems(400, 404)
  async read(@Param('slug', { schema: slugField }) slug: string): Promise<CampaignAnswer> {
    const campaign = await this.campaigns.bySlug(slug);
    return campaignAnswerOf(campaign, await this.issuingResults.progress(slug));
  }

  @Post()
  @Roles('admin')
  @AcceptsRawOrJson('application/yaml')
  @Idempotent()
  @ApiOperation({ summary: 'Import a campaign from its definition; a draft may be imported again' })
  @Answers(201, 'It is new.', importedCampaignAnswer)
  @Answers(200, 'The draft was there already, and has been changed or was the same.', importedCampaignAnswer)
  @Problems(400, 409, 413, 415, 422)
  async import(
    @Body({ schema: importCampaignRequest }) yaml: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportedCampaignAnswer> {
    const imported = await this.importCampaign.execute({ yaml, fileName: 'The body', actor: actorName(actor) });
    response.status(imported.outcome === 'CREATED' ? 201 : 200).location(`/api/v1/campaigns/${imported.slug}`);
    return imported;
  }

  @Get(':slug/dry-run')
  @Roles('case-handler')
  @ApiOperation({ summary: 'See who would get what and when; nothing is sent' })
  @Answers(200, 'What issuing would do now.', dryRunAnswer)
  @Problems(400, 404)
  async dryRun(@Param('slug', { schema: slugField }) slug: string): Promise<DryRunAnswer> {
    return dryRunAnswerOf(await this.dryRunCampaign.execute(slug));
  }

  @Get(':slug/samples/:number')
  @Roles('case-handler')
  @ApiOperation({ summary: 'Read the letters that a municipality would get; nothing is sent' })
  @Answers(200, 'Invitation and first reminder, with a reference that is nobody’s.', sampleLettersAnswer)
  @Problems(400, 404)
  async samples(
    @Param('slug', { schema: slugField }) slug: string,
    @Param('number', { schema: municipalityNumber }) number: string,
  ): Promise<SampleLettersAnswer> {
    return await this.sampleCase.letters(slug, number);
  }

  @Get(':slug/samples/:number/form')
  @Roles('case-handler')
  @ApiOperation({ summary: 'Download a sample of the form that a municipality would get' })
  @AnswersFile('application/pdf', 'It says that it is a sample, and is sealed by nobody.')
  @Problems(400, 404)
  async sampleForm(
    @Param('slug', { schema: slugField }) slug: string,
    @Param('number', { schema: municipalityNumber }) number: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    return sendFile(response, { ...(await this.sampleCase.form(slug, number)), mediaType: 'application/pdf' });
  }

  @Get(':slug/closing')
  @ApiOperation({ summary: 'See what closing a campaign would end; nothing is changed' })
  @Answers(200, 'How much there is of it.', closingAnswer)
  @Problems(400, 404)
  async closing(@Param('slug', { schema: slugField }) slug: string): Promise<ClosingAnswer> {
    return await this.previewClosing.execute(slug);
  }

  @Post(':slug/issue')
  @Roles('approver')
  @HttpCode(202)
  @Idempotent()
  @ApiOperation({ summary: 'Issue a campaign: one form and one invitation for each recipient, in the background' })
  @Answers(202, 'It is under way; asking again is no error, and tries again those that failed.', campaignStateAnswer)
  @Problems(400, 404, 409, 412, 422)
  async issue(
    @Param('slug', { schema: slugField }) slug: string,
    @IfMatchIfGiven() expectedVersion: number | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<CampaignStateAnswer> {
    const { state } = await this.startIssuing.execute(slug, actorName(actor), expectedVersion);
    return { slug, state };
  }

  @Post(':slug/close')
  @Roles('admin')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'Close a campaign: reminders stop at once' })
  @Answers(200, 'It is closed.', campaignStateAnswer)
  @Problems(400, 404, 409, 412, 422)
  async close(
    @Param('slug', { schema: slugField }) slug: string,
    @IfMatchIfGiven() expectedVersion: number | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<CampaignStateAnswer> {
    await this.closeCampaign.execute(slug, actorName(actor), expectedVersion);
    return { slug, state: 'CLOSED' };
  }

  @Get(':slug/report')
  @ApiOperation({ summary: 'Read the share and the forecast at any instant' })
  @ApiResponse({
    status: 200,
    description: 'Every figure with its base and its time.',
    content: {
      'application/json': { schema: reportJsonSchema as object },
      'text/csv': { schema: { type: 'string' } },
      'text/plain': { schema: { type: 'string' } },
    },
  })
  @Problems(400, 404, 409)
  async report(
    @Param('slug', { schema: slugField }) slug: string,
    @Query({ schema: reportQuery }) query: ReportQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | ShareReportAnswer> {
    const { mediaType, body } = await this.readReport.execute(slug, query.at, query.format);
    response.setHeader('Content-Type', mediaType);
    return body;
  }
}
