import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { DeclarationReadModel, IssuedForms } from '../../declarations/index.js';
import { CurrentSession, Roles, type SignedIn } from '../../identity/index.js';
import type { PageLanguage } from '../../platform/pages/index.js';
import { ServiceError } from '../../platform/errors/index.js';
import { declarationLinkTexts, LINK_DEEDS, type LinkDeed } from '../declaration-link/declaration-link-texts.js';
import { ConsolePages } from '../frame/console-pages.js';
import { DeclarationPage } from './declaration-page.js';
import { referenceSchema } from './reference-schema.js';
import { caseTexts } from './texts/case-texts-of-language.js';
import { CASE_ACTIONS, type CaseActionName } from './texts/case-texts.js';

const querySchema = z.object({
  done: z
    .enum([...CASE_ACTIONS, ...LINK_DEEDS])
    .optional()
    .catch(undefined),
  wrong: z.enum(['link-reason']).optional().catch(undefined),
});

/** One declaration with everything that belongs to it. */
@ApiExcludeController()
@Controller('declarations/:reference')
@Roles('reader')
export class DeclarationController {
  constructor(
    private readonly pages: ConsolePages,
    private readonly page: DeclarationPage,
    private readonly declarations: DeclarationReadModel,
    private readonly forms: IssuedForms,
  ) {}

  @Get()
  async show(
    @Param('reference', { schema: referenceSchema }) reference: string,
    @Query({ schema: querySchema }) { done, wrong }: z.output<typeof querySchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { person } = signedIn;
    const { title, campaign, values } = await this.page.values(reference, person);
    this.pages.show(request, response, {
      view: 'declaration/case',
      title,
      signedIn,
      section: 'municipalities',
      styles: ['console/declaration/case.css'],
      campaign,
      done: done === undefined ? null : doneWords(done, person.language),
      errors: wrong === undefined ? {} : { 'link-reason': declarationLinkTexts[person.language].reasonMissing },
      values,
    });
  }

  /** The form exactly as it was issued. */
  @Get('form')
  async form(
    @Param('reference', { schema: referenceSchema }) reference: string,
    @Res() response: Response,
  ): Promise<void> {
    const { id } = await this.declarations.byReference(reference);
    const form = await this.forms.read(id);
    if (form === null) {
      throw new ServiceError('FORM_NOT_ISSUED', `No form has been issued for ${reference}.`, { category: 'not-found' });
    }
    response.attachment(`${reference}.pdf`);
    response.set('Cache-Control', 'no-store').type('application/pdf').send(form.bytes);
  }
}

function doneWords(done: CaseActionName | LinkDeed, language: PageLanguage): string {
  if (done === 'link-renewed' || done === 'link-revoked') return declarationLinkTexts[language].done[done];
  return caseTexts[language].actions[done].done;
}
