import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { type Campaign, CampaignReadModel } from '../../campaigns/index.js';
import { actorName, actorOfPerson, CurrentSession, permits, Roles, type SignedIn } from '../../identity/index.js';
import { ServiceError } from '../../platform/errors/index.js';
import { LANGUAGE_NAMES, PAGE_LANGUAGES } from '../../platform/pages/index.js';
import { IssueSteeringReport, MakeSteeringReport, SteeringReportReadModel } from '../../reporting/index.js';
import { ConsolePages } from '../frame/console-pages.js';
import { pageCampaign } from '../frame/page-campaign.js';
import { newOnce, ONCE_FIELD, SubmitOnce } from '../frame/submit-once.js';
import { chosenInstant } from './chosen-instant.js';
import { reportHref, reportRow, sinceChoices } from './report-rows.js';
import { type ReportsTexts, reportsTexts } from './texts/reports-texts.js';

const slugSchema = z.string().regex(/^[a-z][a-z0-9-]{0,99}$/);
const typed = z.string().trim().max(20).catch('');
const since = z.union([z.iso.datetime(), z.literal('')]).catch('');
const chosenSchema = z.object({
  day: typed,
  time: typed,
  since,
  language: z.enum(PAGE_LANGUAGES).optional().catch(undefined),
  chosen: z.literal('1').optional().catch(undefined),
  done: z.literal('issued').optional().catch(undefined),
});
const issueSchema = z.object({
  at: z.iso.datetime(),
  since,
  language: z.enum(PAGE_LANGUAGES),
  [ONCE_FIELD]: z.uuid(),
});

type Chosen = z.output<typeof chosenSchema>;

/** What `MakeSteeringReport` refuses, where a person can mend it. */
const FAULTS: Readonly<Record<string, { readonly field: string; readonly words: keyof ReportsTexts }>> = {
  REPORT_IN_FUTURE: { field: 'day', words: 'inFuture' },
  REPORT_SINCE_NOT_BEFORE: { field: 'form', words: 'sinceNotBefore' },
  REPORT_ISSUED_OTHERWISE: { field: 'form', words: 'issuedOtherwise' },
  SHARE_BASE_EMPTY: { field: 'form', words: 'nothingIssued' },
};

/** Shown on the page: more than a campaign's steering group will ever get. */
const MOST_REPORTS = 500;

/** Steering reports: one is chosen, looked at and given out; those that were given out are listed. */
@ApiExcludeController()
@Controller('campaigns/:slug/reports')
@Roles('reader')
export class SteeringReportsPageController {
  constructor(
    private readonly pages: ConsolePages,
    private readonly campaigns: CampaignReadModel,
    private readonly reports: SteeringReportReadModel,
    private readonly makeReport: MakeSteeringReport,
    private readonly issueReport: IssueSteeringReport,
    private readonly once: SubmitOnce,
  ) {}

  @Get()
  async show(
    @Param('slug', { schema: slugSchema }) slug: string,
    @Query({ schema: chosenSchema }) chosen: Chosen,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.#show(request, response, signedIn, await this.campaigns.bySlug(slug), chosen);
  }

  @Post('issue')
  @Roles('case-handler')
  async issue(
    @Param('slug', { schema: slugSchema }) slug: string,
    @Body({ schema: issueSchema }) body: z.output<typeof issueSchema>,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const campaign = await this.campaigns.bySlug(slug);
    const wanted = {
      slug,
      at: new Date(body.at),
      since: body.since === '' ? undefined : new Date(body.since),
      language: body.language,
    };
    try {
      const to = await this.once.execute(request, body[ONCE_FIELD], async () => {
        await this.issueReport.execute(wanted, actorName(actorOfPerson(signedIn.person)));
        return `/campaigns/${slug}/reports?done=issued`;
      });
      response.redirect(303, to);
    } catch (error) {
      const errors = faultsOf(error, reportsTexts[signedIn.person.language]);
      const chosen = { day: '', time: '', since: body.since, language: body.language };
      await this.#show(request, response, signedIn, campaign, chosen, errors);
    }
  }

  async #show(
    request: Request,
    response: Response,
    signedIn: SignedIn,
    campaign: Campaign,
    chosen: Chosen,
    refused: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const { language, roles } = signedIn.person;
    const { slug } = campaign;
    const text = reportsTexts[language];
    const issued = await this.reports.list(campaign.id, undefined, MOST_REPORTS);
    const wanted = chosen.chosen === undefined ? null : await this.#wanted(campaign, chosen, language);
    const errors = { ...refused, ...wanted?.errors };
    this.pages.show(request, response, {
      view: 'steering-report/reports',
      styles: ['console/steering-report/reports.css'],
      title: text.title,
      signedIn,
      section: 'reports',
      campaign: pageCampaign(campaign, language),
      done: chosen.done === undefined ? null : text.done,
      errors,
      values: {
        text,
        path: `/campaigns/${slug}/reports`,
        typed: chosen,
        chosenLanguage: chosen.language ?? language,
        languageChoices: PAGE_LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
        sinceChoices: sinceChoices(issued, campaign, language),
        wanted: wanted?.report ?? null,
        mayIssue: permits(roles, ['case-handler']),
        once: newOnce(),
        issued: issued.map((report) => reportRow(report, campaign, language)),
      },
    });
  }

  /** The report that was asked for, or what is wrong with the question. */
  async #wanted(
    campaign: Campaign,
    chosen: Chosen,
    language: SignedIn['person']['language'],
  ): Promise<{ readonly report?: object; readonly errors?: Readonly<Record<string, string>> }> {
    const text = reportsTexts[language];
    const { slug, definition } = campaign;
    const instant = chosenInstant(chosen, definition.timeZone);
    if (instant.kind === 'fault') return { errors: { [instant.field]: text[instant.fault] } };
    const wanted = {
      slug,
      at: instant.at,
      since: chosen.since === '' ? undefined : new Date(chosen.since),
      language: chosen.language ?? language,
    };
    try {
      const made = await this.makeReport.execute(wanted);
      const { asOf, language: written } = made;
      return {
        report: {
          ...reportRow(made, campaign, language),
          at: asOf.toISOString(),
          since: made.since?.toISOString() ?? '',
          languageCode: written,
          isGivenOut: made.issued,
          href: reportHref(slug, made),
        },
      };
    } catch (error) {
      return { errors: faultsOf(error, text) };
    }
  }
}

function faultsOf(error: unknown, text: ReportsTexts): Record<string, string> {
  const fault = error instanceof ServiceError ? FAULTS[error.code] : undefined;
  const words = fault === undefined ? undefined : text[fault.words];
  if (fault === undefined || typeof words !== 'string') throw error;
  return { [fault.field]: words };
}
