import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CampaignReadModel } from '../../campaigns/index.js';
import { CurrentSession, permits, Roles, type SignedIn } from '../../identity/index.js';
import { pageFormats } from '../../platform/pages/index.js';
import { ShareDrawings } from '../../reporting/index.js';
import { ConsolePages } from '../frame/console-pages.js';
import { campaignName, campaignSlug } from './campaign-address.js';
import { lateFigures, mailFigures, shareFigures, statusFigures, waitingFigures } from './overview-figures.js';
import { ReadSituation } from './read-situation.js';
import { overviewTexts } from './texts/overview-texts-of-language.js';

/** Where a campaign stands: every figure opens the rows behind it. */
@ApiExcludeController()
@Controller('campaigns/:slug')
@Roles('reader')
export class CampaignOverviewController {
  readonly #drawings = new ShareDrawings();

  constructor(
    private readonly pages: ConsolePages,
    private readonly campaigns: CampaignReadModel,
    private readonly situations: ReadSituation,
  ) {}

  @Get()
  async show(
    @Param('slug', { schema: campaignSlug }) slug: string,
    @CurrentSession() signedIn: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { language, roles } = signedIn.person;
    const text = overviewTexts[language].overview;
    const campaign = await this.campaigns.bySlug(slug);
    const situation = await this.situations.execute(campaign);
    const { now, standing, steps, mailbox } = situation;
    const formats = pageFormats(language, campaign.definition.timeZone);
    const fetchedAt = mailbox?.fetchedAt ?? null;
    const look = fetchedAt === null ? null : formats.instant(fetchedAt);
    const name = campaignName(campaign, language);
    const place = { path: `/campaigns/${slug}`, text, formats };
    this.pages.show(request, response, {
      view: 'overview/campaign',
      title: name,
      signedIn,
      section: 'overview',
      styles: ['console/overview/overview.css'],
      campaign: { slug, name },
      values: {
        text,
        isReplay: campaign.simulated,
        issued: standing.base.declarations > 0,
        setUpHref: permits(roles, ['approver']) ? `/campaigns/${slug}/set-up` : null,
        reportHref: `/campaigns/${slug}/report.pdf`,
        asOf: text.asOf(formats.instant(now)),
        base: text.base(formats.integer(standing.base.declarations), formats.integer(standing.base.population)),
        state: overviewTexts[language].campaigns.states[campaign.state],
        shares: shareFigures(situation, place),
        statuses: statusFigures(situation, place, language),
        waiting: waitingFigures(situation, place),
        late: lateFigures(situation, place),
        mail: mailFigures(situation, place),
        mailbox: mailbox === null ? text.noMailbox : look === null ? text.neverRead : text.lastRead(look),
        standstill: mailbox !== null && mailbox.standstill !== null ? text.standstill : null,
        chart: standing.base.declarations > 0 ? this.#drawings.chart(campaign, now, steps, language) : null,
      },
    });
  }
}
