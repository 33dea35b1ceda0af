import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Roles } from '../../identity/index.js';
import { ReadScan, ReturnReadModel, SCAN_PICTURE_KINDS, type ScanPictureKind } from '../../returns/index.js';

const idParam = z.uuid();
const pageParam = z.coerce.number().int().min(1).max(1000);
const kindParam = z
  .enum(SCAN_PICTURE_KINDS.map((kind) => kind.toLowerCase()))
  .transform((kind) => kind.toUpperCase() as ScanPictureKind);

/** What a page of the review shows or offers beside itself. None of it runs in the service's own origin. */
@ApiExcludeController()
@Controller('returns/:id')
@Roles('case-handler')
export class ReturnFilesController {
  constructor(
    private readonly returns: ReturnReadModel,
    private readonly readScan: ReadScan,
  ) {}

  @Get('file')
  async file(@Param('id', { schema: idParam }) id: string, @Res() response: Response): Promise<void> {
    const { fileName, bytes } = await this.returns.file(id);
    response.attachment(fileName);
    inert(response).type('application/octet-stream').send(bytes);
  }

  @Get('verification.json')
  @Roles('reader')
  async verification(@Param('id', { schema: idParam }) id: string, @Res() response: Response): Promise<void> {
    const verification = await this.returns.verification(id);
    response.attachment(`${id}.json`);
    inert(response)
      .type('application/json')
      .send(JSON.stringify(verification, null, 2));
  }

  @Get('pages/:page/:kind')
  async picture(
    @Param('id', { schema: idParam }) id: string,
    @Param('page', { schema: pageParam }) page: number,
    @Param('kind', { schema: kindParam }) kind: ScanPictureKind,
    @Res() response: Response,
  ): Promise<void> {
    const { png, sha256 } = await this.readScan.picture(id, page, kind);
    inert(response).set('ETag', `"${sha256}"`).set('Content-Disposition', 'inline').type('image/png');
    // A return that is attached elsewhere is compared with another form: the picture may become another one.
    response.set('Cache-Control', 'private, no-cache');
    if (response.req.fresh) response.status(304).end();
    else response.send(png);
  }
}

/** Opened in the browser it can load and run nothing; nosniff is on every answer. */
function inert(response: Response): Response {
  return response
    .set('Content-Security-Policy', "default-src 'none'; sandbox")
    .set('Cache-Control', 'private, no-store');
}
