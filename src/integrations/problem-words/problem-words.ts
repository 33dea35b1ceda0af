import type { PageLanguage } from '../../platform/pages/index.js';

/** What a problem is called, and what is wrong and how to mend it, without the names and numbers of one request. */
export interface ProblemWords {
  readonly title: Readonly<Record<PageLanguage, string>>;
  /** Norwegian only: in English the error says it itself. Absent where only the error's own facts would help. */
  readonly detail?: Readonly<Record<'nb' | 'nn', string>>;
}
