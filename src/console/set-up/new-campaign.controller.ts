import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { ImportCampaign } from '../../campaigns/index.js';
import { actorName, actorOfPerson, CurrentSession, Roles, type SignedIn } from '../../identity/index.js';
import { ServiceError } from '../../platform/errors/index.js';
import type { PageLanguage } from '../../platform/pages/index.js';
import { ConsolePages } from '../frame/console-pages.js';
import { shownFault, type ShownFault } from './shown-fault.js';
import { setUpTexts } from './texts/set-up-texts-of-language.js';

const importSchema = z.object({ definition: z.string().max(500_000).catch('') });

/** A campaign's definition, pasted or read from a file by the browser, and every fault in it. */
@ApiExcludeController()
@Controller('campaigns/new')
@Roles('admin')
export class NewCampaignController {
  constructor(
    private readonly pages: ConsolePages,
    private readonly importCampaign: ImportCampaign,
  ) {}

  @Get()
  form(@CurrentSession() signedIn: SignedIn, @Req() request: Request, @Res() response: Response): void {
    this.#show(request, response, signedIn, '', []);
  }

  @Post()
  async import(
    @Body({ schema: importSchema }) { definition }: z.output<typeof importSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const text = setUpTexts[signedIn.person.language].newCampaign;
    if (definition.trim() === '') {
      this.#show(request, response, signedIn, definition, [{ where: '', message: text.missing }]);
      return;
    }
    try {
      const { slug, outcome } = await this.importCampaign.execute({
        // A form sends line breaks as CR LF (HTML, 4.10.22).
        yaml: definition.replaceAll('\r\n', '\n'),
        fileName: text.definition,
        actor: actorName(actorOfPerson(signedIn.person)),
      });
      response.redirect(303, `/campaigns/${slug}/set-up?done=${outcome}`);
    } catch (error) {
      const faults = error instanceof ServiceError ? faultsOf(error, text, signedIn.person.language) : null;
      if (faults === null) throw error;
      this.#show(request, response, signedIn, definition, faults);
    }
  }

  #show(
    request: Request,
    response: Response,
    signedIn: SignedIn,
    definition: string,
    faults: readonly ShownFault[],
  ): void {
    const text = setUpTexts[signedIn.person.language];
    this.pages.show(request, response, {
      view: 'set-up/new',
      title: text.newCampaign.title,
      signedIn,
      section: 'campaigns',
      scripts: ['console/set-up/read-file.js'],
      errors: faults.length === 0 ? {} : { definition: text.newCampaign.faults(faults.length) },
      values: { text, definition, faults },
    });
  }
}

/** Null for what a person cannot mend here. */
function faultsOf(
  error: ServiceError,
  text: { readonly codeTaken: string; readonly stateForbids: string; readonly place: (where: string) => string },
  language: PageLanguage,
): readonly ShownFault[] | null {
  if (error.code === 'CAMPAIGN_DEFINITION_INVALID') {
    return error.faults.map((fault) => shownFault(fault, language, text.place));
  }
  if (error.code === 'CAMPAIGN_CODE_TAKEN') return [{ where: 'code', message: text.codeTaken }];
  return error.code === 'CAMPAIGN_STATE' ? [{ where: 'slug', message: text.stateForbids }] : null;
}
