import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CampaignReadModel, type Campaign } from '../campaigns/index.js';
import { DeclarationReadModel, type DeclarationView } from '../declarations/index.js';
import { Public } from '../identity/index.js';
import { formatDate, formatInstant } from '../platform/calendar/index.js';
import { MailboxHealth } from '../mailbox/index.js';
import { Clock } from '../platform/clock/index.js';
import { PageRenderer } from '../platform/pages/index.js';
import { categorise, type ShareCategory, type ShareReport, ShareReports } from '../reporting/index.js';
import { CONSOLE_OPTIONS, type ConsoleOptions } from './console-options.js';

const LABELS: Readonly<Record<ShareCategory, string>> = {
  ACCEPTED: 'Signert',
  IN_REVIEW: 'Mottatt, til kontroll',
  ADOPTED_NOT_RECEIVED: 'Vedtatt, ikke mottatt',
  DECLINED: 'Vedtatt å ikke slutte seg til',
  POSTPONED: 'Utsatt',
  SILENT: 'Ikke svart',
};

const count = new Intl.NumberFormat('nb-NO');

/** The first page: where the campaign stands, for anybody. No address and no name of a person is on it. */
@ApiExcludeController()
@Controller()
export class OverviewController {
  readonly #pages = new PageRenderer('console');

  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly declarations: DeclarationReadModel,
    private readonly reports: ShareReports,
    private readonly mailboxHealth: MailboxHealth,
    private readonly clock: Clock,
    @Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions,
  ) {}

  @Public()
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  async overview(): Promise<string> {
    const issued = (await this.campaigns.list()).findLast(
      (campaign) => campaign.state === 'RUNNING' || campaign.state === 'CLOSED',
    );
    const common = {
      language: 'nb' as const,
      size: 'sm' as const,
      footer: [
        { label: 'API', href: '/api/docs' },
        ...(this.options.showsCapturedMail ? [{ label: 'Fanget e-post', href: '/captured-mail' }] : []),
      ],
      standstill: await this.#standstill(),
    };
    if (issued === undefined) {
      const heading = 'Ingen kampanje ennå';
      return this.#pages.render('overview', { ...common, title: heading, heading, simulated: false, report: null });
    }
    const now = this.clock.now();
    const report = await this.reports.at(issued.slug, now);
    const rows = await this.#rows(issued);
    const heading = issued.definition.title.nb;
    return this.#pages.render('overview', {
      ...common,
      title: `${heading}: ${report.categories.ACCEPTED.share} %`,
      heading,
      simulated: issued.simulated,
      report,
      asOf: formatInstant(now, 'nb'),
      base: `${count.format(report.base.municipalities)} kommuner med ${count.format(report.base.population)} innbyggere`,
      figures: figures(report),
      rows,
    });
  }

  /** For anybody: what the mail server said is for the log. */
  async #standstill(): Promise<string | null> {
    const standstill = await this.mailboxHealth.standstill();
    if (standstill === null) return null;
    return standstill.fetchedAt === null
      ? 'E-post hentes ikke: postkassen er ikke lest ennå.'
      : `E-post hentes ikke. Postkassen ble sist lest ${formatInstant(standstill.fetchedAt, 'nb')}.`;
  }

  async #rows(campaign: Campaign): Promise<object[]> {
    const rows: object[] = [];
    let afterNumber: string | undefined;
    for (;;) {
      const page = await this.declarations.list({ campaignSlug: campaign.slug, afterNumber, limit: 500 });
      rows.push(...page.map(asRow));
      afterNumber = page.at(-1)?.municipalityNumber;
      if (page.length < 500) return rows;
    }
  }
}

function asRow(declaration: DeclarationView): object {
  const category = categorise({
    returnState: declaration.returnState,
    resolution: declaration.resolution?.outcome ?? null,
    withdrawn: declaration.withdrawnAt !== null,
  });
  return {
    number: declaration.municipalityNumber,
    name: declaration.recipientName,
    population: count.format(declaration.population),
    status: LABELS[category],
    dueOn: formatDate(declaration.dueOn),
  };
}

function figures(report: ShareReport): { label: string; value: string; detail: string }[] {
  const percent = (share: string): string => `${share.replace('.', ',')} %`;
  const portion = (label: string, category: ShareCategory): { label: string; value: string; detail: string } => ({
    label,
    value: percent(report.categories[category].share),
    detail: `${count.format(report.categories[category].declarations)} kommuner, ${count.format(report.categories[category].population)} innbyggere`,
  });
  return [
    portion(LABELS.ACCEPTED, 'ACCEPTED'),
    {
      label: 'Prognose: signert og vedtatt',
      value: percent(report.forecast.share),
      detail: `${count.format(report.forecast.population)} innbyggere`,
    },
    {
      label: `Mål: ${report.threshold.numerator}/${report.threshold.denominator} av innbyggerne`,
      value: report.threshold.reached ? 'Nådd' : 'Ikke nådd',
      detail: report.threshold.reached
        ? `${count.format(report.threshold.population)} innbyggere kreves`
        : `${count.format(report.threshold.missing)} innbyggere mangler`,
    },
    portion(LABELS.IN_REVIEW, 'IN_REVIEW'),
    portion(LABELS.ADOPTED_NOT_RECEIVED, 'ADOPTED_NOT_RECEIVED'),
    portion(LABELS.SILENT, 'SILENT'),
  ];
}
