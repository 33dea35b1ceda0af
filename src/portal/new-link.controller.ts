import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { FormGuard, Public } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { addressGroup, RequestWindows } from '../platform/http/index.js';
import { PageRenderer } from '../platform/pages/index.js';
import { MOST_ASKED_CHARACTERS, RequestPortalLink } from '../portal-links/index.js';
import { newLinkTexts, writtenLanguageOf } from './new-link-texts.js';

const WINDOW_SECONDS = 600;
/** From one address in that time: enough for an office with several cases, too few to try out names. */
const MOST_IN_WINDOW = 5;

/** A form without any field has no body at all. */
const fieldSchema = z.object({ asked: z.string().trim().max(MOST_ASKED_CHARACTERS).catch('') }).catch({ asked: '' });

/**
 * Where a municipality asks for a new link. Whatever is written, the answer and the work before it are the same: nobody
 * learns here which municipalities or addresses are known. The link goes by letter to the registered address.
 */
@ApiExcludeController()
@Controller('portal/new-link')
export class NewLinkController {
  readonly #pages = new PageRenderer('portal');
  readonly #windows = new RequestWindows(WINDOW_SECONDS);

  constructor(
    private readonly requestPortalLink: RequestPortalLink,
    private readonly forms: FormGuard,
    private readonly clock: Clock,
  ) {}

  @Public()
  @Get()
  show(@Req() request: Request, @Res() response: Response): void {
    this.#form(request, response, 200, '', null);
  }

  @Public()
  @Post()
  async ask(@Req() request: Request, @Res() response: Response): Promise<void> {
    this.forms.assertOwnForm(request);
    const { asked } = fieldSchema.parse(request.body);
    const language = writtenLanguageOf(request);
    const text = newLinkTexts[language];
    if (asked === '') return this.#form(request, response, 422, asked, text.missing);
    const sender = addressGroup(request.ip ?? 'unknown');
    const { isExceeded, resetSeconds } = this.#windows.take(sender, MOST_IN_WINDOW, this.clock.now());
    if (isExceeded) {
      response.setHeader('Retry-After', String(resetSeconds));
      return this.#form(request, response, 429, asked, text.tooOften);
    }
    await this.requestPortalLink.execute(asked);
    response.redirect(303, `/portal/new-link/asked?language=${language}`);
  }

  @Public()
  @Get('asked')
  asked(@Req() request: Request, @Res() response: Response): void {
    this.#send(request, response, 200, 'new-link-asked', '/portal/new-link/asked', (text) => text.asked.heading, {});
  }

  #form(request: Request, response: Response, status: number, asked: string, fault: string | null): void {
    const csrf = this.forms.tokenFor(request, response);
    this.#send(request, response, status, 'new-link', '/portal/new-link', (text) => text.heading, {
      asked,
      fault,
      csrf,
      most: MOST_ASKED_CHARACTERS,
    });
  }

  #send(
    request: Request,
    response: Response,
    status: number,
    view: string,
    path: string,
    title: (text: (typeof newLinkTexts)['nb']) => string,
    values: Readonly<Record<string, unknown>>,
  ): void {
    const language = writtenLanguageOf(request);
    const text = newLinkTexts[language];
    const page = this.#pages.render(view, {
      ...values,
      title: title(text),
      language,
      languages: (['nb', 'nn'] as const).map((other) => ({ language: other, href: `${path}?language=${other}` })),
      home: null,
      text,
      action: `${path}?language=${language}`,
    });
    response.setHeader('Cache-Control', 'no-store');
    response.status(status).type('text/html; charset=utf-8').send(page);
  }
}
