import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { ServiceError } from '../errors/index.js';
import { Public } from '../http/index.js';
import { pageAssets } from './page-assets.js';

const nameSchema = z.string().max(200);

/** What pages are made of beside their words. An address stands for one content, so whoever has it keeps it. */
@ApiExcludeController()
@Controller('assets')
export class PageAssetsController {
  @Public()
  @Get(':name')
  asset(@Param('name', { schema: nameSchema }) name: string, @Req() request: Request, @Res() response: Response): void {
    const asset = pageAssets().find(name);
    if (asset === null) throw new ServiceError('NOT_FOUND', 'There is no such file.', { category: 'not-found' });
    response.setHeader('Content-Type', asset.mediaType);
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    response.setHeader('Vary', 'Accept-Encoding');
    const coding = (['br', 'gzip'] as const).find((coding) => request.acceptsEncodings(coding) === coding);
    const encoded = coding === undefined ? undefined : asset.encoded.get(coding);
    if (coding !== undefined && encoded !== undefined) response.setHeader('Content-Encoding', coding);
    response.send(encoded ?? asset.bytes);
  }
}
