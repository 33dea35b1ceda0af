import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { FormGuard, Public, SignInCookies } from '../identity/index.js';
import { pageFormats, PageRenderer } from '../platform/pages/index.js';
import { type FoundLink, OpenPortalLink } from '../portal-links/index.js';
import { newLinkTexts, writtenLanguageOf } from './new-link-texts.js';
import { PORTAL_SESSION_MS, PortalSessions } from './portal-sessions.js';
import { portalTexts } from './portal-texts.js';

const HTML = 'text/html; charset=utf-8';
const secretSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/**
 * The link in a municipality's letters. It only shows a button, because mail scanners open links; the button opens the
 * municipality's page in this browser, and from then on the secret is in no address.
 */
@ApiExcludeController()
@Controller('portal')
export class PortalLinkController {
  readonly #pages = new PageRenderer('portal');

  constructor(
    private readonly links: OpenPortalLink,
    private readonly sessions: PortalSessions,
    private readonly cookies: SignInCookies,
    private readonly forms: FormGuard,
  ) {}

  @Public()
  @Get(':secret')
  async show(
    @Param('secret', { schema: secretSchema }) secret: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.links.find(secret);
    if (found.state !== 'IN_FORCE') return this.#ended(request, response, found);
    const { language } = found.declaration;
    const text = portalTexts[language];
    const page = this.#pages.render('open', {
      title: text.openHeading,
      language,
      home: null,
      heading: text.openHeading,
      explanation: text.openExplanation,
      button: text.openButton,
      action: `/portal/${secret}`,
    });
    response.setHeader('Cache-Control', 'no-store');
    response.type(HTML).send(page);
  }

  @Public()
  @Post(':secret')
  async open(
    @Param('secret', { schema: secretSchema }) secret: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    // The link is what lets in; but no other page may open one municipality's case in another's browser.
    if (!this.forms.isFromThisService(request)) return this.#ended(request, response, { state: 'UNKNOWN' });
    const found = await this.links.open(secret);
    if (found.state !== 'IN_FORCE') return this.#ended(request, response, found);
    const token = await this.sessions.open(found.declaration);
    this.cookies.write(response, 'portal', token, PORTAL_SESSION_MS);
    response.setHeader('Cache-Control', 'no-store');
    response.redirect(303, '/portal');
  }

  /** Says in plain words why a link opens nothing, and how to get one that does. */
  #ended(request: Request, response: Response, found: Exclude<FoundLink, { state: 'IN_FORCE' }>): void {
    const language = found.state === 'EXPIRED' ? found.declaration.language : writtenLanguageOf(request);
    const text = newLinkTexts[language];
    response.setHeader('Cache-Control', 'no-store');
    response
      .status(found.state === 'EXPIRED' ? 410 : 404)
      .type(HTML)
      .send(
        this.#pages.render('link-ended', {
          title: text.ended.heading,
          language,
          home: null,
          text,
          why:
            found.state === 'EXPIRED'
              ? text.ended.expired(pageFormats(language).day(found.expiresAt))
              : text.ended.replaced,
        }),
      );
  }
}
