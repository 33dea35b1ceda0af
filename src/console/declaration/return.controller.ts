import { createHash } from 'node:crypto';
import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CampaignReadModel } from '../../campaigns/index.js';
import { DeclarationReadModel } from '../../declarations/index.js';
import {
  actorName,
  actorOfPerson,
  CurrentSession,
  FormGuard,
  FormWithFiles,
  Roles,
  type SignedIn,
} from '../../identity/index.js';
import { readUpload, type UploadFault } from '../../platform/http/index.js';
import { pageFormats } from '../../platform/pages/index.js';
import { HandInReturn, MAX_RETURN_BYTES } from '../../returns/index.js';
import { ConsolePages } from '../frame/console-pages.js';
import { newOnce, SubmitOnce } from '../frame/submit-once.js';
import { referenceSchema } from './reference-schema.js';
import { caseTexts } from './texts/case-texts-of-language.js';
import type { CaseTexts } from './texts/case-texts.js';

const onceSchema = z.object({ once: z.uuid().catch(() => newOnce()) });

/** A document that came by post or otherwise, handed in for the municipality. */
@ApiExcludeController()
@Controller('declarations/:reference/return')
@Roles('case-handler')
export class ReturnController {
  constructor(
    private readonly pages: ConsolePages,
    private readonly campaigns: CampaignReadModel,
    private readonly declarations: DeclarationReadModel,
    private readonly handInReturn: HandInReturn,
    private readonly submitOnce: SubmitOnce,
    private readonly forms: FormGuard,
    @Inject(MAX_RETURN_BYTES) private readonly maxReturnBytes: number,
  ) {}

  @Get()
  async form(
    @Param('reference', { schema: referenceSchema }) reference: string,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.#show(request, response, signedIn, reference, null);
  }

  @Post()
  @FormWithFiles()
  async handIn(
    @Param('reference', { schema: referenceSchema }) reference: string,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.declarations.byReference(reference);
    const files = await readUpload(request, response, 'file', this.maxReturnBytes);
    if (typeof files === 'string') {
      // What is left of the request is not waited for.
      if (files === 'TOO_LARGE') response.setHeader('Connection', 'close');
      await this.#show(request, response, signedIn, reference, files);
      return;
    }
    this.forms.assertOwnForm(request);
    const [file] = files;
    if (file === undefined || files.length > 1) {
      await this.#show(request, response, signedIn, reference, 'TOO_MANY');
      return;
    }
    const { once } = onceSchema.parse(request.body ?? {});
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    const actor = actorName(actorOfPerson(signedIn.person));
    const location = await this.submitOnce.execute(
      request,
      once,
      async () => {
        await this.handInReturn.execute({ reference, channel: 'CONSOLE', ...file, actor });
        return `/declarations/${reference}?done=return`;
      },
      [file.fileName, sha256],
    );
    response.redirect(303, location);
  }

  async #show(
    request: Request,
    response: Response,
    signedIn: SignedIn,
    reference: string,
    fault: UploadFault | null,
  ): Promise<void> {
    const { language } = signedIn.person;
    const text = caseTexts[language];
    const declaration = await this.declarations.byReference(reference);
    const { slug, definition } = await this.campaigns.byId(declaration.campaignId);
    const most = pageFormats(language).integer(Math.floor(this.maxReturnBytes / (1024 * 1024)));
    this.pages.show(request, response, {
      view: 'declaration/return',
      title: text.actions.return.title,
      signedIn,
      section: 'municipalities',
      styles: ['console/declaration/case.css'],
      campaign: { slug, name: definition.title[language === 'nn' ? 'nn' : 'nb'] },
      errors: fault === null ? {} : { file: faultWords(fault, text, most) },
      values: {
        text,
        words: text.actions.return,
        name: declaration.recipientName,
        caseHref: `/declarations/${reference}`,
        path: `/declarations/${reference}/return`,
        most,
        once: newOnce(),
      },
    });
  }
}

function faultWords(fault: UploadFault, { form }: CaseTexts, most: string): string {
  if (fault === 'TOO_LARGE') return form.faults.tooLarge(most);
  return fault === 'UNREADABLE' ? form.faults.unreadable : form.faults.noFile;
}
