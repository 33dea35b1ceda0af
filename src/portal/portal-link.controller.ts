import { Controller, Get, Header, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { DeclarationReadModel, type DeclarationView } from '../declarations/index.js';
import { FormGuard, Public, SignInCookies } from '../identity/index.js';
import { hashPortalSecret } from '../letters/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { PageRenderer } from '../platform/pages/index.js';
import { PORTAL_SESSION_MS, PortalSessions } from './portal-sessions.js';
import { portalTexts } from './portal-texts.js';

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
    private readonly declarations: DeclarationReadModel,
    private readonly sessions: PortalSessions,
    private readonly cookies: SignInCookies,
    private readonly forms: FormGuard,
  ) {}

  @Public()
  @Get(':secret')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  async show(@Param('secret', { schema: secretSchema }) secret: string): Promise<string> {
    const declaration = await this.#find(secret);
    const text = portalTexts[declaration.language];
    return this.#pages.render('open', {
      title: text.openHeading,
      language: declaration.language,
      home: null,
      heading: text.openHeading,
      explanation: text.openExplanation,
      button: text.openButton,
      action: `/portal/${secret}`,
    });
  }

  @Public()
  @Post(':secret')
  async open(
    @Param('secret', { schema: secretSchema }) secret: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    // The link is what lets in; but no other page may open one municipality's case in another's browser.
    if (!this.forms.isFromThisService(request)) throw linkUnknown();
    const token = await this.sessions.open(await this.#find(secret));
    this.cookies.write(response, 'portal', token, PORTAL_SESSION_MS);
    response.setHeader('Cache-Control', 'no-store');
    response.redirect(303, '/portal');
  }

  async #find(secret: string): Promise<DeclarationView> {
    const declaration = await this.declarations.byPortalLinkHash(hashPortalSecret(secret));
    if (declaration === null) throw linkUnknown();
    return declaration;
  }
}

function linkUnknown(): ServiceError<'LINK_UNKNOWN'> {
  return new ServiceError(
    'LINK_UNKNOWN',
    'Lenken gjelder ikke. Bruk lenken i det siste brevet fra departementet. / Lenkja gjeld ikkje. Bruk lenkja i det siste brevet frå departementet.',
    { category: 'not-found' },
  );
}
