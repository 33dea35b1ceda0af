import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { GrantExtension, PreviewExtension, UndoExtension } from '../extensions/index.js';
import { actorName, CurrentActor, Roles, type Actor } from '../identity/index.js';
import { Answers, Idempotent, Problems } from '../platform/http/index.js';
import {
  extensionPreviewAnswer,
  extensionPreviewOf,
  grantedExtensionAnswer,
  undoneExtensionAnswer,
  type ExtensionPreviewAnswer,
  type GrantedExtensionAnswer,
  type UndoneExtensionAnswer,
} from './extensions.answers.js';
import {
  grantExtensionRequest,
  previewExtensionRequest,
  undoExtensionRequest,
  type GrantExtensionRequest,
  type PreviewExtensionRequest,
  type UndoExtensionRequest,
} from './extensions.requests.js';
import { reference as referenceField } from './fields.schemas.js';

@Controller('api/v1')
@ApiTags('extensions')
@Roles('case-handler')
export class ExtensionsController {
  constructor(
    private readonly previewExtension: PreviewExtension,
    private readonly grantExtension: GrantExtension,
    private readonly undoExtension: UndoExtension,
  ) {}

  @Post('extensions/preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'See what an extension would change; nothing is changed' })
  @Answers(200, "Each declaration's reminders before and after.", extensionPreviewAnswer)
  @Problems(400, 409, 415)
  async preview(
    @Body({ schema: previewExtensionRequest }) { references, dueOn }: PreviewExtensionRequest,
  ): Promise<ExtensionPreviewAnswer> {
    const previews = await this.previewExtension.execute(references, dueOn);
    return { items: previews.map(extensionPreviewOf) };
  }

  @Post('extensions')
  @Idempotent()
  @ApiOperation({ summary: 'Grant an extension to one or many declarations: all of them or none' })
  @Answers(201, 'Granted; each municipality is told.', grantedExtensionAnswer)
  @Problems(400, 409, 415, 422)
  async grant(
    @Body({ schema: grantExtensionRequest }) body: GrantExtensionRequest,
    @CurrentActor() actor: Actor,
  ): Promise<GrantedExtensionAnswer> {
    return { items: await this.grantExtension.execute({ ...body, actor: actorName(actor) }) };
  }

  @Post('declarations/:reference/extension/undo')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'Undo an extension: the deadline before it comes back as a new version' })
  @Answers(200, 'Undone; the municipality is told.', undoneExtensionAnswer)
  @Problems(400, 409, 415, 422)
  async undo(
    @Param('reference', { schema: referenceField }) reference: string,
    @Body({ schema: undoExtensionRequest }) { reason }: UndoExtensionRequest,
    @CurrentActor() actor: Actor,
  ): Promise<UndoneExtensionAnswer> {
    return { reference, ...(await this.undoExtension.execute(reference, reason, actorName(actor))) };
  }
}
