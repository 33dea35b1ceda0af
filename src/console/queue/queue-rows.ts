import type { FailingWork, QueueCounts, WorkSituation } from '../../platform/jobs/index.js';
import { pageFormats, type PageLanguage } from '../../platform/pages/index.js';
import { JOB_STATES, queueTexts, WORK_KINDS, type WorkKind } from './texts/queue-texts.js';

/** One kind of work as the page shows it. */
export interface WrittenWork {
  readonly kind: string;
  readonly due: string;
  readonly queued: string;
  readonly late: string;
  readonly failing: string;
  readonly oldest: string | null;
  readonly next: string | null;
  /** What the queue's server holds of it; null when it did not answer. */
  readonly jobs: string | null;
}

export interface WrittenFailure {
  /** For the form. */
  readonly kind: string;
  readonly id: string;
  readonly work: string;
  /** The page of what is worked on; null where it has none. */
  readonly href: string | null;
  readonly attempts: string;
  readonly error: string;
  /** Null: it is tried now. */
  readonly next: string | null;
}

const PAGES: Readonly<Partial<Record<WorkKind, string>>> = {
  'process-inbound-message': '/messages',
  'send-letter': '/letters',
  'verify-return': '/returns',
};

export function writtenWork(work: WorkSituation, jobs: QueueCounts | null, language: PageLanguage): WrittenWork {
  const { integer, instant } = pageFormats(language);
  return {
    kind: kindWords(work.kind, language),
    due: integer(work.due),
    queued: integer(work.queued),
    late: integer(work.late),
    failing: integer(work.failing),
    oldest: work.oldestDueAt === null ? null : instant(work.oldestDueAt),
    next: work.nextDueAt === null ? null : instant(work.nextDueAt),
    jobs: jobs === null ? null : jobWords(jobs, language),
  };
}

export function writtenFailure(failure: FailingWork, now: Date, language: PageLanguage): WrittenFailure {
  const { integer, instant } = pageFormats(language);
  const { kind, id } = failure;
  const page = isWorkKind(kind) ? PAGES[kind] : undefined;
  return {
    kind,
    id,
    work: kindWords(kind, language),
    href: page === undefined ? null : `${page}/${id}`,
    attempts: integer(failure.attempts),
    error: failure.error ?? '',
    next: failure.queued || failure.dueAt <= now ? null : instant(failure.dueAt),
  };
}

function jobWords(counts: QueueCounts, language: PageLanguage): string {
  const text = queueTexts[language];
  const { integer } = pageFormats(language);
  const words = JOB_STATES.flatMap((state) => {
    const count = counts[state] ?? 0;
    return count === 0 ? [] : [text.jobs[state](integer(count))];
  });
  return words.length === 0 ? text.works.none : words.join(', ');
}

function kindWords(kind: string, language: PageLanguage): string {
  return isWorkKind(kind) ? queueTexts[language].kinds[kind] : kind;
}

function isWorkKind(kind: string): kind is WorkKind {
  return WORK_KINDS.some((known) => known === kind);
}
