import type { LocalDate } from '../../platform/calendar/index.js';
import type { ReportedDeclaration } from '../share-reports.js';

/** What can have become of a municipality between two reports, in the order in which they are told. */
export const CHANGE_KINDS = [
  'SIGNED',
  'NO_LONGER_SIGNED',
  'WITHDRAWN',
  'ADOPTED',
  'DECLINED',
  'POSTPONED',
  'IN_REVIEW',
  'REJECTED',
  'MORE_TIME',
  'LESS_TIME',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** A municipality that stands otherwise than it did. It comes twice when its deadline has moved besides. */
export interface ReportedChange {
  readonly kind: ChangeKind;
  readonly municipalityNumber: string;
  readonly name: string;
  readonly population: number;
  /** When it became known; null where nothing is left of it, as after a rejection. */
  readonly at: Date | null;
  /** The deadline in force, where it has moved. */
  readonly dueOn: LocalDate | null;
}

/** A deadline that is another one than before. */
export interface MovedDeadline {
  readonly municipalityNumber: string;
  readonly before: LocalDate;
  readonly after: LocalDate;
  readonly at: Date;
}

/**
 * What differs between two instants, by kind and then the largest first: what came and went in between is not told.
 * `before` is empty for the first report; those that are not in it were silent.
 */
export function reportedChanges(
  before: readonly ReportedDeclaration[],
  after: readonly ReportedDeclaration[],
  moved: readonly MovedDeadline[],
): ReportedChange[] {
  const former = new Map(before.map((declaration) => [declaration.municipalityNumber, declaration]));
  const deadlines = new Map(moved.map((deadline) => [deadline.municipalityNumber, deadline]));
  const changes: ReportedChange[] = [];
  for (const declaration of after) {
    const { municipalityNumber, name, population, since } = declaration;
    const about = { municipalityNumber, name, population };
    const kind = changeOf(former.get(municipalityNumber) ?? NOTHING_KNOWN, declaration);
    if (kind !== null) changes.push({ ...about, kind, at: since, dueOn: null });
    const deadline = deadlines.get(municipalityNumber);
    if (deadline === undefined || deadline.before === deadline.after) continue;
    const moreTime = deadline.after > deadline.before;
    changes.push({ ...about, kind: moreTime ? 'MORE_TIME' : 'LESS_TIME', at: deadline.at, dueOn: deadline.after });
  }
  return changes.toSorted(
    (one, other) =>
      CHANGE_KINDS.indexOf(one.kind) - CHANGE_KINDS.indexOf(other.kind) ||
      other.population - one.population ||
      (one.municipalityNumber < other.municipalityNumber ? -1 : 1),
  );
}

type Standing = Pick<ReportedDeclaration, 'category' | 'withdrawn'>;

const NOTHING_KNOWN: Standing = { category: 'SILENT', withdrawn: false };

function changeOf(before: Standing, after: Standing): ChangeKind | null {
  if (after.withdrawn) return before.withdrawn ? null : 'WITHDRAWN';
  if (after.category === before.category) return null;
  if (before.category === 'ACCEPTED') return 'NO_LONGER_SIGNED';
  switch (after.category) {
    case 'ACCEPTED':
      return 'SIGNED';
    case 'ADOPTED_NOT_RECEIVED':
      return 'ADOPTED';
    case 'SILENT':
      // Nobody falls silent again but those whose document was not accepted.
      return 'REJECTED';
    case 'DECLINED':
    case 'POSTPONED':
    case 'IN_REVIEW':
      return after.category;
  }
}
