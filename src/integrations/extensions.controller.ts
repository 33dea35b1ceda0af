import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CampaignReadModel } from '../campaigns/index.js';
import { DeadlineChangesReadModel } from '../declarations/index.js';
import { GrantExtension, PreviewExtension, PreviewUndo, UndoExtension } from '../extensions/index.js';
import { actorName, CurrentActor, Roles, type Actor } from '../identity/index.js';
import { Answers, Idempotent, IfMatchIfGiven, pageOf, Problems, WithEtag, type Page } from '../platform/http/index.js';
import {
  deadlineChangeOf,
  deadlineChangePage,
  extensionPreviewAnswer,
  extensionPreviewOf,
  grantedExtensionAnswer,
  undoneExtensionAnswer,
  undoPreviewAnswer,
  undoPreviewOf,
  type DeadlineChangeAnswer,
  type ExtensionPreviewAnswer,
  type GrantedExtensionAnswer,
  type UndoneExtensionAnswer,
  type UndoPreviewAnswer,
} from './extensions.answers.js';
import {
  grantedQuery,
  grantExtensionRequest,
  previewExtensionRequest,
  previewUndoRequest,
  undoExtensionRequest,
  type GrantedQuery,
  type GrantExtensionRequest,
  type PreviewExtensionRequest,
  type PreviewUndoRequest,
  type UndoExtensionRequest,
} from './extensions.requests.js';
import { iso, reference as referenceField, slug as slugField } from './fields.schemas.js';

@Controller('api/v1')
@ApiTags('extensions')
@Roles('case-handler')
export class ExtensionsController {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly deadlineChanges: DeadlineChangesReadModel,
    private readonly previewExtension: PreviewExtension,
    private readonly grantExtension: GrantExtension,
    private readonly previewUndo: PreviewUndo,
    private readonly undoExtension: UndoExtension,
  ) {}

  @Get('campaigns/:slug/extensions')
  @Roles('reader')
  @ApiOperation({ summary: 'List the extensions that were granted or undone in a campaign, latest first' })
  @Answers(200, 'One page.', deadlineChangePage)
  @Problems(400, 404)
  async list(
    @Param('slug', { schema: slugField }) slug: string,
    @Query({ schema: grantedQuery }) { cursor, limit }: GrantedQuery,
  ): Promise<Page<DeadlineChangeAnswer>> {
    const { id } = await this.campaigns.bySlug(slug);
    const changes = await this.deadlineChanges.list(id, cursor, limit + 1);
    const positionOf = ({ startsAt, declarationId, version }: (typeof changes)[number]) => ({
      startsAt: iso(startsAt),
      declarationId,
      version,
    });
    return pageOf(changes, limit, positionOf, deadlineChangeOf);
  }

  @Post('extensions/preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'See what an extension would change; nothing is changed' })
  @Answers(200, "Each declaration's reminders before and after.", extensionPreviewAnswer)
  @Problems(400, 409, 415)
  async preview(
    @Body({ schema: previewExtensionRequest }) { references, dueOn, reason, partial }: PreviewExtensionRequest,
  ): Promise<ExtensionPreviewAnswer> {
    const { previewExtension } = this;
    const preview = partial
      ? await previewExtension.judge(references, dueOn, reason)
      : await previewExtension.execute(references, dueOn, reason);
    return extensionPreviewOf(preview);
  }

  @Post('extensions')
  @Idempotent()
  @ApiOperation({ summary: 'Grant an extension to one or many declarations: all of them or none' })
  @Answers(201, 'Granted; each municipality is told.', grantedExtensionAnswer)
  @Problems(400, 409, 412, 415, 422)
  async grant(
    @Body({ schema: grantExtensionRequest }) { versions, ...body }: GrantExtensionRequest,
    @CurrentActor() actor: Actor,
  ): Promise<GrantedExtensionAnswer> {
    const expected = Object.fromEntries(versions.map(({ reference, version }) => [reference, version]));
    return { items: await this.grantExtension.execute({ ...body, versions: expected, actor: actorName(actor) }) };
  }

  @Post('declarations/:reference/extension/undo/preview')
  @HttpCode(200)
  @WithEtag()
  @ApiOperation({ summary: 'See what undoing an extension would change; nothing is changed' })
  @Answers(200, 'The reminders before and after, and the letter.', undoPreviewAnswer)
  @Problems(400, 409, 415)
  async previewUndoing(
    @Param('reference', { schema: referenceField }) reference: string,
    @Body({ schema: previewUndoRequest }) { reason }: PreviewUndoRequest,
  ): Promise<UndoPreviewAnswer> {
    const { change, notice } = await this.previewUndo.execute(reference, reason);
    return undoPreviewOf(change, notice);
  }

  @Post('declarations/:reference/extension/undo')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'Undo an extension: the deadline before it comes back as a new version' })
  @Answers(200, 'Undone; the municipality is told.', undoneExtensionAnswer)
  @Problems(400, 409, 412, 415, 422)
  async undo(
    @Param('reference', { schema: referenceField }) reference: string,
    @IfMatchIfGiven() expectedVersion: number | undefined,
    @Body({ schema: undoExtensionRequest }) { reason }: UndoExtensionRequest,
    @CurrentActor() actor: Actor,
  ): Promise<UndoneExtensionAnswer> {
    const undone = await this.undoExtension.execute(reference, reason, actorName(actor), expectedVersion);
    return { reference, ...undone };
  }
}
