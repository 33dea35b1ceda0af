import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CampaignReadModel } from '../../campaigns/index.js';
import { CurrentSession, permits, Roles, type SignedIn } from '../../identity/index.js';
import { DryRunCampaign, SampleCase, type SampleLetters } from '../../issuing/index.js';
import { atLocalTime } from '../../platform/calendar/index.js';
import { ServiceError } from '../../platform/errors/index.js';
import { pageFormats } from '../../platform/pages/index.js';
import { ConsolePages } from '../frame/console-pages.js';
import { pageCampaign } from '../frame/page-campaign.js';
import { sendPageFile } from '../frame/send-page-file.js';
import { shownFault } from './shown-fault.js';
import { setUpTexts } from './texts/set-up-texts-of-language.js';

const numberSchema = z.string().regex(/^\d{4}$/, 'is not a municipality number: four digits');
const listSchema = z.object({ municipality: z.string().trim().max(20).optional() });

/** What issuing would do, and what one municipality would get. */
@ApiExcludeController()
@Controller('campaigns/:slug/dry-run')
@Roles('case-handler')
export class DryRunController {
  constructor(
    private readonly pages: ConsolePages,
    private readonly campaigns: CampaignReadModel,
    private readonly dryRun: DryRunCampaign,
    private readonly sampleCase: SampleCase,
  ) {}

  @Get()
  async show(
    @Param('slug') slug: string,
    @Query({ schema: listSchema }) { municipality }: z.output<typeof listSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { language, roles } = signedIn.person;
    const text = setUpTexts[language];
    const campaign = await this.campaigns.bySlug(slug);
    const { timeZone } = campaign.definition;
    const { integer, instant, day } = pageFormats(language, timeZone);
    const run = await this.dryRun.execute(slug);
    const wanted = municipality ?? run.recipients[0]?.number;
    const sample = wanted === undefined ? null : await this.#sample(slug, wanted);
    const unknown = wanted !== undefined && sample === null;
    this.pages.show(request, response, {
      view: 'set-up/dry-run',
      title: text.dryRun.title,
      signedIn,
      section: 'set-up',
      campaign: pageCampaign(campaign, language),
      errors: unknown ? { municipality: text.dryRun.notRecipient } : {},
      values: {
        text,
        path: `/campaigns/${slug}/dry-run`,
        setUpHref: `/campaigns/${slug}/set-up`,
        mayIssue: permits(roles, ['approver']) && run.faults.length === 0 && campaign.state === 'DRAFT',
        faults: run.faults.map((fault) => shownFault(fault, language, text.newCampaign.place)),
        figures: [
          [text.dryRun.recipients, integer(run.base.municipalities)],
          [text.dryRun.population, integer(run.base.population)],
          [text.dryRun.byLanguage, text.dryRun.byLanguageOf(integer(run.byLanguage.nb), integer(run.byLanguage.nn))],
          [text.dryRun.copies, integer(run.copies.length)],
          [text.dryRun.deadline, day(atLocalTime(run.deadlineOn, '12:00', timeZone))],
        ],
        reminders: run.reminders.map((slot) => ({ ...slot, sendAt: instant(new Date(slot.sendAt)) })),
        dropped: run.remindersDropped.map(({ slot, reason }) => ({
          slot,
          reason: text.dryRun.droppedBecause[reason] ?? reason,
        })),
        excluded: run.excluded,
        recipients: run.recipients.map((row) => ({ ...row, population: integer(row.population) })),
        choices: run.recipients.map(({ number, name }) => ({ value: number, label: `${name} (${number})` })),
        wanted,
        sample,
      },
    });
  }

  @Get('form/:number')
  async form(
    @Param('slug') slug: string,
    @Param('number', { schema: numberSchema }) number: string,
    @Res() response: Response,
  ): Promise<void> {
    sendPageFile(response, { ...(await this.sampleCase.form(slug, number)), mediaType: 'application/pdf' });
  }

  /** Null where it is none of the recipients. */
  async #sample(slug: string, number: string): Promise<SampleLetters | null> {
    try {
      return await this.sampleCase.letters(slug, number);
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'NOT_A_RECIPIENT') return null;
      throw error;
    }
  }
}
