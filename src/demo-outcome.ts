import { AuditChainReadModel, verifyAuditChain } from './audit/index.js';
import { IssuingResultReadModel } from './issuing/index.js';
import { LetterReadModel } from './letters/index.js';
import { MailboxReadModel } from './mailbox/index.js';
import { isoWithOffset } from './platform/calendar/index.js';
import { ReminderReadModel } from './reminders/index.js';
import { reportAsText, ShareReports } from './reporting/index.js';
import type { ReplaySummary, Scenario } from './replay/index.js';
import { ReturnReadModel } from './returns/index.js';
import type { RunningService } from './service.js';

/** What a replay came to, all read from the service's own records. */
export interface DemoOutcome {
  readonly seed: string;
  readonly issued: number;
  readonly base: { readonly municipalities: number; readonly population: number };
  readonly at: readonly DemoFigures[];
  readonly letters: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly reminders: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly messages: Readonly<Record<string, number>>;
  readonly returns: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly refusedAtTheDoor: Readonly<Record<string, number>>;
  readonly auditEvents: number;
  readonly auditHead: string;
  readonly notice: string;
  /** The report at the end, for people. */
  readonly text: string;
}

export interface DemoFigures {
  readonly time: string;
  readonly acceptedShare: string;
  readonly acceptedMunicipalities: number;
  readonly acceptedPopulation: number;
  readonly forecastShare: string;
  readonly forecastPopulation: number;
  readonly inReviewMunicipalities: number;
  readonly thresholdReached: boolean;
}

export interface DemoOutcomeInput {
  readonly service: RunningService;
  readonly slug: string;
  readonly scenario: Scenario;
  readonly summary: ReplaySummary;
  readonly readAt: readonly Date[];
  readonly until: Date;
}

export async function demoOutcome(input: DemoOutcomeInput): Promise<DemoOutcome> {
  const { service, slug, scenario, summary, until } = input;
  const get = <T>(type: abstract new (...parameters: never[]) => T): T => service.app.get(type, { strict: false });
  const reports = get(ShareReports);
  const instants = [...input.readAt.filter((instant) => instant < until), until];
  const figures = await Promise.all(
    instants.map(async (instant): Promise<DemoFigures> => {
      const report = await reports.at(slug, instant);
      return {
        time: isoWithOffset(instant),
        acceptedShare: report.categories.ACCEPTED.share,
        acceptedMunicipalities: report.categories.ACCEPTED.declarations,
        acceptedPopulation: report.categories.ACCEPTED.population,
        forecastShare: report.forecast.share,
        forecastPopulation: report.forecast.population,
        inReviewMunicipalities: report.categories.IN_REVIEW.declarations,
        thresholdReached: report.threshold.reached,
      };
    }),
  );
  const last = await reports.at(slug, until);
  const names = await reports.names(slug);
  const { issued } = await get(IssuingResultReadModel).progress(slug);
  await service.auditChain.execute();
  const verdict = await verifyAuditChain(get(AuditChainReadModel).sealedEvents());
  if (verdict.fault !== null) throw new Error(`The audit chain does not verify: ${verdict.fault.message}`);
  return {
    seed: scenario.seed,
    issued,
    base: last.base,
    at: figures,
    letters: await get(LetterReadModel).counts(slug),
    reminders: await get(ReminderReadModel).counts(slug),
    messages: await get(MailboxReadModel).counts(slug),
    returns: await get(ReturnReadModel).counts(slug),
    refusedAtTheDoor: summary.refusedAtTheDoor,
    auditEvents: verdict.events,
    auditHead: verdict.head,
    notice: scenario.summary.notice.en,
    text: reportAsText(last, (number) => names.get(number) ?? number),
  };
}

/** The same for a person at a terminal. */
export function demoText(outcome: DemoOutcome, seconds: number): string {
  return [
    '',
    outcome.notice,
    '',
    ...table(
      ['as of', 'signed', 'municipalities', 'forecast', 'threshold'],
      outcome.at.map((row) => [
        row.time,
        `${row.acceptedShare} %`,
        `${row.acceptedMunicipalities} of ${outcome.base.municipalities}`,
        `${row.forecastShare} %`,
        row.thresholdReached ? 'reached' : 'not reached',
      ]),
    ),
    '',
    ...countTable('letters', outcome.letters),
    '',
    ...countTable('reminders', outcome.reminders),
    '',
    ...table(
      ['returns', 'why', 'number'],
      Object.entries(outcome.returns).flatMap(([state, reasons]) =>
        Object.entries(reasons).map(([reason, count]) => [inWords(state), inWords(reason), String(count)]),
      ),
    ),
    '',
    `Messages taken in: ${Object.entries(outcome.messages)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', ')}`,
    `Audit chain: ${outcome.auditEvents} events, head ${outcome.auditHead}`,
    `Took ${seconds.toFixed(1)} s`,
    '',
    outcome.text.trimEnd(),
  ].join('\n');
}

function countTable(title: string, counts: Readonly<Record<string, Readonly<Record<string, number>>>>): string[] {
  const columns = [...new Set(Object.values(counts).flatMap((row) => Object.keys(row)))].toSorted();
  return table(
    [title, ...columns.map((column) => column.toLowerCase().replaceAll('_', ' '))],
    Object.entries(counts).map(([name, row]) => [inWords(name), ...columns.map((column) => String(row[column] ?? ''))]),
  );
}

function inWords(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((cell, index) => Math.max(cell.length, ...rows.map((row) => (row[index] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ');
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)];
}
