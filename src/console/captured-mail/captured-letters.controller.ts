import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { CurrentSession, Roles, type SignedIn } from '../../identity/index.js';
import { ConsolePages } from '../frame/console-pages.js';
import {
  attachmentIndexSchema,
  attachmentSchema,
  capturedIdSchema,
  capturedListSchema,
  CapturedMailPages,
} from './captured-mail-pages.js';

const BASE = '/captured-letters';

/**
 * What was captured instead of sent, for operators. Letters have municipalities' links in them, which open their pages:
 * so not for everybody who may read a letter's words, but for those who may end and renew the links.
 */
@ApiExcludeController()
@Controller('captured-letters')
@Roles('case-handler')
export class CapturedLettersController {
  constructor(
    private readonly captured: CapturedMailPages,
    private readonly pages: ConsolePages,
  ) {}

  @Get()
  async list(
    @Query({ schema: capturedListSchema }) query: z.output<typeof capturedListSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { language } = signedIn.person;
    const values = await this.captured.list(query, { base: BASE, language });
    this.#show(request, response, signedIn, 'captured-mail/list', values.text.title, values);
  }

  @Get(':id')
  async show(
    @Param('id', { schema: capturedIdSchema }) id: string,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { language } = signedIn.person;
    const values = await this.captured.message(id, { base: BASE, language });
    this.#show(request, response, signedIn, 'captured-mail/message', values.subject, values);
  }

  @Get(':id/html')
  async html(@Param('id', { schema: capturedIdSchema }) id: string, @Res() response: Response): Promise<void> {
    await this.captured.sendHtml(id, response);
  }

  @Get(':id/attachments/:index')
  async attachment(
    @Param('id', { schema: capturedIdSchema }) id: string,
    @Param('index', { schema: attachmentIndexSchema }) index: number,
    @Query({ schema: attachmentSchema }) { open }: z.output<typeof attachmentSchema>,
    @Res() response: Response,
  ): Promise<void> {
    await this.captured.sendAttachment(id, index, open !== undefined, response);
  }

  @Get(':id/source')
  async source(@Param('id', { schema: capturedIdSchema }) id: string, @Res() response: Response): Promise<void> {
    await this.captured.sendSource(id, response);
  }

  @Get(':id/raw')
  async raw(@Param('id', { schema: capturedIdSchema }) id: string, @Res() response: Response): Promise<void> {
    await this.captured.sendRaw(id, response);
  }

  #show(
    request: Request,
    response: Response,
    signedIn: SignedIn,
    view: string,
    title: string,
    values: Readonly<Record<string, unknown>>,
  ): void {
    this.pages.show(request, response, { view, title, signedIn, section: 'campaigns', values });
  }
}
