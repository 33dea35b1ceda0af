import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CampaignReadModel } from '../campaigns/index.js';
import { actorName, CurrentActor, Roles, type Actor } from '../identity/index.js';
import { Answers, Idempotent, pageOf, Problems, type Page } from '../platform/http/index.js';
import { ArchiveReadModel, type ArchiveItem } from './archive.read-model.js';
import * as schemas from './archive.schemas.js';
import { ExportToArchive } from './export-to-archive.js';
import { MarkArchived } from './mark-archived.js';
import { writeZip } from './write-zip.js';

@Controller('api/v1')
@ApiTags('archive')
@Roles('archive')
export class ArchiveController {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly archive: ArchiveReadModel,
    private readonly exportToArchive: ExportToArchive,
    private readonly markArchived: MarkArchived,
  ) {}

  @Get('campaigns/:slug/archive')
  @ApiOperation({ summary: 'List what is ready for the archive: messages, letters and verified returns' })
  @Answers(200, 'One page.', schemas.archivePage)
  @Problems(400, 404)
  async list(
    @Param('slug', { schema: schemas.campaignSlug }) slug: string,
    @Query({ schema: schemas.archiveQuery }) { archived, cursor, kind, limit }: schemas.ArchiveQuery,
  ): Promise<Page<schemas.ArchiveItemAnswer>> {
    await this.campaigns.bySlug(slug);
    const items = await this.archive.list({
      campaign: slug,
      kind,
      archived: archived === undefined ? undefined : archived === 'true',
      after: cursor,
      limit: limit + 1,
    });
    return pageOf(items, limit, ({ at, id }) => ({ at: at.toISOString(), id }), answerOf);
  }

  @Get('archive/:kind/:id')
  @ApiOperation({ summary: 'Fetch one as a journal entry of Noark 5 with its files' })
  @ApiResponse({
    status: 200,
    description: 'A ZIP: arkivmelding.xml and the files that it refers to.',
    content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } },
  })
  @Problems(400, 404)
  async fetch(
    @Param('kind', { schema: schemas.itemKind }) kind: schemas.ItemKind,
    @Param('id', { schema: schemas.itemId }) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const files = await this.exportToArchive.execute(kind, id);
    response.attachment(`${id}.zip`);
    response.setHeader('Content-Type', 'application/zip');
    return new StreamableFile(Readable.from(writeZip(files), { objectMode: false }));
  }

  @Post('archive/:kind/:id/mark')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'Say that it is archived; the same again changes nothing' })
  @Answers(200, 'Marked.', schemas.archiveItemAnswer)
  @Problems(400, 404, 409, 415, 422)
  async mark(
    @Param('kind', { schema: schemas.itemKind }) kind: schemas.ItemKind,
    @Param('id', { schema: schemas.itemId }) id: string,
    @Body({ schema: schemas.markArchivedRequest }) { archiveReference }: schemas.MarkArchivedRequest,
    @CurrentActor() actor: Actor,
  ): Promise<schemas.ArchiveItemAnswer> {
    return answerOf(await this.markArchived.execute(kind, id, archiveReference, actorName(actor)));
  }
}

function answerOf(item: ArchiveItem): schemas.ArchiveItemAnswer {
  const { kind, id, campaign, reference, municipality, archivedBy, archiveReference } = item;
  const archivedAt = item.archivedAt?.toISOString() ?? null;
  return {
    kind,
    id,
    at: item.at.toISOString(),
    campaign,
    reference,
    municipality,
    archivedAt,
    archivedBy,
    archiveReference,
  };
}
