import { colour, contentWidth, type DocumentWriter, page, type TextStyle, textStyles } from '../../form/index.js';
import { startOfDay } from '../../platform/calendar/index.js';
import { CHANGE_KINDS, type ReportedChange } from './changes.policy.js';
import { shortName } from './short-name.js';
import { tableColumns, tableHeight, writeTable } from './report-table.js';
import type { ReportInWords } from './steering-report-facts.js';

const groupHeading: TextStyle = { font: 'semibold', size: 9.5, colour: colour.heading };
const groupNames: TextStyle = { font: 'regular', size: 8.2, colour: colour.ink, lineGap: 1.2 };
/** Room for the heading of the section, and for the line that names the attachment. */
const headingRoom = 34;
const attachedRoom = 24;

/**
 * What has changed, on one page at most: each municipality a row while they fit; else by kind with the names one after
 * another; else the largest of each kind by name and the others counted. The attachment has them all.
 */
export function writeChanges(writer: DocumentWriter, report: ReportInWords): void {
  const { facts, text, formats } = report;
  const heading = text.changes(facts.since === null ? null : formats.instant(facts.since));
  if (facts.changes.length === 0) {
    writer.heading(heading);
    writer.block('P', text.noChanges, textStyles.body, 0);
    return;
  }
  const columns = tableColumns(text.changeColumns, [150, 68, 158], [1]);
  const rows = facts.changes.map((change) => rowOf(change, report));
  const height = tableHeight(writer, columns, rows) + headingRoom + attachedRoom;
  const { textBottom } = writer.frame;
  if (writer.y + height > textBottom) writer.doc.addPage();
  writer.heading(heading);
  if (writer.y + height - headingRoom <= textBottom) writeTable(writer, columns, rows);
  else writeGroups(writer, report, textBottom - attachedRoom);
  writer.y += 6;
  writer.block('P', text.attached(text.attachment.fileName), textStyles.small, 0);
}

function rowOf(
  { kind, name, population, dueOn, at }: ReportedChange,
  { facts, text, formats }: ReportInWords,
): string[] {
  const change = text.kinds[kind];
  const { timeZone } = facts.campaign;
  return [
    shortName(name),
    formats.integer(population),
    dueOn === null ? change : text.newDeadline(change, formats.day(startOfDay(dueOn, timeZone))),
    at === null ? '' : formats.instant(at),
  ];
}

function writeGroups(writer: DocumentWriter, { facts, text, formats }: ReportInWords, bottom: number): void {
  const groups = CHANGE_KINDS.map((kind) => facts.changes.filter((change) => change.kind === kind)).filter(
    (group) => group.length > 0,
  );
  const named = (group: readonly ReportedChange[], most: number): string => {
    const names = group.slice(0, most).map(({ name }) => shortName(name));
    const others = group.slice(most);
    if (others.length === 0) return `${names.join(', ')}.`;
    const people = others.reduce((sum, { population }) => sum + population, 0);
    return `${names.join(', ')}, ${text.more(others.length, formats.integer(people))}.`;
  };
  const headingOf = (group: readonly ReportedChange[]): string => {
    const people = group.reduce((sum, { population }) => sum + population, 0);
    return text.group(text.kinds[group[0]!.kind], group.length, formats.integer(people));
  };
  const height = (most: number): number =>
    groups.reduce(
      (sum, group) =>
        sum +
        writer.heightOf(headingOf(group), contentWidth, groupHeading) +
        writer.heightOf(named(group, most), contentWidth, groupNames) +
        10,
      0,
    );
  let most = Math.max(...groups.map((group) => group.length));
  while (most > 1 && writer.y + height(most) > bottom) most = Math.floor(most * 0.9);
  for (const group of groups) {
    writer.tagged('H3', () => writer.textAt(headingOf(group), page.marginSide, writer.y, contentWidth, groupHeading));
    writer.y += 2;
    writer.tagged('P', () => writer.textAt(named(group, most), page.marginSide, writer.y, contentWidth, groupNames));
    writer.y += 8;
  }
}
