import {
  type CanActivate,
  Controller,
  Get,
  Header,
  Inject,
  Injectable,
  Param,
  Query,
  Res,
  UseGuards,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { Public } from '../../identity/index.js';
import { PageRenderer } from '../../platform/pages/index.js';
import { CONSOLE_OPTIONS, type ConsoleOptions } from '../console-options.js';
import {
  attachmentIndexSchema,
  attachmentSchema,
  capturedIdSchema,
  capturedListSchema,
  CapturedMailPages,
  notShown,
} from './captured-mail-pages.js';
import { capturedMailTexts } from './captured-mail-texts.js';

const BASE = '/captured-mail';
const PLACE = { base: BASE, language: 'nb' } as const;
const FRAME = {
  language: 'nb',
  size: 'sm',
  navigation: [{ label: capturedMailTexts.nb.title, href: BASE, current: false }],
} as const;

/** The pages do not exist for anybody unless they are switched on. */
@Injectable()
export class CapturedMailShown implements CanActivate {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  canActivate(): boolean {
    if (!this.options.showsCapturedMail) throw notShown();
    return true;
  }
}

/** What the sink captured, for whoever can open the page: the demo's mailbox. */
@ApiExcludeController()
@Controller('captured-mail')
@Public()
@UseGuards(CapturedMailShown)
export class CapturedMailController {
  readonly #renderer = new PageRenderer('console');

  constructor(private readonly pages: CapturedMailPages) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  async list(@Query({ schema: capturedListSchema }) query: z.output<typeof capturedListSchema>): Promise<string> {
    const values = await this.pages.list(query, PLACE);
    return this.#renderer.render('captured-mail/list', { ...FRAME, title: values.text.title, ...values });
  }

  @Get(':id')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async show(@Param('id', { schema: capturedIdSchema }) id: string): Promise<string> {
    const values = await this.pages.message(id, PLACE);
    return this.#renderer.render('captured-mail/message', { ...FRAME, title: values.subject, ...values });
  }

  @Get(':id/html')
  async html(@Param('id', { schema: capturedIdSchema }) id: string, @Res() response: Response): Promise<void> {
    await this.pages.sendHtml(id, response);
  }

  @Get(':id/attachments/:index')
  async attachment(
    @Param('id', { schema: capturedIdSchema }) id: string,
    @Param('index', { schema: attachmentIndexSchema }) index: number,
    @Query({ schema: attachmentSchema }) { open }: z.output<typeof attachmentSchema>,
    @Res() response: Response,
  ): Promise<void> {
    await this.pages.sendAttachment(id, index, open !== undefined, response);
  }

  @Get(':id/source')
  async source(@Param('id', { schema: capturedIdSchema }) id: string, @Res() response: Response): Promise<void> {
    await this.pages.sendSource(id, response);
  }

  @Get(':id/raw')
  async raw(@Param('id', { schema: capturedIdSchema }) id: string, @Res() response: Response): Promise<void> {
    await this.pages.sendRaw(id, response);
  }
}
