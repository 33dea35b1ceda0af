import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CampaignReadModel } from '../campaigns/index.js';
import { ChangeContact } from '../contacts/index.js';
import { DeclarationReadModel, IssuedForms, RecordResolution } from '../declarations/index.js';
import { actorName, CurrentActor, Roles, type Actor } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import {
  Answers,
  HeldWhileUnchanged,
  Idempotent,
  IfMatchIfGiven,
  pageOf,
  Problems,
  WithEtag,
  type Page,
} from '../platform/http/index.js';
import { DeclarationListReadModel, positionOf } from '../reporting/index.js';
import { WithdrawDeclaration } from '../withdrawals/index.js';
import { DeclarationCaseReadModel } from './declaration-case.read-model.js';
import {
  contactAnswer,
  declarationAnswer,
  declarationPage,
  declarationSummaryOf,
  resolutionAnswer,
  resolutionAnswerOf,
  timelineAnswer,
  withdrawnAnswer,
  type ContactAnswer,
  type DeclarationAnswer,
  type DeclarationSummary,
  type ResolutionAnswer,
  type TimelineAnswer,
  type WithdrawnAnswer,
} from './declarations.answers.js';
import {
  contactRequest,
  declarationQuery,
  resolutionRequest,
  withdrawalRequest,
  type ContactRequest,
  type DeclarationQuery,
  type ResolutionRequest,
  type WithdrawalRequest,
} from './declarations.requests.js';
import { iso, reference as referenceField, slug as slugField } from './fields.schemas.js';
import { formNotIssued } from './integrations.errors.js';
import { AnswersFile, sendFile } from './send-file.js';

@Controller('api/v1')
@ApiTags('declarations')
@Roles('reader')
export class DeclarationsController {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly lists: DeclarationListReadModel,
    private readonly declarations: DeclarationReadModel,
    private readonly declarationCase: DeclarationCaseReadModel,
    private readonly forms: IssuedForms,
    private readonly recordResolution: RecordResolution,
    private readonly withdrawDeclaration: WithdrawDeclaration,
    private readonly changeContact: ChangeContact,
    private readonly clock: Clock,
  ) {}

  @Get('campaigns/:slug/declarations')
  @HeldWhileUnchanged()
  @ApiOperation({ summary: 'List the declarations of a campaign, filtered and sorted' })
  @Answers(200, 'One page.', declarationPage)
  @Problems(400, 404)
  async list(
    @Param('slug', { schema: slugField }) slug: string,
    @Query({ schema: declarationQuery }) query: DeclarationQuery,
  ): Promise<Page<DeclarationSummary>> {
    const campaign = await this.campaigns.outlineBySlug(slug);
    const { limit, cursor: after, sort, order, ...filter } = query;
    const declarations = await this.lists.page(campaign, { filter, sort, order, after, limit: limit + 1 });
    const now = this.clock.now();
    return pageOf(
      declarations,
      limit,
      (row) => positionOf(row, { sort, order }),
      (view) => declarationSummaryOf(view, now, campaign.definition.timeZone),
    );
  }

  @Get('declarations/:reference')
  @HeldWhileUnchanged()
  @WithEtag()
  @ApiOperation({ summary: 'Read a declaration with everything that belongs to it' })
  @Answers(200, 'The declaration.', declarationAnswer)
  @Problems(400, 404)
  async read(@Param('reference', { schema: referenceField }) reference: string): Promise<DeclarationAnswer> {
    return await this.declarationCase.read(reference);
  }

  @Get('declarations/:reference/timeline')
  @HeldWhileUnchanged()
  @ApiOperation({ summary: 'Read what happened to a declaration, from the audit log' })
  @Answers(200, 'The events.', timelineAnswer)
  @Problems(400, 404)
  async timeline(@Param('reference', { schema: referenceField }) reference: string): Promise<TimelineAnswer> {
    return await this.declarationCase.timeline(reference);
  }

  @Get('declarations/:reference/form')
  @Roles('reader', 'integration')
  @ApiOperation({ summary: 'Download the form exactly as it was issued' })
  @AnswersFile('application/pdf', 'The issued bytes; the ETag is their SHA-256.')
  @Problems(400, 404)
  async form(
    @Param('reference', { schema: referenceField }) reference: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const { id } = await this.declarations.byReference(reference);
    const form = await this.forms.read(id);
    if (form === null) throw formNotIssued(reference);
    const { bytes, sha256 } = form;
    return sendFile(response, { bytes, sha256, fileName: `${reference}.pdf`, mediaType: 'application/pdf' });
  }

  @Post('declarations/:reference/resolutions')
  @Roles('case-handler')
  @Idempotent()
  @ApiOperation({ summary: "Record the municipal council's decision; the latest one counts, earlier ones stay" })
  @Answers(201, 'It is recorded.', resolutionAnswer)
  @Problems(400, 404, 409, 412, 415, 422)
  async resolve(
    @Param('reference', { schema: referenceField }) reference: string,
    @IfMatchIfGiven() expectedVersion: number | undefined,
    @Body({ schema: resolutionRequest }) body: ResolutionRequest,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ResolutionAnswer> {
    const resolution = await this.recordResolution.execute({
      ...body,
      reference,
      actor: actorName(actor),
      expectedVersion,
    });
    response.location(`/api/v1/declarations/${reference}`);
    return resolutionAnswerOf(resolution);
  }

  @Post('declarations/:reference/withdrawal')
  @Roles('approver')
  @HttpCode(200)
  @Idempotent()
  @WithEtag()
  @ApiOperation({
    summary: 'Withdraw a declaration and tell the municipality: no more reminders; its population stays in the base',
  })
  @Answers(200, 'It is withdrawn.', withdrawnAnswer)
  @Problems(400, 404, 409, 412, 415, 422)
  async withdraw(
    @Param('reference', { schema: referenceField }) reference: string,
    @IfMatchIfGiven() expectedVersion: number | undefined,
    @Body({ schema: withdrawalRequest }) body: WithdrawalRequest,
    @CurrentActor() actor: Actor,
  ): Promise<WithdrawnAnswer> {
    const { withdrawnAt, version } = await this.withdrawDeclaration.execute({
      ...body,
      reference,
      actor: actorName(actor),
      expectedVersion,
    });
    return { reference, withdrawnAt: iso(withdrawnAt ?? this.clock.now()), version };
  }

  @Put('declarations/:reference/contact')
  @Roles('case-handler')
  @WithEtag()
  @ApiOperation({ summary: "Correct the address that a declaration's letters go to" })
  @Answers(200, 'Letters go there from now on, also those that were planned before.', contactAnswer)
  @Problems(400, 404, 412, 415)
  async contact(
    @Param('reference', { schema: referenceField }) reference: string,
    @IfMatchIfGiven() expectedVersion: number | undefined,
    @Body({ schema: contactRequest }) { email, reason }: ContactRequest,
    @CurrentActor() actor: Actor,
  ): Promise<ContactAnswer> {
    const changed = await this.changeContact.execute(reference, email, reason, actorName(actor), expectedVersion);
    return { reference, ...changed };
  }
}
