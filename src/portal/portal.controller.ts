import { Controller, Get, Header, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { CampaignReadModel } from '../campaigns/index.js';
import { DeclarationReadModel, type DeclarationView, IssuedForms } from '../declarations/index.js';
import { Public } from '../identity/index.js';
import { hashPortalSecret, replyAddress } from '../letters/index.js';
import { formatDateWithWeekday } from '../platform/calendar/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { PageRenderer } from '../platform/pages/index.js';
import { portalTexts } from './portal-texts.js';

const secretSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** The municipality's page. The link only shows a button, because mail scanners open links; the button opens it. */
@ApiExcludeController()
@Controller('portal')
export class PortalController {
  readonly #pages = new PageRenderer('portal');

  constructor(
    private readonly declarations: DeclarationReadModel,
    private readonly campaigns: CampaignReadModel,
    private readonly forms: IssuedForms,
  ) {}

  @Public()
  @Get(':secret')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  async open(@Param('secret', { schema: secretSchema }) secret: string): Promise<string> {
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
  @HttpCode(200)
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  async show(@Param('secret', { schema: secretSchema }) secret: string): Promise<string> {
    const declaration = await this.#find(secret);
    const campaign = await this.campaigns.bySlug(declaration.campaignSlug);
    const text = portalTexts[declaration.language];
    const mailbox = replyAddress(campaign.definition.mailbox.address, declaration.caseToken);
    return this.#pages.render('case', {
      title: declaration.recipientName,
      language: declaration.language,
      home: null,
      heading: declaration.recipientName,
      asked: text.asked(campaign.definition.title[declaration.language]),
      facts: [
        [text.deadline, formatDateWithWeekday(declaration.dueOn, declaration.language)],
        [text.status, text.states[declaration.returnState]],
        [text.reference, declaration.reference],
      ],
      how: text.how(mailbox),
      download: text.download,
      formAction: `/portal/${secret}/form`,
    });
  }

  /** The form exactly as issued. By POST, because opening it is the municipality's own act. */
  @Public()
  @Post(':secret/form')
  @HttpCode(200)
  async form(@Param('secret', { schema: secretSchema }) secret: string, @Res() response: Response): Promise<void> {
    const declaration = await this.#find(secret);
    const form = await this.forms.read(declaration.id);
    if (form === null) throw linkUnknown();
    response.type('application/pdf');
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Disposition', `attachment; filename="${declaration.reference}.pdf"`);
    response.send(form.bytes);
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
