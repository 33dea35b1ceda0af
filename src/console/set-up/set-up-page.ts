import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type Campaign, CampaignReadModel } from '../../campaigns/index.js';
import { permits, type SignedIn } from '../../identity/index.js';
import { DryRunCampaign, IssuingResultReadModel, PreviewClosing } from '../../issuing/index.js';
import { pageFormats } from '../../platform/pages/index.js';
import { ConsolePages } from '../frame/console-pages.js';
import { pageCampaign } from '../frame/page-campaign.js';
import { campaignFacts, planRows, writtenTexts } from './campaign-facts.js';
import { setUpTexts } from './texts/set-up-texts-of-language.js';

/** What somebody did before the page is shown, and what was wrong with it. */
export interface SetUpNotice {
  readonly done?: string | null;
  readonly typed?: { readonly confirmIssue?: string; readonly confirmClose?: string };
  readonly errors?: Readonly<Record<string, string>>;
  readonly status?: number;
}

/** A campaign's set-up with what can be done about it now. */
@Injectable()
export class SetUpPage {
  constructor(
    private readonly pages: ConsolePages,
    private readonly campaigns: CampaignReadModel,
    private readonly dryRun: DryRunCampaign,
    private readonly issuingResults: IssuingResultReadModel,
    private readonly previewClosing: PreviewClosing,
  ) {}

  async show(
    request: Request,
    response: Response,
    signedIn: SignedIn,
    slug: string,
    notice: SetUpNotice,
  ): Promise<void> {
    const { language, roles } = signedIn.person;
    const text = setUpTexts[language];
    const { integer } = pageFormats(language);
    const campaign = await this.campaigns.bySlug(slug);
    const { definition, state } = campaign;
    const progress = state === 'DRAFT' ? null : await this.issuingResults.progress(slug);
    const issuable = state === 'DRAFT' || (state === 'RUNNING' && (progress?.failed.length ?? 0) > 0);
    this.pages.show(request, response, {
      view: 'set-up/set-up',
      title: `${text.title}: ${definition.title[language === 'nn' ? 'nn' : 'nb']}`,
      signedIn,
      section: 'set-up',
      campaign: pageCampaign(campaign, language),
      done: notice.done ?? null,
      errors: notice.errors ?? {},
      ...(notice.status === undefined ? {} : { status: notice.status }),
      values: {
        text,
        slug,
        path: `/campaigns/${slug}/set-up`,
        dryRunHref: permits(roles, ['case-handler']) ? `/campaigns/${slug}/dry-run` : null,
        version: campaign.version,
        state,
        facts: campaignFacts(campaign, language),
        progress:
          progress === null
            ? null
            : {
                words: text.progress.of(integer(progress.issued), integer(definition.recipients.expect.municipalities)),
                failed: progress.failed,
              },
        plan: planRows(definition.reminderPlan, text),
        outside: text.recipients.outside(definition.recipients.outsideHealthRegions.join(', ')),
        exceptions: definition.recipients.exceptions,
        written: writtenTexts(definition, text),
        issue: issuable ? await this.#issuing(campaign, signedIn, integer) : null,
        mayIssue: permits(roles, ['approver']),
        closing: await this.#closing(campaign, signedIn, integer),
        typed: { confirmIssue: '', confirmClose: '', ...notice.typed },
      },
    });
  }

  async #issuing(
    { slug, state }: Campaign,
    { person: { language } }: SignedIn,
    integer: (figure: number) => string,
  ): Promise<{ readonly ready: boolean; readonly effect: string; readonly again: boolean }> {
    const { base, copies, faults } = await this.dryRun.execute(slug);
    return {
      ready: faults.length === 0,
      effect: setUpTexts[language].issue.effect(
        integer(base.municipalities),
        integer(copies.length),
        integer(base.population),
      ),
      again: state !== 'DRAFT',
    };
  }

  async #closing(
    { slug, state }: Campaign,
    { person: { language, roles } }: SignedIn,
    integer: (figure: number) => string,
  ): Promise<{ readonly effect: string; readonly returns: string } | null> {
    if (state !== 'RUNNING' || !permits(roles, ['admin'])) return null;
    const { reminders, letters, returns } = await this.previewClosing.execute(slug);
    const text = setUpTexts[language].close;
    return { effect: text.effect(integer(reminders), integer(letters)), returns: text.returns(integer(returns)) };
  }
}
