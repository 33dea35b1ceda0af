import type { Campaign, CampaignDefinition, DocumentText, WrittenLanguage } from '../../campaigns/index.js';
import { atLocalTime } from '../../platform/calendar/index.js';
import { pageFormats, type PageLanguage } from '../../platform/pages/index.js';
import type { SetUpTexts } from './texts/set-up-texts.js';
import { setUpTexts } from './texts/set-up-texts-of-language.js';

type Row = readonly [string, string];

/** What a campaign is called, and what it is. */
export function campaignFacts(campaign: Campaign, language: PageLanguage): readonly Row[] {
  const { definition } = campaign;
  const { facts, state, states } = setUpTexts[language];
  const { instant, integer, day } = pageFormats(language, definition.timeZone);
  const own = language === 'nn' ? 'nn' : 'nb';
  const dayOf = (localDay: string): string => day(atLocalTime(localDay, '12:00', definition.timeZone));
  const { threshold, recipients, sendingWindow } = definition;
  const { municipalities, population } = recipients.expect;
  const when = (at: Date | null): string | null => (at === null ? null : instant(at));
  const rows: (readonly [string, string | null])[] = [
    [state, states[campaign.state]],
    [facts.code, definition.code],
    [facts.owner, definition.owner.name[own]],
    [facts.sender, `${definition.sender.name} <${definition.sender.address}>`],
    [facts.mailbox, definition.mailbox.address],
    [facts.operators, definition.operators.join(', ')],
    [facts.issueOn, dayOf(definition.issueOn)],
    [facts.deadlineOn, dayOf(definition.deadlineOn)],
    [facts.extendedDeadlineOn, dayOf(definition.extendedDeadlineOn)],
    [facts.threshold, facts.thresholdOf(integer(threshold.numerator), integer(threshold.denominator))],
    [facts.base, facts.baseOf(integer(municipalities), integer(population))],
    [
      facts.window,
      `${facts.windowOf(sendingWindow.from, sendingWindow.to)}${sendingWindow.workingDaysOnly ? facts.workingDays : ''}`,
    ],
    [facts.copies, copiesOf(definition) ?? facts.noCopies],
    [facts.imported, when(campaign.importedAt)],
    [facts.issued, when(campaign.issuedAt)],
    [facts.closed, when(campaign.closedAt)],
  ];
  return rows.filter((row): row is Row => row[1] !== null);
}

/** The reminder plan in words, one row each. */
export function planRows(plan: CampaignDefinition['reminderPlan'], text: SetUpTexts): readonly Row[] {
  return plan.map(({ periodOfAtLeastDays, remind }) => [
    text.plan.days(periodOfAtLeastDays),
    remind === 'at-once' ? text.plan.atOnce : text.plan.before(remind.join(', ')),
  ]);
}

/** Everything that municipalities will read, in both language forms. */
export function writtenTexts(definition: CampaignDefinition, text: SetUpTexts): readonly object[] {
  return (['nb', 'nn'] as const).map((language: WrittenLanguage) => ({
    language,
    name: text.texts[language],
    title: definition.title[language],
    subject: definition.texts.invitation.subject[language],
    paragraphs: definition.texts.invitation.paragraphs[language],
    form: documentOf(definition.form[language]),
    enclosures: definition.enclosures.map((enclosure) => ({
      fileName: enclosure.fileName[language],
      ...documentOf(enclosure.text[language]),
    })),
    events: definition.events.map(({ title, description, url }) => ({
      title: title[language],
      description: description[language],
      url,
    })),
  }));
}

function documentOf({ title, subtitle, sections }: DocumentText): object {
  return {
    title,
    subtitle: subtitle ?? null,
    sections: sections.map(({ heading, paragraphs, items }) => ({
      heading: heading ?? null,
      paragraphs,
      items: items ?? [],
    })),
  };
}

function copiesOf({ copies }: CampaignDefinition): string | null {
  if (copies.length === 0) return null;
  return copies.map((copy) => (copy.kind === 'organisation' ? copy.name : copy.healthRegions.join(', '))).join(', ');
}
