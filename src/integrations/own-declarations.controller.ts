import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CampaignReadModel } from '../campaigns/index.js';
import { DeclarationReadModel, IssuedForms, RecordResolution, type DeclarationView } from '../declarations/index.js';
import { ActingOrganization, MaskinportenScope } from '../identity/index.js';
import { WriteToMinistry } from '../mailbox/index.js';
import { Clock } from '../platform/clock/index.js';
import {
  AcceptsRaw,
  Answers,
  Idempotent,
  pageOf,
  Problems,
  RawBytes,
  WithEtag,
  type Page,
} from '../platform/http/index.js';
import { HandInReturn, ReturnReadModel } from '../returns/index.js';
import { resolutionRequest, type ResolutionRequest } from './declarations.requests.js';
import { iso, reference as referenceField } from './fields.schemas.js';
import { formNotIssued } from './integrations.errors.js';
import {
  ownDeclarationAnswer,
  ownDeclarationAnswerOf,
  ownDeclarationPage,
  ownMessageAnswer,
  ownResolutionAnswer,
  type OwnDeclarationAnswer,
  type OwnMessageAnswer,
  type OwnResolutionAnswer,
} from './own-declarations.answers.js';
import {
  ownDeclarationQuery,
  ownMessageRequest,
  type OwnDeclarationQuery,
  type OwnMessageRequest,
} from './own-declarations.requests.js';
import { handedInAnswer, type HandedInAnswer } from './returns.answers.js';
import { handInQuery, type HandInQuery } from './returns.requests.js';
import { AnswersFile, sendFile } from './send-file.js';

/**
 * What a municipality's own systems may do, with a token of Maskinporten. Another's case is answered as one that does
 * not exist.
 */
@Controller('api/v1/own/declarations')
@ApiTags('municipalities by Maskinporten')
export class OwnDeclarationsController {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly declarations: DeclarationReadModel,
    private readonly forms: IssuedForms,
    private readonly returns: ReturnReadModel,
    private readonly handInReturn: HandInReturn,
    private readonly recordResolution: RecordResolution,
    private readonly writeToMinistry: WriteToMinistry,
    private readonly clock: Clock,
  ) {}

  @Get()
  @MaskinportenScope('read')
  @ApiOperation({ summary: "List the municipality's own declarations" })
  @Answers(200, 'One page, the latest campaign last.', ownDeclarationPage)
  @Problems(400)
  async list(
    @Query({ schema: ownDeclarationQuery }) { cursor, limit }: OwnDeclarationQuery,
    @ActingOrganization() organization: string,
  ): Promise<Page<OwnDeclarationAnswer>> {
    const own = await this.declarations.ofOrganization(organization, cursor, limit + 1);
    const positionOf = ({ issuedAt, reference }: DeclarationView) => ({ issuedAt: iso(issuedAt), reference });
    const { items, nextCursor } = pageOf(own, limit, positionOf, (view) => view);
    return { items: await Promise.all(items.map((view) => this.#answer(view))), nextCursor };
  }

  @Get(':reference')
  @MaskinportenScope('read')
  @WithEtag()
  @ApiOperation({ summary: 'Read one of them, with what came back and what became of it' })
  @Answers(200, 'The declaration.', ownDeclarationAnswer)
  @Problems(400, 404)
  async read(
    @Param('reference', { schema: referenceField }) reference: string,
    @ActingOrganization() organization: string,
  ): Promise<OwnDeclarationAnswer> {
    return await this.#answer(await this.declarations.ownByReference(reference, organization));
  }

  @Get(':reference/form')
  @MaskinportenScope('read')
  @ApiOperation({ summary: 'Download its form exactly as it was issued' })
  @AnswersFile('application/pdf', 'The issued bytes; the ETag is their SHA-256.')
  @Problems(400, 404)
  async form(
    @Param('reference', { schema: referenceField }) reference: string,
    @ActingOrganization() organization: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const { id } = await this.declarations.ownByReference(reference, organization);
    const form = await this.forms.read(id);
    if (form === null) throw formNotIssued(reference);
    const { bytes, sha256 } = form;
    return sendFile(response, { bytes, sha256, fileName: `${reference}.pdf`, mediaType: 'application/pdf' });
  }

  @Post(':reference/returns')
  @MaskinportenScope('write')
  @AcceptsRaw('application/pdf')
  @Idempotent()
  @ApiOperation({ summary: 'Hand in the signed declaration; it is stored at once and verified afterwards' })
  @Answers(201, 'It is stored. Location is where its outcome will stand.', handedInAnswer)
  @Problems(400, 404, 409, 413, 415, 422)
  async handIn(
    @Param('reference', { schema: referenceField }) reference: string,
    @Query({ schema: handInQuery }) { fileName }: HandInQuery,
    @RawBytes() bytes: Buffer,
    @ActingOrganization() organization: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<HandedInAnswer> {
    const { municipalityNumber } = await this.declarations.ownByReference(reference, organization);
    const handedIn = await this.handInReturn.execute({
      reference,
      channel: 'REST',
      fileName: fileName ?? `${reference}.pdf`,
      bytes,
      actor: `municipality:${municipalityNumber}`,
    });
    response.location(`/api/v1/own/declarations/${reference}`);
    return handedIn;
  }

  @Post(':reference/resolutions')
  @MaskinportenScope('write')
  @Idempotent()
  @ApiOperation({ summary: "Report the municipal council's decision; the latest one counts, earlier ones stay" })
  @Answers(201, 'It is recorded.', ownResolutionAnswer)
  @Problems(400, 404, 409, 415, 422)
  async resolve(
    @Param('reference', { schema: referenceField }) reference: string,
    @Body({ schema: resolutionRequest }) body: ResolutionRequest,
    @ActingOrganization() organization: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OwnResolutionAnswer> {
    const { municipalityNumber } = await this.declarations.ownByReference(reference, organization);
    const actor = `municipality:${municipalityNumber}`;
    const { outcome, decidedOn, caseNumber, recordedAt } = await this.recordResolution.execute({
      ...body,
      reference,
      actor,
    });
    response.location(`/api/v1/own/declarations/${reference}`);
    return { outcome, decidedOn, caseNumber, recordedAt: iso(recordedAt) };
  }

  @Post(':reference/messages')
  @MaskinportenScope('write')
  @HttpCode(202)
  @Idempotent()
  @ApiOperation({
    summary: 'Put a question, ask for more time or name another contact; the ministry answers by letter',
  })
  @Answers(202, 'It is stored, and lies before the ministry.', ownMessageAnswer)
  @Problems(400, 404, 409, 415, 422)
  async write(
    @Param('reference', { schema: referenceField }) reference: string,
    @Body({ schema: ownMessageRequest }) { concern, text }: OwnMessageRequest,
    @ActingOrganization() organization: string,
  ): Promise<OwnMessageAnswer> {
    const declaration = await this.declarations.ownByReference(reference, organization);
    const { id, arrivedAt } = await this.writeToMinistry.execute(declaration, concern, text, 'REST');
    return { id, arrivedAt: iso(arrivedAt) };
  }

  async #answer(view: DeclarationView): Promise<OwnDeclarationAnswer> {
    const { definition } = await this.campaigns.bySlug(view.campaignSlug);
    const returns = await this.returns.ofDeclaration(view.reference);
    return ownDeclarationAnswerOf(view, returns, this.clock.now(), definition.timeZone);
  }
}
