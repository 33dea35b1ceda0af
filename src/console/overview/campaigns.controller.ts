import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Campaign, CampaignReadModel } from '../../campaigns/index.js';
import { CurrentSession, permits, Roles, type SignedIn } from '../../identity/index.js';
import { startOfDay } from '../../platform/calendar/index.js';
import { percentHundredths } from '../../platform/figures/index.js';
import { pageFormats, type PageLanguage } from '../../platform/pages/index.js';
import { type CampaignStanding, StandingsReadModel } from '../../reporting/index.js';
import { ConsolePages } from '../frame/console-pages.js';
import { campaignName } from './campaign-address.js';
import { overviewTexts } from './texts/overview-texts-of-language.js';

/** All campaigns, and where a log-in leads. */
@ApiExcludeController()
@Controller()
@Roles('reader')
export class CampaignsController {
  constructor(
    private readonly pages: ConsolePages,
    private readonly campaigns: CampaignReadModel,
    private readonly standings: StandingsReadModel,
  ) {}

  /** Who has nowhere else to go finds the only campaign there is, or else the list. */
  @Get('start')
  async start(@Res() response: Response): Promise<void> {
    const [only, ...others] = await this.campaigns.list();
    const to = only !== undefined && others.length === 0 ? `/campaigns/${only.slug}` : '/campaigns';
    response.set('Cache-Control', 'no-store').redirect(303, to);
  }

  @Get('campaigns')
  async list(@CurrentSession() signedIn: SignedIn, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { language, roles } = signedIn.person;
    const text = overviewTexts[language].campaigns;
    const campaigns = (await this.campaigns.list()).toReversed();
    const standings = await this.standings.of(campaigns);
    this.pages.show(request, response, {
      view: 'overview/campaigns',
      title: text.title,
      signedIn,
      section: 'campaigns',
      values: {
        text,
        rows: campaigns.map((campaign) => rowOf(campaign, standings.get(campaign.id)!, language)),
        newHref: permits(roles, ['admin']) ? '/campaigns/new' : null,
      },
    });
  }
}

function rowOf(campaign: Campaign, { base, categories, threshold }: CampaignStanding, language: PageLanguage): object {
  const { deadlineOn, timeZone } = campaign.definition;
  const text = overviewTexts[language].campaigns;
  const formats = pageFormats(language, timeZone);
  const share = (people: number): string =>
    base.population === 0 ? '–' : formats.percent(percentHundredths(people, base.population));
  return {
    href: `/campaigns/${campaign.slug}`,
    name: campaignName(campaign, language),
    isReplay: campaign.simulated,
    state: text.states[campaign.state],
    municipalities: formats.integer(base.declarations),
    signed: share(categories.ACCEPTED.population),
    target: `${threshold.numerator}/${threshold.denominator}`,
    reached: base.population === 0 ? null : threshold.reached ? text.reached : text.notReached,
    deadline: formats.day(startOfDay(deadlineOn, timeZone)),
  };
}
