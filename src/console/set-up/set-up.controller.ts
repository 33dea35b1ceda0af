import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CloseCampaign } from '../../campaigns/index.js';
import { actorName, actorOfPerson, CurrentSession, Roles, type SignedIn } from '../../identity/index.js';
import { StartIssuing } from '../../issuing/index.js';
import { ServiceError } from '../../platform/errors/index.js';
import { SetUpPage } from './set-up-page.js';
import { setUpTexts } from './texts/set-up-texts-of-language.js';

const DONE = ['CREATED', 'CHANGED', 'UNCHANGED', 'issuing', 'closed'] as const;
const doneSchema = z.object({ done: z.enum(DONE).optional().catch(undefined) });
const confirmed = z.string().trim().max(200).catch('');
const issueSchema = z.object({ confirmIssue: confirmed, version: z.coerce.number().int().min(1).max(1_000_000_000) });
const closeSchema = z.object({ confirmClose: confirmed });

/** What a campaign holds; issuing it and closing it, each confirmed by writing its name. */
@ApiExcludeController()
@Controller('campaigns/:slug/set-up')
@Roles('reader')
export class SetUpController {
  constructor(
    private readonly page: SetUpPage,
    private readonly startIssuing: StartIssuing,
    private readonly closeCampaign: CloseCampaign,
  ) {}

  @Get()
  async show(
    @Param('slug') slug: string,
    @Query({ schema: doneSchema }) { done }: z.output<typeof doneSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const text = setUpTexts[signedIn.person.language];
    await this.page.show(request, response, signedIn, slug, { done: done === undefined ? null : text.done[done] });
  }

  @Post('issue')
  @Roles('approver')
  async issue(
    @Param('slug') slug: string,
    @Body({ schema: issueSchema }) { confirmIssue, version }: z.output<typeof issueSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const text = setUpTexts[signedIn.person.language].issue;
    const typed = { confirmIssue };
    if (confirmIssue !== slug) {
      const errors = { confirmIssue: text.confirmWrong(slug) };
      return this.page.show(request, response, signedIn, slug, { typed, errors });
    }
    try {
      await this.startIssuing.execute(slug, actorName(actorOfPerson(signedIn.person)), version);
      response.redirect(303, `/campaigns/${slug}/set-up?done=issuing`);
    } catch (error) {
      const code = error instanceof ServiceError ? error.code : null;
      if (code === 'VERSION_MISMATCH') {
        await this.page.show(request, response, signedIn, slug, {
          typed,
          errors: { form: text.stale },
          status: 412,
        });
      } else if (code === 'CAMPAIGN_NOT_READY' || code === 'CAMPAIGN_STATE') {
        await this.page.show(request, response, signedIn, slug, {
          typed,
          errors: { form: text.notReady },
          status: 409,
        });
      } else throw error;
    }
  }

  @Post('close')
  @Roles('admin')
  async close(
    @Param('slug') slug: string,
    @Body({ schema: closeSchema }) { confirmClose }: z.output<typeof closeSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const text = setUpTexts[signedIn.person.language];
    const typed = { confirmClose };
    if (confirmClose !== slug) {
      const errors = { confirmClose: text.issue.confirmWrong(slug) };
      return this.page.show(request, response, signedIn, slug, { typed, errors });
    }
    try {
      await this.closeCampaign.execute(slug, actorName(actorOfPerson(signedIn.person)));
      response.redirect(303, `/campaigns/${slug}/set-up?done=closed`);
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== 'CAMPAIGN_STATE') throw error;
      const errors = { form: text.close.forbidden };
      await this.page.show(request, response, signedIn, slug, { typed, errors, status: 409 });
    }
  }
}
