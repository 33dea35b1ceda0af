import type { Campaign } from '../../campaigns/index.js';
import { LANGUAGE_NAMES, pageFormats, type PageLanguage } from '../../platform/pages/index.js';
import type { IssuedSteeringReport } from '../../reporting/index.js';
import { actorWords } from '../declaration/case-words.js';
import { caseTexts } from '../declaration/texts/case-texts-of-language.js';
import { reportsTexts } from './texts/reports-texts.js';

type Report = Pick<IssuedSteeringReport, 'asOf' | 'since' | 'language' | 'sha256'> &
  Partial<Pick<IssuedSteeringReport, 'issuedAt' | 'issuedBy'>>;

/** A report as a reader sees it in the list, or above it when it was chosen. */
export function reportRow(report: Report, { slug, definition }: Campaign, language: PageLanguage) {
  const text = reportsTexts[language];
  const { instant } = pageFormats(language, definition.timeZone);
  const { asOf, since, issuedAt, issuedBy } = report;
  return {
    href: reportHref(slug, report),
    asOf: instant(asOf),
    heading: text.chosen(instant(asOf)),
    changes: since === null ? text.changesFromStart : text.changesSince(instant(since)),
    since: since === null ? text.fromStart : instant(since),
    language: LANGUAGE_NAMES[report.language],
    sha256: report.sha256,
    givenOut: issuedAt === undefined ? '' : instant(issuedAt),
    by: issuedBy === undefined ? '' : actorWords(issuedBy, caseTexts[language]),
  };
}

/** The bytes of that report: an issued one is found by its instant and language alone. */
export function reportHref(
  slug: string,
  { asOf, since, language }: Pick<Report, 'asOf' | 'since' | 'language'>,
): string {
  const query = new URLSearchParams({ at: asOf.toISOString(), language });
  if (since !== null) query.set('since', since.toISOString());
  return `/campaigns/${slug}/report.pdf?${query.toString()}`;
}

/** What changes may be told from: the report before, or any instant of one that was given out. */
export function sinceChoices(
  issued: readonly IssuedSteeringReport[],
  { definition }: Campaign,
  language: PageLanguage,
): { readonly value: string; readonly label: string }[] {
  const { instant } = pageFormats(language, definition.timeZone);
  const instants = [...new Set(issued.map(({ asOf }) => asOf.toISOString()))];
  return [
    { value: '', label: reportsTexts[language].sincePrevious },
    ...instants.map((value) => ({ value, label: instant(new Date(value)) })),
  ];
}
